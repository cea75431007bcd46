package dev.mooring.api.snapshot;

import java.util.Comparator;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The order of RFC 8949, section 4.2.1, in which tables and variables are kept: by the bytes of the encoded keys. Both
 * codecs write in it, so the snapshot is sorted once, here.
 */
final class CanonicalOrder {
    /** 1, 2, … before −1, −2, …: a CBOR integer's encoding grows with its magnitude, and negative ones follow. */
    private static final Comparator<Long> IDS =
            (a, b) -> a < 0 == b < 0 ? Long.compareUnsigned(Math.abs(a), Math.abs(b)) : Long.compare(b, a);

    private static final Comparator<String> NAMES = CanonicalOrder::compareNames;

    private CanonicalOrder() {}

    static <V> Map<Long, V> ofTable(Map<Long, V> table) {
        return sorted(table, IDS);
    }

    static <V> Map<String, V> ofNames(Map<String, V> variables) {
        return sorted(variables, NAMES);
    }

    private static <K, V> Map<K, V> sorted(Map<K, V> map, Comparator<? super K> order) {
        Map<K, V> copy = Checks.copyInOrder(map);
        if (Ascending.holds(copy, order)) {
            return copy;
        }
        OrderedMapBuilder<K, V> sorted = new OrderedMapBuilder<>(copy.size());
        copy.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(order))
                .forEachOrdered(entry -> sorted.add(entry.getKey(), entry.getValue()));
        return sorted.build();
    }

    /** Goes through the keys without an iterator. Decoded tables are in order already. */
    private static final class Ascending<K> implements BiConsumer<K, Object> {
        private final Comparator<? super K> order;
        private @Nullable K previous;
        private boolean holds = true;

        private Ascending(Comparator<? super K> order) {
            this.order = order;
        }

        static <K> boolean holds(Map<K, ?> map, Comparator<? super K> order) {
            Ascending<K> ascending = new Ascending<>(order);
            map.forEach(ascending);
            return ascending.holds;
        }

        @Override
        public void accept(K key, Object value) {
            holds &= previous == null || order.compare(previous, key) <= 0;
            previous = key;
        }
    }

    private static int compareNames(String a, String b) {
        int byLength = Integer.compare(utf8Length(a), utf8Length(b));
        return byLength != 0 ? byLength : compareCodePoints(a, b);
    }

    static int utf8Length(String text) {
        int length = 0;
        for (int i = 0, units = text.length(); i < units; i++) {
            char c = text.charAt(i);
            // a surrogate pair takes four bytes, two for each half
            length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return length;
    }

    /** UTF-8 sorts as its code points do, which UTF-16 does not. */
    private static int compareCodePoints(String a, String b) {
        int shared = Math.min(a.length(), b.length());
        for (int i = 0; i < shared; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                return Character.isSurrogate(x) == Character.isSurrogate(y)
                        ? Character.compare(x, y)
                        : Character.isSurrogate(x) ? 1 : -1;
            }
        }
        // of the same number of bytes, and the same as far as the shorter goes: the same
        return 0;
    }
}

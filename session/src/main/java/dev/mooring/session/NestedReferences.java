package dev.mooring.session;

import dev.mooring.api.snapshot.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The stubs and promises that are nested in a value. They are kept in order of their references: a client can choose
 * references whose hashes are equal, and a table of hashes would take a time that grows with the square of their number.
 */
final class NestedReferences {
    private static final Comparator<Value> ORDER =
            Comparator.comparing(Value::kind).thenComparing(NestedReferences::reference);

    private NestedReferences() {}

    private static String reference(Value nested) {
        if (nested instanceof Value.StubValue stub) {
            return stub.reference();
        }
        if (nested instanceof Value.PromiseValue promise) {
            return promise.reference();
        }
        throw new IllegalArgumentException("A live object belongs to a stub or a promise, and not to " + nested);
    }

    /** Each {@link Value.StubValue} and {@link Value.PromiseValue} once, in the order in which they stand there. */
    static List<Value> in(Value value) {
        Set<Value> seen = new TreeSet<>(ORDER);
        List<Value> found = new ArrayList<>();
        collect(value, nested -> {
            if (seen.add(nested)) {
                found.add(nested);
            }
        });
        return found;
    }

    /** A map of live objects by the stub or promise that they belong to. */
    static Map<Value, Object> map() {
        return new TreeMap<>(ORDER);
    }

    /** A copy of such a map, which nobody can change. */
    static Map<Value, Object> copyOf(Map<Value, Object> objects) {
        Map<Value, Object> copy = map();
        objects.forEach((nested, object) ->
                copy.put(Objects.requireNonNull(nested, "nested"), Objects.requireNonNull(object, "object")));
        return Collections.unmodifiableMap(copy);
    }

    private static void collect(Value value, Consumer<Value> found) {
        switch (value.kind()) {
            case STUB, PROMISE -> found.accept(value);
            case ARRAY -> collect(((Value.ArrayValue) value).elements(), found);
            case OBJECT -> collect(((Value.ObjectValue) value).members().values(), found);
            case ERROR -> collect(((Value.ErrorValue) value).properties().values(), found);
            default -> {
                // the other kinds hold no values
            }
        }
    }

    private static void collect(Collection<Value> values, Consumer<Value> found) {
        values.forEach(value -> collect(value, found));
    }
}

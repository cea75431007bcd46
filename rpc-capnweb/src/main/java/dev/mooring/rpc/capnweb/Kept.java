package dev.mooring.rpc.capnweb;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The stubs of the client's that the application keeps by name; used under the guard. */
final class Kept {
    private static final int MAX_NAME_CHARS = 256;

    private final Imports imports;
    private final Map<String, Import> entries = new TreeMap<>();

    Kept(Imports imports) {
        this.imports = imports;
    }

    static void check(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME_CHARS) {
            throw new IllegalArgumentException("A name has 1 to " + MAX_NAME_CHARS + " characters");
        }
    }

    void put(String name, Import entry) {
        entry.addUser();
        drop(entries.put(name, entry));
    }

    private void drop(@Nullable Import before) {
        if (before != null) {
            imports.removeUser(before);
        }
    }

    Optional<Import> find(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    void remove(String name) {
        drop(entries.remove(name));
    }

    /** The ids in the import table, by name. */
    Map<String, Long> ids() {
        Map<String, Long> ids = new TreeMap<>();
        entries.forEach((name, entry) -> ids.put(name, entry.id()));
        return ids;
    }
}

package dev.mooring.api.snapshot;

import java.util.Objects;

/**
 * An entry of an import or export table, and how often it is held: an import by us, an export by the peer.
 *
 * @param <T> {@link ImportValue} or {@link ExportValue}
 * @param value the import or export
 * @param references the reference count of an import, the export count of an export; from 1 to
 *     {@link Value#MAX_INTEGER}
 */
public record TableEntry<T>(T value, long references) {
    /**
     * Checks the count.
     *
     * @throws IllegalArgumentException when the count is out of range
     */
    public TableEntry {
        Objects.requireNonNull(value, "value");
        Checks.range("A reference count", references, 1, Value.MAX_INTEGER);
    }
}

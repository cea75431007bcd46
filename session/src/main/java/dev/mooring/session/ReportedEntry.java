package dev.mooring.session;

import java.util.Objects;

/**
 * An entry of a table that was not kept as it was.
 *
 * @param place the place of the entry, or of the reference nested in it
 * @param id its id in the import or export table
 */
public record ReportedEntry(CapabilityRestorer.Place place, long id) {
    /** Refuses null. */
    public ReportedEntry {
        Objects.requireNonNull(place, "place");
    }
}

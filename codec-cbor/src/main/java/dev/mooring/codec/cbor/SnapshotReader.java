package dev.mooring.codec.cbor;

import static dev.mooring.codec.cbor.CborInput.atMost;

import dev.mooring.api.snapshot.ExportValue;
import dev.mooring.api.snapshot.ImportValue;
import dev.mooring.api.snapshot.OrderedMapBuilder;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.TableEntry;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.spi.SnapshotFormatException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the snapshot itself, in one pass; its tables and values have readers of their own. */
final class SnapshotReader {
    /** No key of a document: keys lie within ±(2⁵³−1). */
    private static final long NO_FIELD = Long.MIN_VALUE;

    private final CborInput in;
    private final SnapshotLimits limits;
    private final ValueReader values;
    private final TableReader tables;

    /** How many fields follow the one whose key was read last, and that key. */
    private int fieldsLeft;

    private long field = NO_FIELD;

    private SnapshotReader(CborInput in) {
        this.in = in;
        limits = in.limits();
        values = new ValueReader(in);
        tables = new TableReader(in, values);
    }

    static SessionSnapshot read(byte[] document, SnapshotLimits limits) throws SnapshotFormatException {
        atMost("The snapshot", document.length, "maxPayloadBytes", limits.maxPayloadBytes());
        refuseNewerVersion(new CborInput(document, limits));
        return new SnapshotReader(new CborInput(document, limits)).document();
    }

    /** Looks at the version before anything else: a newer document may go on in ways that this version refuses. */
    private static void refuseNewerVersion(CborInput in) throws SnapshotFormatException {
        in.require(in.next() == ItemType.MAP, "The snapshot", "is a map");
        boolean isVersion = in.next() == ItemType.UNSIGNED && in.argument() == SnapshotField.VERSION.key();
        if (isVersion
                && in.next() == ItemType.UNSIGNED
                && Long.compareUnsigned(in.argument(), SessionSnapshot.SCHEMA_VERSION) > 0) {
            long version = in.argument() < 0 ? Long.MAX_VALUE : in.argument();
            throw SnapshotFormatException.newerVersion(version, SessionSnapshot.SCHEMA_VERSION);
        }
    }

    private SessionSnapshot document() throws SnapshotFormatException {
        fieldsLeft = in.nextMap("The snapshot");
        nextField();
        int version = version();
        String sessionId = sessionId();
        Instant createdAt = Instant.ofEpochMilli(integer(SnapshotField.CREATED_AT));
        Instant lastActivity = Instant.ofEpochMilli(integer(SnapshotField.LAST_ACTIVITY));
        long generation = integer(SnapshotField.GENERATION);
        long checkpoint = integer(SnapshotField.CHECKPOINT);
        long nextPositiveId = integer(SnapshotField.NEXT_POSITIVE_ID);
        long nextNegativeId = integer(SnapshotField.NEXT_NEGATIVE_ID);
        long nextPeerId = integer(SnapshotField.NEXT_PEER_ID);
        Map<Long, TableEntry<ImportValue>> imports = table(SnapshotField.IMPORTS, tables::importValue);
        Map<Long, TableEntry<ExportValue>> exports = table(SnapshotField.EXPORTS, tables::exportValue);
        Map<String, Value> variables = variables();
        Duration maxAge = Duration.ofSeconds(integer(SnapshotField.MAX_AGE_SECONDS));
        List<String> capabilities = capabilities();
        in.require(field == NO_FIELD, "The snapshot", "has no further fields");
        in.requireEnd();
        try {
            return new SessionSnapshot(
                    sessionId,
                    createdAt,
                    lastActivity,
                    version,
                    generation,
                    checkpoint,
                    nextPositiveId,
                    nextNegativeId,
                    nextPeerId,
                    imports,
                    exports,
                    variables,
                    maxAge,
                    capabilities);
        } catch (IllegalArgumentException outOfRange) {
            throw new SnapshotFormatException(String.valueOf(outOfRange.getMessage()));
        }
    }

    /** Moves to the next field's key, as all readers of fields do at their end. */
    private void nextField() throws SnapshotFormatException {
        field = fieldsLeft-- > 0 ? in.nextInteger("A field's key") : NO_FIELD;
    }

    private void require(SnapshotField expected) throws SnapshotFormatException {
        in.require(field == expected.key(), expected, "is the next field");
    }

    private long integer(SnapshotField expected) throws SnapshotFormatException {
        require(expected);
        long value = in.nextInteger(expected);
        nextField();
        return value;
    }

    private int version() throws SnapshotFormatException {
        long version = integer(SnapshotField.VERSION);
        if (version != SessionSnapshot.SCHEMA_VERSION) {
            throw new SnapshotFormatException("The snapshot's version is not " + SessionSnapshot.SCHEMA_VERSION);
        }
        return SessionSnapshot.SCHEMA_VERSION;
    }

    private String sessionId() throws SnapshotFormatException {
        require(SnapshotField.SESSION_ID);
        String sessionId = in.nextText(SnapshotField.SESSION_ID);
        atMost("The session id", in.argument(), "maxSessionIdBytes", limits.maxSessionIdBytes());
        nextField();
        return sessionId;
    }

    private <T> Map<Long, TableEntry<T>> table(SnapshotField expected, TableReader.EntryContent<T> content)
            throws SnapshotFormatException {
        if (field != expected.key()) {
            return Map.of();
        }
        Map<Long, TableEntry<T>> table = tables.next(expected, content);
        nextField();
        return table;
    }

    private Map<String, Value> variables() throws SnapshotFormatException {
        require(SnapshotField.VARIABLES);
        int size = in.nextMap(SnapshotField.VARIABLES);
        atMost("The list of variables", size, "maxVariables", limits.maxVariables());
        OrderedMapBuilder<String, Value> variables = new OrderedMapBuilder<>(size);
        AscendingKeys keys = new AscendingKeys(in);
        for (int left = size; left > 0; left--) {
            String name = name("A variable's name");
            keys.check();
            variables.add(name, values.next(1));
        }
        nextField();
        return variables.build();
    }

    private List<String> capabilities() throws SnapshotFormatException {
        require(SnapshotField.CAPABILITIES);
        int size = in.nextArray(SnapshotField.CAPABILITIES);
        atMost("The list of capabilities", size, "maxCapabilities", limits.maxCapabilities());
        List<String> capabilities = new ArrayList<>(size);
        for (int left = size; left > 0; left--) {
            capabilities.add(name("A capability's name"));
        }
        nextField();
        return capabilities;
    }

    private String name(String subject) throws SnapshotFormatException {
        String name = in.nextText(subject);
        atMost(subject, name.length(), "maxNameChars", limits.maxNameChars());
        return name;
    }
}

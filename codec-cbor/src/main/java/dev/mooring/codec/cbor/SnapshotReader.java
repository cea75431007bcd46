package dev.mooring.codec.cbor;

import static dev.mooring.codec.cbor.LimitChecks.atMost;

import dev.mooring.token.ExportValue;
import dev.mooring.token.ImportValue;
import dev.mooring.token.SessionSnapshot;
import dev.mooring.token.SnapshotLimits;
import dev.mooring.token.TableEntry;
import dev.mooring.token.Value;
import dev.mooring.token.spi.SnapshotFormatException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.cbor.CBORParser;

/** Reads the document around the values. The scanner has seen to the order of fields, tables and variables. */
final class SnapshotReader {

    /** Reads what follows an entry's kind. */
    private interface EntryContent<T> {
        T read(long kind) throws SnapshotFormatException;
    }

    private final Tokens in;
    private final SnapshotLimits limits;
    private final ValueReader values;

    private SnapshotReader(Tokens in, SnapshotLimits limits) {
        this.in = in;
        this.limits = limits;
        this.values = new ValueReader(in, limits);
    }

    static SessionSnapshot read(byte[] document, SnapshotLimits limits) throws SnapshotFormatException {
        atMost("The snapshot", document.length, "maxPayloadBytes", limits.maxPayloadBytes());
        CanonicalCborScanner.scan(document, limits);
        try (CBORParser parser = CanonicalCborFactory.parser(document)) {
            return new SnapshotReader(new Tokens(parser, document), limits).document();
        } catch (JacksonException e) {
            // its message shows content, so it is dropped
            throw new SnapshotFormatException("The snapshot's CBOR cannot be read");
        }
    }

    private SessionSnapshot document() throws SnapshotFormatException {
        in.nextMap("The snapshot");
        in.next();
        int version = version();
        String sessionId = sessionId();
        Instant createdAt = Instant.ofEpochMilli(integer(SnapshotField.CREATED_AT));
        Instant lastActivity = Instant.ofEpochMilli(integer(SnapshotField.LAST_ACTIVITY));
        long generation = integer(SnapshotField.GENERATION);
        long checkpoint = integer(SnapshotField.CHECKPOINT);
        long nextPositiveId = integer(SnapshotField.NEXT_POSITIVE_ID);
        long nextNegativeId = integer(SnapshotField.NEXT_NEGATIVE_ID);
        long nextPeerId = integer(SnapshotField.NEXT_PEER_ID);
        Map<Long, TableEntry<ImportValue>> imports = table(SnapshotField.IMPORTS, this::importValue);
        Map<Long, TableEntry<ExportValue>> exports = table(SnapshotField.EXPORTS, this::exportValue);
        Map<String, Value> variables = variables();
        Duration maxAge = Duration.ofSeconds(integer(SnapshotField.MAX_AGE_SECONDS));
        List<String> capabilities = capabilities();
        in.require(in.current() == JsonToken.END_OBJECT, "The snapshot", "has no further fields");
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

    /** Says whether the reader is at the key of this field. */
    private boolean isAt(SnapshotField field) {
        return in.current() == JsonToken.PROPERTY_NAME && in.key().equals(Integer.toString(field.key()));
    }

    private void require(SnapshotField field) throws SnapshotFormatException {
        in.require(isAt(field), field, "is the next field");
    }

    /** Reads a field of one integer and moves to the next key, as all readers of fields do. */
    private long integer(SnapshotField field) throws SnapshotFormatException {
        require(field);
        long value = in.nextInteger(field);
        in.next();
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
        atMost(
                "The session id",
                sessionId.getBytes(StandardCharsets.UTF_8).length,
                "maxSessionIdBytes",
                limits.maxSessionIdBytes());
        in.next();
        return sessionId;
    }

    private <T> Map<Long, TableEntry<T>> table(SnapshotField field, EntryContent<T> content)
            throws SnapshotFormatException {
        if (!isAt(field)) {
            return Map.of();
        }
        Map<Long, TableEntry<T>> table = new LinkedHashMap<>();
        in.nextMap(field);
        while (in.next() == JsonToken.PROPERTY_NAME) {
            atMost("A table", table.size() + 1, "maxTableEntries", limits.maxTableEntries());
            table.put(Long.valueOf(in.key()), entry(content));
        }
        in.require(!table.isEmpty(), field, "is left out when empty");
        in.next();
        return table;
    }

    private <T> TableEntry<T> entry(EntryContent<T> content) throws SnapshotFormatException {
        in.nextArray("A table's entry");
        T value = content.read(in.nextInteger("The kind of an entry"));
        if (in.next() == JsonToken.END_ARRAY) {
            return new TableEntry<>(value, 1);
        }
        in.require(in.isPlainInteger() && in.integer() > 1, "A spelled-out reference count", "is above 1");
        long references = in.integer();
        in.endArray("A table's entry");
        return new TableEntry<>(value, references);
    }

    private ImportValue importValue(long kind) throws SnapshotFormatException {
        if (kind == EntryKind.RESOLVED) {
            return new ImportValue.Resolved(values.next(1));
        }
        in.require(kind == EntryKind.STUB || kind == EntryKind.PROMISE, "The kind of an import", "is 0, 1 or 2");
        String reference = values.nextReference();
        return kind == EntryKind.STUB ? new ImportValue.Stub(reference) : new ImportValue.Promise(reference);
    }

    private ExportValue exportValue(long kind) throws SnapshotFormatException {
        in.require(
                kind >= EntryKind.RESOLVED && kind <= EntryKind.PULLED_PROMISE, "The kind of an export", "is 0 to 4");
        return switch ((int) kind) {
            case EntryKind.RESOLVED -> new ExportValue.Resolved(values.next(1));
            case EntryKind.REJECTED -> new ExportValue.Rejected(values.next(1));
            case EntryKind.STUB -> new ExportValue.Stub(values.nextReference());
            default -> new ExportValue.Promise(values.nextReference(), kind == EntryKind.PULLED_PROMISE);
        };
    }

    private Map<String, Value> variables() throws SnapshotFormatException {
        require(SnapshotField.VARIABLES);
        Map<String, Value> variables = new LinkedHashMap<>();
        in.nextMap(SnapshotField.VARIABLES);
        while (in.next() == JsonToken.PROPERTY_NAME) {
            atMost("The list of variables", variables.size() + 1, "maxVariables", limits.maxVariables());
            String name = in.key();
            atMost("A variable's name", name.length(), "maxNameChars", limits.maxNameChars());
            variables.put(name, values.next(1));
        }
        in.next();
        return variables;
    }

    private List<String> capabilities() throws SnapshotFormatException {
        require(SnapshotField.CAPABILITIES);
        List<String> capabilities = new ArrayList<>();
        in.nextArray(SnapshotField.CAPABILITIES);
        while (in.next() != JsonToken.END_ARRAY) {
            atMost("The list of capabilities", capabilities.size() + 1, "maxCapabilities", limits.maxCapabilities());
            String name = in.text("A capability");
            atMost("A capability's name", name.length(), "maxNameChars", limits.maxNameChars());
            capabilities.add(name);
        }
        in.next();
        return capabilities;
    }
}

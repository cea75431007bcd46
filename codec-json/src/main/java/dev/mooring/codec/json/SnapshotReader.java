package dev.mooring.codec.json;

import dev.mooring.api.snapshot.OrderedMapBuilder;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.spi.SnapshotFormatException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** Reads the snapshot itself; its tables and values have readers of their own. */
final class SnapshotReader {
    private final JsonInput in;
    private final boolean draft;
    private final ValueReader values;
    private final TableReader tables;
    private final SnapshotFields fields = new SnapshotFields();

    /**
     * Prepares to read one document.
     *
     * @param draft whether the version may be left out
     */
    SnapshotReader(JsonInput in, boolean draft) {
        this.in = in;
        this.draft = draft;
        values = new ValueReader(in, new SnapshotKinds(in), Value.BigIntegerValue.MAX_SNAPSHOT_BITS);
        tables = new TableReader(in, values);
    }

    SnapshotFields read() throws SnapshotFormatException {
        JsonToken first = in.next();
        if (first == null) {
            throw new SnapshotFormatException("The snapshot is empty, and one JSON object is expected");
        }
        if (first != JsonToken.START_OBJECT) {
            throw in.refusal("A snapshot is an object");
        }
        SnapshotField field = nextField(SnapshotField.VERSION);
        while (field != null) {
            read(field);
            field = nextField(field.next());
        }
        if (in.next() != null) {
            throw in.refusal("Something follows the snapshot");
        }
        return fields;
    }

    /** Moves on to a field, most likely to this one; null at the end of the snapshot. */
    private @Nullable SnapshotField nextField(SnapshotField likely) throws SnapshotFormatException {
        if (in.nextIs(likely.encodedName())) {
            return counted(likely);
        }
        return in.token() == JsonToken.END_OBJECT ? null : counted(SnapshotField.of(in.name()));
    }

    /** Refuses a field that is not known, or out of its place, or there before. */
    private SnapshotField counted(@Nullable SnapshotField field) throws SnapshotFormatException {
        boolean first = fields.isEmpty();
        if (first ? field != SnapshotField.VERSION && !draft : field == SnapshotField.VERSION) {
            throw in.refusal("The first field of a snapshot, and no other, is " + SnapshotField.VERSION);
        }
        if (field == null) {
            throw in.refusal("The snapshot has a field that is not known here");
        }
        if (!fields.add(field)) {
            throw in.refusal("The snapshot has the field " + field + " twice");
        }
        return field;
    }

    private void read(SnapshotField field) throws SnapshotFormatException {
        switch (field) {
            case VERSION -> checkVersion();
            case SESSION_ID -> fields.sessionId = sessionId();
            case IMPORTS -> fields.imports = tables.imports();
            case EXPORTS -> fields.exports = tables.exports();
            case VARIABLES -> fields.variables = variables();
            case CAPABILITIES -> fields.capabilities = capabilities();
            default -> fields.set(field, in.integer(field));
        }
    }

    private void checkVersion() throws SnapshotFormatException {
        boolean integer = in.next() == JsonToken.VALUE_NUMBER_INT;
        long version = JsonNumbers.integer(in.parser());
        if (integer
                && version == JsonNumbers.NO_INTEGER
                && in.parser().getString().charAt(0) != '-') {
            throw SnapshotFormatException.newerVersion(Long.MAX_VALUE, SessionSnapshot.SCHEMA_VERSION);
        }
        // the least of all numbers, NO_INTEGER, is refused here as well
        if (version < SessionSnapshot.SCHEMA_VERSION) {
            throw in.refusal(SnapshotField.VERSION + " is an integer from " + SessionSnapshot.SCHEMA_VERSION);
        }
        if (version > SessionSnapshot.SCHEMA_VERSION) {
            throw SnapshotFormatException.newerVersion(version, SessionSnapshot.SCHEMA_VERSION);
        }
    }

    private String sessionId() throws SnapshotFormatException {
        int max = in.limits().maxSessionIdBytes();
        // no text has fewer bytes than chars, so a longer one need not be made
        String id = in.text("The session id", max, "maxSessionIdBytes");
        if (id.getBytes(StandardCharsets.UTF_8).length > max) {
            throw in.tooLong("The session id", max, "maxSessionIdBytes");
        }
        return id;
    }

    private Map<String, Value> variables() throws SnapshotFormatException {
        in.expect(JsonToken.START_OBJECT, "The variables are an object");
        SnapshotLimits limits = in.limits();
        OrderedMapBuilder<String, Value> variables = new OrderedMapBuilder<>();
        while (in.next() != JsonToken.END_OBJECT) {
            in.checkRoom(variables.size(), "The variables table", limits.maxVariables(), "maxVariables");
            String name = in.name();
            if (name.length() > limits.maxNameChars()) {
                throw in.tooLong("The name of a variable", limits.maxNameChars(), "maxNameChars");
            }
            if (!variables.add(name, values.next(1))) {
                throw in.duplicate("the variables");
            }
        }
        return variables.build();
    }

    private List<String> capabilities() throws SnapshotFormatException {
        in.expect(JsonToken.START_ARRAY, "The capabilities are an array");
        SnapshotLimits limits = in.limits();
        List<String> capabilities = new ArrayList<>();
        while (in.next() != JsonToken.END_ARRAY) {
            in.checkRoom(capabilities.size(), "The list of capabilities", limits.maxCapabilities(), "maxCapabilities");
            capabilities.add(in.currentText("The name of a capability", limits.maxNameChars(), "maxNameChars"));
        }
        return capabilities;
    }
}

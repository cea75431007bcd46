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
import tools.jackson.core.JsonParser;
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
        values = new ValueReader(in, new SnapshotKinds(in));
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
        while (in.next() != JsonToken.END_OBJECT) {
            read(nextField());
        }
        if (in.next() != null) {
            throw in.refusal("Something follows the snapshot");
        }
        return fields;
    }

    private Field nextField() throws SnapshotFormatException {
        Field field = Field.of(in.name());
        boolean first = fields.isEmpty();
        if (first ? field != Field.VERSION && !draft : field == Field.VERSION) {
            throw in.refusal("The first field of a snapshot, and no other, is " + Field.VERSION);
        }
        if (field == null) {
            throw in.refusal("The snapshot has a field that is not known here");
        }
        if (!fields.add(field)) {
            throw in.refusal("The snapshot has the field " + field + " twice");
        }
        return field;
    }

    private void read(Field field) throws SnapshotFormatException {
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
        JsonParser parser = in.parser();
        boolean integer = in.next() == JsonToken.VALUE_NUMBER_INT;
        boolean small = JsonNumbers.isInteger(parser);
        if (integer && !small && parser.getString().charAt(0) != '-') {
            throw SnapshotFormatException.newerVersion(Long.MAX_VALUE, SessionSnapshot.SCHEMA_VERSION);
        }
        if (!small || parser.getLongValue() < SessionSnapshot.SCHEMA_VERSION) {
            throw in.refusal(Field.VERSION + " is an integer from " + SessionSnapshot.SCHEMA_VERSION);
        }
        if (parser.getLongValue() > SessionSnapshot.SCHEMA_VERSION) {
            throw SnapshotFormatException.newerVersion(parser.getLongValue(), SessionSnapshot.SCHEMA_VERSION);
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

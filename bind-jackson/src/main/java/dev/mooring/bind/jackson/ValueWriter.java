package dev.mooring.bind.jackson;

import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.snapshot.Value.BytesValue;
import dev.mooring.api.snapshot.Value.DateValue;
import java.time.Instant;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/**
 * Values to tokens. A value without a JSON token goes through as an object: an {@link Instant} or {@code byte[]} if plain
 * Java has the same, and otherwise the value itself.
 */
final class ValueWriter {
    private final JsonGenerator tokens;

    private ValueWriter(JsonGenerator tokens) {
        this.tokens = tokens;
    }

    static void write(Value value, JsonGenerator tokens) {
        new ValueWriter(tokens).write(value, 1);
    }

    private void write(Value value, int level) {
        if (level > SnapshotLimits.GREATEST_DEPTH) {
            throw new IllegalArgumentException("The value is nested deeper than any snapshot allows, "
                    + SnapshotLimits.GREATEST_DEPTH + " levels");
        }
        switch (value.kind()) {
            case NULL -> tokens.writeNull();
            case BOOLEAN -> tokens.writeBoolean(((Value.BooleanValue) value).value());
            case INTEGER -> tokens.writeNumber(((Value.IntegerValue) value).value());
            case DOUBLE -> tokens.writeNumber(((Value.DoubleValue) value).value());
            case BIG_INTEGER -> tokens.writeNumber(((Value.BigIntegerValue) value).value());
            case TEXT -> tokens.writeString(((Value.TextValue) value).value());
            case ARRAY -> write((Value.ArrayValue) value, level);
            case OBJECT -> write((Value.ObjectValue) value, level);
            default -> tokens.writeEmbeddedObject(embedded(value));
        }
    }

    private static Object embedded(Value value) {
        if (value instanceof BytesValue bytes && bytes.arrayKind() == BytesValue.ArrayKind.UINT8) {
            return bytes.content();
        }
        if (value instanceof DateValue date && date.epochMillis().isPresent()) {
            return Instant.ofEpochMilli(date.epochMillis().getAsLong());
        }
        return value;
    }

    private void write(Value.ArrayValue array, int level) {
        tokens.writeStartArray();
        for (Value element : array.elements()) {
            write(element, level + 1);
        }
        tokens.writeEndArray();
    }

    private void write(Value.ObjectValue object, int level) {
        tokens.writeStartObject();
        for (Map.Entry<String, Value> member : object.members().entrySet()) {
            tokens.writeName(member.getKey());
            write(member.getValue(), level + 1);
        }
        tokens.writeEndObject();
    }
}

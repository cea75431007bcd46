package dev.mooring.codec.cbor;

import dev.mooring.token.SnapshotLimits;
import dev.mooring.token.Value;
import dev.mooring.token.Value.ArrayValue;
import dev.mooring.token.Value.BytesValue;
import dev.mooring.token.Value.DateValue;
import dev.mooring.token.Value.ErrorValue;
import dev.mooring.token.Value.HeadersValue;
import java.util.Map;

/** Writes values. */
final class ValueWriter {
    private final CanonicalCborGenerator out;

    ValueWriter(CanonicalCborGenerator out) {
        this.out = out;
    }

    void write(Value value, int level) {
        if (level > SnapshotLimits.GREATEST_DEPTH) {
            throw new IllegalArgumentException(
                    "A value is nested deeper than " + SnapshotLimits.GREATEST_DEPTH + " levels");
        }
        switch (value.kind()) {
            case NULL -> out.writeNull();
            case UNDEFINED -> out.writeUndefined();
            case BOOLEAN -> out.writeBoolean(((Value.BooleanValue) value).value());
            case INTEGER -> out.writeNumber(((Value.IntegerValue) value).value());
            case DOUBLE -> out.writeShortestFloat(((Value.DoubleValue) value).value());
            case BIG_INTEGER -> out.writeBigInteger(((Value.BigIntegerValue) value).value());
            case TEXT -> out.writeText(((Value.TextValue) value).value());
            case BYTES -> bytes((BytesValue) value);
            case DATE -> date((DateValue) value);
            case ERROR -> error((ErrorValue) value, level);
            case URL -> named(Tags.URL, ((Value.UrlValue) value).href());
            case HEADERS -> headers((HeadersValue) value);
            case ARRAY -> array((ArrayValue) value, level);
            case OBJECT -> members(((Value.ObjectValue) value).members(), level + 1);
            case STUB -> named(Tags.STUB, ((Value.StubValue) value).reference());
            case PROMISE -> named(Tags.PROMISE, ((Value.PromiseValue) value).reference());
            default -> throw new IllegalArgumentException("Version 1 of the format has no kind " + value.kind());
        }
    }

    /** Writes a map of texts to values, each at the given level. */
    void members(Map<String, Value> members, int level) {
        out.startMap(members.size());
        members.forEach((name, member) -> {
            out.writeTextKey(name);
            write(member, level);
        });
        out.writeEndObject();
    }

    private void bytes(BytesValue bytes) {
        if (bytes.arrayKind() == BytesValue.ArrayKind.UINT8) {
            out.writeBinary(bytes.content());
        } else {
            startObject(Tags.BYTES, 3);
            out.writeBinary(bytes.content());
            out.writeText(bytes.arrayKind().className());
            out.writeEndArray();
        }
    }

    private void date(DateValue date) {
        out.writeTag(Tags.DATE);
        if (date.epochMillis().isEmpty()) {
            out.writeShortestFloat(Double.NaN);
            return;
        }
        long millis = date.epochMillis().getAsLong();
        if (EpochSeconds.isWhole(millis)) {
            out.writeNumber(millis / 1000);
        } else {
            out.writeShortestFloat(EpochSeconds.of(millis));
        }
    }

    private void error(ErrorValue error, int level) {
        boolean hasProperties = !error.properties().isEmpty();
        startObject(Tags.ERROR, hasProperties ? 5 : error.stack().isPresent() ? 4 : 3);
        out.writeText(error.type());
        out.writeText(error.message());
        if (error.stack().isPresent()) {
            out.writeText(error.stack().get());
        } else if (hasProperties) {
            out.writeNull();
        }
        if (hasProperties) {
            members(error.properties(), level + 1);
        }
        out.writeEndArray();
    }

    private void headers(HeadersValue headers) {
        startObject(Tags.HEADERS, 2);
        out.startArray(headers.fields().size());
        for (HeadersValue.Field field : headers.fields()) {
            out.startArray(2);
            out.writeText(field.name());
            out.writeText(field.value());
            out.writeEndArray();
        }
        out.writeEndArray();
        out.writeEndArray();
    }

    private void array(ArrayValue array, int level) {
        out.startArray(array.elements().size());
        for (Value element : array.elements()) {
            write(element, level + 1);
        }
        out.writeEndArray();
    }

    private void named(String name, String text) {
        startObject(name, 2);
        out.writeText(text);
        out.writeEndArray();
    }

    private void startObject(String name, int elements) {
        out.writeTag(Tags.OBJECT);
        out.startArray(elements);
        out.writeString(name);
    }
}

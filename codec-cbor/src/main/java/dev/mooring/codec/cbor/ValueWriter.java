package dev.mooring.codec.cbor;

import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.snapshot.Value.ArrayValue;
import dev.mooring.api.snapshot.Value.BigIntegerValue;
import dev.mooring.api.snapshot.Value.BooleanValue;
import dev.mooring.api.snapshot.Value.BytesValue;
import dev.mooring.api.snapshot.Value.DateValue;
import dev.mooring.api.snapshot.Value.DoubleValue;
import dev.mooring.api.snapshot.Value.ErrorValue;
import dev.mooring.api.snapshot.Value.HeadersValue;
import dev.mooring.api.snapshot.Value.IntegerValue;
import dev.mooring.api.snapshot.Value.ObjectValue;
import dev.mooring.api.snapshot.Value.PromiseValue;
import dev.mooring.api.snapshot.Value.StubValue;
import dev.mooring.api.snapshot.Value.TextValue;
import dev.mooring.api.snapshot.Value.UrlValue;
import java.util.List;
import java.util.Map;
import tools.jackson.core.io.SerializedString;

/** Writes values as the profile spells them. */
final class ValueWriter {
    private static final SerializedString BYTES = new SerializedString("bytes");
    private static final SerializedString ERROR = new SerializedString("error");
    private static final SerializedString URL = new SerializedString("url");
    private static final SerializedString HEADERS = new SerializedString("headers");
    private static final SerializedString STUB = new SerializedString("stub");
    private static final SerializedString PROMISE = new SerializedString("promise");

    private final ProfileGenerator out;

    ValueWriter(ProfileGenerator out) {
        this.out = out;
    }

    /** Writes the value of a table entry. */
    void write(Value value) {
        write(value, 1);
    }

    private void write(Value value, int level) {
        if (level > SnapshotLimits.GREATEST_DEPTH) {
            throw new IllegalArgumentException(
                    "A value has at most " + SnapshotLimits.GREATEST_DEPTH + " levels: nest it less deeply");
        }
        // the commonest kinds first, by their classes: asking each value for its kind takes longer
        if (value instanceof TextValue text) {
            out.writeString(text.value());
        } else if (value instanceof IntegerValue integer) {
            out.writeNumber(integer.value());
        } else if (value instanceof ObjectValue object) {
            members(object.members(), level + 1);
        } else if (value instanceof ArrayValue array) {
            array(array, level);
        } else {
            rarer(value, level);
        }
    }

    private void rarer(Value value, int level) {
        switch (value.kind()) {
            case NULL -> out.writeNull();
            case UNDEFINED -> out.writeUndefined();
            case BOOLEAN -> out.writeBoolean(((BooleanValue) value).value());
            case DOUBLE -> out.writeNumber(((DoubleValue) value).value());
            case BIG_INTEGER -> out.writeNumber(((BigIntegerValue) value).value());
            case BYTES -> bytes((BytesValue) value);
            case DATE -> date((DateValue) value);
            case ERROR -> error((ErrorValue) value, level);
            case URL -> named(URL, ((UrlValue) value).href());
            case HEADERS -> headers((HeadersValue) value);
            case STUB -> named(STUB, ((StubValue) value).reference());
            case PROMISE -> named(PROMISE, ((PromiseValue) value).reference());
            default ->
                throw new IllegalArgumentException(
                        "A value of the kind " + value.kind() + " cannot be written by this version of the codec");
        }
    }

    /** Writes a map of texts to values, each at the given level. */
    void members(Map<String, Value> members, int level) {
        out.writeStartObject(members, members.size());
        members.forEach((name, member) -> {
            out.writeName(name);
            write(member, level);
        });
        out.writeEndObject();
    }

    private void begin(SerializedString kind, int elements) {
        out.writeTag(Tags.OBJECT);
        out.writeStartArray(kind, elements);
        out.writeString(kind);
    }

    private void named(SerializedString kind, String content) {
        begin(kind, 2);
        out.writeString(content);
        out.writeEndArray();
    }

    private void bytes(BytesValue value) {
        if (value.arrayKind() == BytesValue.ArrayKind.UINT8) {
            out.writeBinary(value.content());
        } else {
            begin(BYTES, 3);
            out.writeBinary(value.content());
            out.writeString(value.arrayKind().className());
            out.writeEndArray();
        }
    }

    private void date(DateValue value) {
        out.writeTag(Tags.DATE);
        if (value.epochMillis().isEmpty()) {
            out.writeNumber(Double.NaN);
            return;
        }
        long millis = value.epochMillis().getAsLong();
        if (EpochSeconds.isWhole(millis)) {
            out.writeNumber(millis / 1000);
        } else {
            out.writeNumber(EpochSeconds.of(millis));
        }
    }

    private void error(ErrorValue value, int level) {
        boolean hasProperties = !value.properties().isEmpty();
        begin(ERROR, hasProperties ? 5 : value.stack().isPresent() ? 4 : 3);
        out.writeString(value.type());
        out.writeString(value.message());
        if (value.stack().isPresent()) {
            out.writeString(value.stack().get());
        } else if (hasProperties) {
            out.writeNull();
        }
        if (hasProperties) {
            members(value.properties(), level + 1);
        }
        out.writeEndArray();
    }

    private void headers(HeadersValue value) {
        begin(HEADERS, 2);
        out.writeStartArray(value, value.fields().size());
        for (HeadersValue.Field field : value.fields()) {
            out.writeStartArray(field, 2);
            out.writeString(field.name());
            out.writeString(field.value());
            out.writeEndArray();
        }
        out.writeEndArray();
        out.writeEndArray();
    }

    private void array(ArrayValue value, int level) {
        out.writeStartArray(value, value.elements().size());
        List<Value> elements = value.elements();
        for (int i = 0; i < elements.size(); i++) {
            write(elements.get(i), level + 1);
        }
        out.writeEndArray();
    }
}

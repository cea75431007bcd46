package dev.mooring.codec.json;

import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.snapshot.Value.ArrayValue;
import dev.mooring.api.snapshot.Value.BigIntegerValue;
import dev.mooring.api.snapshot.Value.BooleanValue;
import dev.mooring.api.snapshot.Value.BytesValue;
import dev.mooring.api.snapshot.Value.BytesValue.ArrayKind;
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
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;

/** Writes values as Cap'n Web spells them. */
final class ValueWriter {
    private static final SerializedString UNDEFINED = new SerializedString("undefined");
    private static final SerializedString NAN = new SerializedString("nan");
    private static final SerializedString INFINITY = new SerializedString("inf");
    private static final SerializedString NEGATIVE_INFINITY = new SerializedString("-inf");
    private static final SerializedString BIGINT = new SerializedString("bigint");
    private static final SerializedString BYTES = new SerializedString("bytes");
    private static final SerializedString DATE = new SerializedString("date");
    private static final SerializedString ERROR = new SerializedString("error");
    private static final SerializedString URL = new SerializedString("url");
    private static final SerializedString HEADERS = new SerializedString("headers");
    private static final SerializedString STUB = new SerializedString("stub");
    private static final SerializedString PROMISE = new SerializedString("promise");

    private final JsonGenerator out;
    private final int maxDepth;
    private final Consumer<Value> references;

    /** Writes the values of a snapshot. */
    ValueWriter(JsonGenerator out) {
        this.out = out;
        maxDepth = SnapshotLimits.GREATEST_DEPTH;
        references = this::reference;
    }

    /** Writes the values of another document, which spells references differently. */
    ValueWriter(JsonGenerator out, int maxDepth, Consumer<Value> references) {
        this.out = out;
        this.maxDepth = maxDepth;
        this.references = references;
    }

    /** Writes the value of a variable or a table entry. */
    void write(Value value) {
        write(value, 1);
    }

    private void write(Value value, int level) {
        if (level > maxDepth) {
            throw new IllegalArgumentException("A value has at most " + maxDepth + " levels: nest it less deeply");
        }
        // the commonest kinds first, by their classes: asking each value for its kind takes longer
        if (value instanceof TextValue text) {
            text(text.value());
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
            case UNDEFINED -> named(UNDEFINED);
            case BOOLEAN -> out.writeBoolean(((BooleanValue) value).value());
            case DOUBLE -> number(((DoubleValue) value).value());
            case BIG_INTEGER -> named(BIGINT, ((BigIntegerValue) value).value().toString());
            case BYTES -> bytes((BytesValue) value);
            case DATE -> date((DateValue) value);
            case ERROR -> error((ErrorValue) value, level);
            case URL -> named(URL, ((UrlValue) value).href());
            case HEADERS -> headers((HeadersValue) value);
            case STUB, PROMISE -> references.accept(value);
            default ->
                throw new IllegalArgumentException(
                        "A value of the kind " + value.kind() + " cannot be written by this version of the codec");
        }
    }

    private void reference(Value value) {
        if (value instanceof StubValue stub) {
            named(STUB, stub.reference());
        } else {
            named(PROMISE, ((PromiseValue) value).reference());
        }
    }

    private void begin(SerializedString kind) {
        out.writeStartArray();
        out.writeString(kind);
    }

    private void named(SerializedString kind) {
        begin(kind);
        out.writeEndArray();
    }

    private void named(SerializedString kind, String content) {
        begin(kind);
        text(content);
        out.writeEndArray();
    }

    /** Jackson writes a fraction or an exponent always, by which a reader tells doubles from integers. */
    private void number(double value) {
        if (Double.isFinite(value)) {
            out.writeNumber(value);
        } else {
            named(Double.isNaN(value) ? NAN : value > 0 ? INFINITY : NEGATIVE_INFINITY);
        }
    }

    /** Writes a text. Jackson would also write one with an unpaired surrogate. */
    void text(String text) {
        out.writeString(checked(text));
    }

    private void name(String name) {
        out.writeName(checked(name));
    }

    private static String checked(String text) {
        if (Unicode.hasUnpairedSurrogate(text)) {
            throw new IllegalArgumentException("A text has an unpaired surrogate, which UTF-8 cannot hold");
        }
        return text;
    }

    private void bytes(BytesValue value) {
        begin(BYTES);
        out.writeString(CanonicalBase64.encode(value.content()));
        if (value.arrayKind() != ArrayKind.UINT8) {
            out.writeString(value.arrayKind().className());
        }
        out.writeEndArray();
    }

    private void date(DateValue value) {
        begin(DATE);
        if (value.epochMillis().isPresent()) {
            out.writeNumber(value.epochMillis().getAsLong());
        } else {
            out.writeNull();
        }
        out.writeEndArray();
    }

    private void error(ErrorValue value, int level) {
        begin(ERROR);
        text(value.type());
        text(value.message());
        boolean hasProperties = !value.properties().isEmpty();
        if (value.stack().isPresent()) {
            text(value.stack().get());
        } else if (hasProperties) {
            out.writeNull();
        }
        if (hasProperties) {
            members(value.properties(), level + 1);
        }
        out.writeEndArray();
    }

    private void headers(HeadersValue value) {
        begin(HEADERS);
        out.writeStartArray();
        for (HeadersValue.Field field : value.fields()) {
            out.writeStartArray();
            text(field.name());
            text(field.value());
            out.writeEndArray();
        }
        out.writeEndArray();
        out.writeEndArray();
    }

    private void array(ArrayValue value, int level) {
        out.writeStartArray();
        out.writeStartArray();
        List<Value> elements = value.elements();
        for (int i = 0; i < elements.size(); i++) {
            write(elements.get(i), level + 1);
        }
        out.writeEndArray();
        out.writeEndArray();
    }

    /** Writes a map of texts to values, each at the given level. */
    void members(Map<String, Value> members, int level) {
        out.writeStartObject();
        members.forEach((name, member) -> {
            name(name);
            write(member, level);
        });
        out.writeEndObject();
    }
}

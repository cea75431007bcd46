package dev.mooring.testkit;

import dev.mooring.api.snapshot.Value;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes numbers as eight bytes, and everything else as a number and so many parts. */
final class ReferenceWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    byte[] bytes() {
        return out.toByteArray();
    }

    void number(long number) {
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    void bytes(byte[] bytes) {
        number(bytes.length);
        out.writeBytes(bytes);
    }

    void text(String text) {
        try {
            ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[utf8.remaining()];
            utf8.get(bytes);
            bytes(bytes);
        } catch (CharacterCodingException unpaired) {
            throw new IllegalArgumentException("A text has an unpaired surrogate");
        }
    }

    void members(Map<String, Value> members) {
        number(members.size());
        members.forEach((name, value) -> {
            text(name);
            value(value);
        });
    }

    void value(Value value) {
        number(value.kind().ordinal());
        switch (value.kind()) {
            case NULL, UNDEFINED -> {
                // the kind says it all
            }
            case BOOLEAN -> number(((Value.BooleanValue) value).value() ? 1 : 0);
            case INTEGER -> number(((Value.IntegerValue) value).value());
            case DOUBLE -> number(Double.doubleToLongBits(((Value.DoubleValue) value).value()));
            case BIG_INTEGER -> bytes(((Value.BigIntegerValue) value).value().toByteArray());
            case TEXT -> text(((Value.TextValue) value).value());
            case BYTES -> bytes((Value.BytesValue) value);
            case DATE -> number(((Value.DateValue) value).epochMillis().orElse(Long.MIN_VALUE));
            case URL -> text(((Value.UrlValue) value).href());
            case HEADERS -> headers(((Value.HeadersValue) value).fields());
            case ERROR -> error((Value.ErrorValue) value);
            case ARRAY -> elements(((Value.ArrayValue) value).elements());
            case OBJECT -> members(((Value.ObjectValue) value).members());
            case STUB -> text(((Value.StubValue) value).reference());
            case PROMISE -> text(((Value.PromiseValue) value).reference());
        }
    }

    private void bytes(Value.BytesValue value) {
        number(value.arrayKind().ordinal());
        bytes(value.content());
    }

    private void headers(List<Value.HeadersValue.Field> fields) {
        number(fields.size());
        fields.forEach(field -> {
            text(field.name());
            text(field.value());
        });
    }

    private void error(Value.ErrorValue error) {
        text(error.type());
        text(error.message());
        number(error.stack().isPresent() ? 1 : 0);
        error.stack().ifPresent(this::text);
        members(error.properties());
    }

    private void elements(List<Value> elements) {
        number(elements.size());
        elements.forEach(this::value);
    }
}

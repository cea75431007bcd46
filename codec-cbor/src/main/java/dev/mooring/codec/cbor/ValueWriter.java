package dev.mooring.codec.cbor;

import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.snapshot.Value.ArrayValue;
import dev.mooring.api.snapshot.Value.BytesValue;
import dev.mooring.api.snapshot.Value.DateValue;
import dev.mooring.api.snapshot.Value.ErrorValue;
import dev.mooring.api.snapshot.Value.HeadersValue;
import java.util.Map;

/** Writes values. */
final class ValueWriter {
    private final CborOutput out;

    ValueWriter(CborOutput out) {
        this.out = out;
    }

    void write(Value value, int level) {
        if (level > SnapshotLimits.GREATEST_DEPTH) {
            throw new IllegalArgumentException(
                    "A value is nested deeper than " + SnapshotLimits.GREATEST_DEPTH + " levels");
        }
        switch (value.kind()) {
            case NULL -> out.simple(CborInput.NULL);
            case UNDEFINED -> out.simple(CborInput.UNDEFINED);
            case BOOLEAN -> out.simple(((Value.BooleanValue) value).value() ? CborInput.TRUE : CborInput.FALSE);
            case INTEGER -> out.integer(((Value.IntegerValue) value).value());
            case DOUBLE -> out.floatingPoint(((Value.DoubleValue) value).value());
            case BIG_INTEGER -> out.bigInteger(((Value.BigIntegerValue) value).value());
            case TEXT -> out.text(((Value.TextValue) value).value());
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
        out.map(members.size());
        members.forEach((name, member) -> {
            out.text(name);
            write(member, level);
        });
    }

    private void bytes(BytesValue bytes) {
        if (bytes.arrayKind() == BytesValue.ArrayKind.UINT8) {
            out.bytes(bytes.content());
        } else {
            startObject(Tags.BYTES, 3);
            out.bytes(bytes.content());
            out.text(bytes.arrayKind().className());
        }
    }

    private void date(DateValue date) {
        out.tag(Tags.DATE);
        if (date.epochMillis().isEmpty()) {
            out.floatingPoint(Double.NaN);
            return;
        }
        long millis = date.epochMillis().getAsLong();
        if (EpochSeconds.isWhole(millis)) {
            out.integer(millis / 1000);
        } else {
            out.floatingPoint(EpochSeconds.of(millis));
        }
    }

    private void error(ErrorValue error, int level) {
        boolean hasProperties = !error.properties().isEmpty();
        startObject(Tags.ERROR, hasProperties ? 5 : error.stack().isPresent() ? 4 : 3);
        out.text(error.type());
        out.text(error.message());
        if (error.stack().isPresent()) {
            out.text(error.stack().get());
        } else if (hasProperties) {
            out.simple(CborInput.NULL);
        }
        if (hasProperties) {
            members(error.properties(), level + 1);
        }
    }

    private void headers(HeadersValue headers) {
        startObject(Tags.HEADERS, 2);
        out.array(headers.fields().size());
        for (HeadersValue.Field field : headers.fields()) {
            out.array(2);
            out.text(field.name());
            out.text(field.value());
        }
    }

    private void array(ArrayValue array, int level) {
        out.array(array.elements().size());
        for (Value element : array.elements()) {
            write(element, level + 1);
        }
    }

    private void named(String name, String text) {
        startObject(name, 2);
        out.text(text);
    }

    private void startObject(String name, int elements) {
        out.tag(Tags.OBJECT);
        out.array(elements);
        out.text(name);
    }
}

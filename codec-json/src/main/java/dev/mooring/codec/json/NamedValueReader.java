package dev.mooring.codec.json;

import dev.mooring.api.snapshot.Value;
import dev.mooring.api.snapshot.Value.BytesValue;
import dev.mooring.api.snapshot.Value.BytesValue.ArrayKind;
import dev.mooring.api.snapshot.Value.DateValue;
import dev.mooring.api.snapshot.Value.ErrorValue;
import dev.mooring.api.snapshot.Value.HeadersValue;
import dev.mooring.api.spi.SnapshotFormatException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JsonToken;

/** Reads the values that are spelled as an array that begins with the name of a kind, each in its one spelling. */
final class NamedValueReader {
    static final String TOO_MANY_PARTS = "A value has more parts than its kind has";

    private final JsonInput in;
    private final ValueReader values;
    private final ValueReader.OtherKinds others;
    private final int maxBigIntegerBits;

    NamedValueReader(JsonInput in, ValueReader values, ValueReader.OtherKinds others, int maxBigIntegerBits) {
        this.in = in;
        this.values = values;
        this.others = others;
        this.maxBigIntegerBits = maxBigIntegerBits;
    }

    /** Reads on from the name at the current token to the end of the array. */
    Value read(int level) throws SnapshotFormatException {
        String kind = in.currentText("The name of a kind");
        return switch (kind) {
            case "undefined" -> last(Value.UNDEFINED);
            case "nan" -> last(Value.of(Double.NaN));
            case "inf" -> last(Value.of(Double.POSITIVE_INFINITY));
            case "-inf" -> last(Value.of(Double.NEGATIVE_INFINITY));
            case "bigint" -> last(bigInteger());
            case "bytes" -> bytes();
            case "date" -> last(date());
            case "error" -> error(level);
            case "url" -> last(new Value.UrlValue(in.text("A URL")));
            case "headers" -> last(headers());
            default -> others.read(kind, level);
        };
    }

    private Value last(Value value) throws SnapshotFormatException {
        in.expect(JsonToken.END_ARRAY, TOO_MANY_PARTS);
        return value;
    }

    private Value bigInteger() throws SnapshotFormatException {
        String expectation = "A big integer of at most " + maxBigIntegerBits + " bits, spelled canonically,";
        String digits = in.text(expectation);
        if (digits.length() <= LongDecimals.maxChars(maxBigIntegerBits) && LongDecimals.isCanonical(digits)) {
            BigInteger value = LongDecimals.parse(digits);
            if (value.bitLength() <= maxBigIntegerBits) {
                return Value.of(value);
            }
        }
        throw in.refusal(expectation + " is expected");
    }

    private Value bytes() throws SnapshotFormatException {
        byte[] content = CanonicalBase64.decode(in.text("The bytes"))
                .orElseThrow(() -> in.refusal("Bytes are base64 without padding, their unused bits zero"));
        ArrayKind kind = ArrayKind.UINT8;
        if (in.next() != JsonToken.END_ARRAY) {
            kind = arrayKind();
            last(Value.NULL);
        }
        if (content.length % kind.elementBytes() != 0) {
            throw in.refusal("The bytes of a " + kind.className() + " are a multiple of " + kind.elementBytes());
        }
        return new BytesValue(content, kind);
    }

    private ArrayKind arrayKind() throws SnapshotFormatException {
        return ArrayKind.ofClassName(in.currentText("The kind of bytes"))
                // the plain kind is spelled by leaving it out
                .filter(kind -> kind != ArrayKind.UINT8)
                .orElseThrow(() -> in.refusal("Bytes are of a kind that is not known here"));
    }

    private Value date() throws SnapshotFormatException {
        if (in.next() == JsonToken.VALUE_NULL) {
            return DateValue.INVALID;
        }
        long millis = JsonNumbers.integer(in.parser());
        if (millis != JsonNumbers.NO_INTEGER && Math.abs(millis) <= DateValue.MAX_EPOCH_MILLIS) {
            return new DateValue(OptionalLong.of(millis));
        }
        throw in.refusal("A date is null or whole milliseconds within ±" + DateValue.MAX_EPOCH_MILLIS);
    }

    private Value error(int level) throws SnapshotFormatException {
        String type = in.text("The type of an error");
        String message = in.text("The message of an error");
        JsonToken token = in.next();
        if (token == JsonToken.END_ARRAY) {
            return Value.error(type, message);
        }
        Optional<String> stack =
                token == JsonToken.VALUE_NULL ? Optional.empty() : Optional.of(in.currentText("The stack of an error"));
        if (in.next() == JsonToken.END_ARRAY && stack.isPresent()) {
            return new ErrorValue(type, message, stack, Map.of());
        }
        return last(new ErrorValue(type, message, stack, properties(level)));
    }

    private Map<String, Value> properties(int level) throws SnapshotFormatException {
        String expectation = "The properties of an error are an object, and left out when there are none";
        if (in.token() != JsonToken.START_OBJECT) {
            throw in.refusal(expectation);
        }
        Map<String, Value> properties = values.members(level, "An error");
        if (properties.isEmpty()) {
            throw in.refusal(expectation);
        }
        return properties;
    }

    private Value headers() throws SnapshotFormatException {
        in.expect(JsonToken.START_ARRAY, "Headers are an array of fields");
        int max = in.limits().maxArrayElements();
        List<HeadersValue.Field> fields = new ArrayList<>();
        while (in.next() != JsonToken.END_ARRAY) {
            in.checkRoom(fields.size(), "A list of headers", max, "maxArrayElements");
            values.count();
            fields.add(headerField());
        }
        return new HeadersValue(fields);
    }

    private HeadersValue.Field headerField() throws SnapshotFormatException {
        if (in.token() != JsonToken.START_ARRAY) {
            throw in.refusal("A header field is an array of name and value");
        }
        HeadersValue.Field field =
                new HeadersValue.Field(in.text("The name of a header"), in.text("The value of a header"));
        in.expect(JsonToken.END_ARRAY, "A header field has a name and a value only");
        return field;
    }
}

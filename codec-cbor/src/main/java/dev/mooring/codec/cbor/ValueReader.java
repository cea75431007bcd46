package dev.mooring.codec.cbor;

import static dev.mooring.codec.cbor.LimitChecks.atMost;

import dev.mooring.token.SnapshotLimits;
import dev.mooring.token.Value;
import dev.mooring.token.Value.ArrayValue;
import dev.mooring.token.Value.BytesValue;
import dev.mooring.token.Value.BytesValue.ArrayKind;
import dev.mooring.token.Value.DateValue;
import dev.mooring.token.Value.ErrorValue;
import dev.mooring.token.Value.HeadersValue;
import dev.mooring.token.Value.ObjectValue;
import dev.mooring.token.spi.SnapshotFormatException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JsonToken;

/** Reads values. */
final class ValueReader {
    private final Tokens in;
    private final SnapshotLimits limits;

    ValueReader(Tokens in, SnapshotLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    /** Moves to the next token and reads the value that it begins. */
    Value next(int level) throws SnapshotFormatException {
        in.next();
        return value(level);
    }

    String nextReference() throws SnapshotFormatException {
        String reference = in.nextText("A reference");
        atMost("A reference", reference.length(), "maxReferenceChars", limits.maxReferenceChars());
        return reference;
    }

    private Value value(int level) throws SnapshotFormatException {
        if (level > limits.maxDepth()) {
            throw new SnapshotFormatException(
                    "A value is nested deeper than maxDepth, " + limits.maxDepth() + " levels");
        }
        return switch (in.current()) {
            case VALUE_NULL -> Value.NULL;
            case VALUE_TRUE -> Value.of(true);
            case VALUE_FALSE -> Value.of(false);
            case VALUE_STRING -> Value.of(in.text("A text"));
            case VALUE_EMBEDDED_OBJECT -> in.isUndefined() ? Value.UNDEFINED : Value.of(in.bytes());
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> in.tag() == Tags.DATE ? fractionalDate() : Value.of(in.floatingPoint());
            case START_ARRAY -> in.tag() == Tags.OBJECT ? named(level) : array(level);
            default -> new ObjectValue(members(level));
        };
    }

    private Value integer() throws SnapshotFormatException {
        if (in.isBigInteger()) {
            return Value.of(in.bigInteger());
        }
        return in.tag() == Tags.DATE ? wholeDate() : Value.of(in.integer());
    }

    private Value wholeDate() throws SnapshotFormatException {
        long seconds = in.integer();
        in.require(Math.abs(seconds) <= DateValue.MAX_EPOCH_MILLIS / 1000, "A date", "is within ±8.64e12 seconds");
        return new DateValue(OptionalLong.of(seconds * 1000));
    }

    private Value fractionalDate() throws SnapshotFormatException {
        double seconds = in.floatingPoint();
        if (Double.isNaN(seconds)) {
            return DateValue.INVALID;
        }
        OptionalLong millis = EpochSeconds.toMillis(seconds);
        in.require(millis.isPresent(), "A date with a fraction", "is nearest to a millisecond within ±8.64e12 seconds");
        return new DateValue(millis);
    }

    private Value array(int level) throws SnapshotFormatException {
        List<Value> elements = new ArrayList<>();
        while (in.next() != JsonToken.END_ARRAY) {
            atMost("An array", elements.size() + 1, "maxArrayElements", limits.maxArrayElements());
            elements.add(value(level + 1));
        }
        return new ArrayValue(elements);
    }

    /** Reads the members of an object or the properties of an error, whose level this is. */
    private Map<String, Value> members(int level) throws SnapshotFormatException {
        Map<String, Value> members = new LinkedHashMap<>();
        while (in.next() != JsonToken.END_OBJECT) {
            atMost("An object", members.size() + 1, "maxObjectEntries", limits.maxObjectEntries());
            String key = in.key();
            in.require(members.put(key, next(level + 1)) == null, "Each key of an object", "is there once");
        }
        return members;
    }

    private Value named(int level) throws SnapshotFormatException {
        String name = in.nextText("The name of a tagged object");
        if (name.equals(Tags.ERROR)) {
            return error(level);
        }
        Value value = switch (name) {
            case Tags.BYTES -> bytes();
            case Tags.URL -> new Value.UrlValue(in.nextText("A URL"));
            case Tags.HEADERS -> headers();
            case Tags.STUB -> new Value.StubValue(nextReference());
            case Tags.PROMISE -> new Value.PromiseValue(nextReference());
            default ->
                throw new SnapshotFormatException(
                        "A tagged object is none of bytes, error, headers, promise, stub and url");
        };
        in.endArray("A tagged object");
        return value;
    }

    private Value bytes() throws SnapshotFormatException {
        in.require(
                in.next() == JsonToken.VALUE_EMBEDDED_OBJECT && !in.isUndefined(),
                "The content of an array of bytes",
                "is a byte string");
        byte[] content = in.bytes();
        Optional<ArrayKind> kind = ArrayKind.ofClassName(in.nextText("The kind of an array of bytes"));
        in.require(
                kind.isPresent() && kind.get() != ArrayKind.UINT8,
                "The kind of an array of bytes",
                "is one of the 12 besides Uint8Array");
        in.require(
                content.length % kind.get().elementBytes() == 0,
                "The content of an array of bytes",
                "is a multiple of its element");
        return new BytesValue(content, kind.get());
    }

    private Value headers() throws SnapshotFormatException {
        List<HeadersValue.Field> fields = new ArrayList<>();
        in.nextArray("The list of headers");
        while (in.next() != JsonToken.END_ARRAY) {
            atMost("A list of headers", fields.size() + 1, "maxArrayElements", limits.maxArrayElements());
            in.require(in.isPlain(JsonToken.START_ARRAY), "A header field", "is an array");
            fields.add(new HeadersValue.Field(in.nextText("A header's name"), in.nextText("A header's value")));
            in.endArray("A header field");
        }
        return new HeadersValue(fields);
    }

    /** Reads an error to the end of its array: three elements, four with a stack, five with a stack or null. */
    private Value error(int level) throws SnapshotFormatException {
        String type = in.nextText("An error's type");
        String message = in.nextText("An error's message");
        if (in.next() == JsonToken.END_ARRAY) {
            return new ErrorValue(type, message, Optional.empty(), Map.of());
        }
        boolean hasStack = in.current() != JsonToken.VALUE_NULL;
        Optional<String> stack = hasStack ? Optional.of(in.text("An error's stack")) : Optional.empty();
        if (in.next() == JsonToken.END_ARRAY) {
            in.require(hasStack, "A null stack", "is followed by properties");
            return new ErrorValue(type, message, stack, Map.of());
        }
        in.require(in.current() == JsonToken.START_OBJECT, "An error's properties", "are a map");
        Map<String, Value> properties = members(level);
        in.require(!properties.isEmpty(), "An error's properties", "are left out when empty");
        in.endArray("An error");
        return new ErrorValue(type, message, stack, properties);
    }
}

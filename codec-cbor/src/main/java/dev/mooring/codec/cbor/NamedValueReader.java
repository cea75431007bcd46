package dev.mooring.codec.cbor;

import dev.mooring.api.snapshot.Value;
import dev.mooring.api.snapshot.Value.BytesValue;
import dev.mooring.api.snapshot.Value.BytesValue.ArrayKind;
import dev.mooring.api.snapshot.Value.ErrorValue;
import dev.mooring.api.snapshot.Value.HeadersValue;
import dev.mooring.api.spi.SnapshotFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the values that are spelled as tag 27: an array that begins with the name of a kind. */
final class NamedValueReader {
    private final CborInput in;
    private final ValueReader values;

    NamedValueReader(CborInput in, ValueReader values) {
        this.in = in;
        this.values = values;
    }

    /** Moves to the item behind the tag and reads it as a value of this level. */
    Value next(int level) throws SnapshotFormatException {
        int size = in.nextArray("A named value");
        in.require(size > 0, "A named value", "has a name");
        String name = in.nextText("The name of a named value");
        return switch (name) {
            case "bytes" -> bytes(size);
            case "error" -> error(size, level);
            case "headers" -> headers(size);
            case "promise" -> new Value.PromiseValue(reference(size));
            case "stub" -> new Value.StubValue(reference(size));
            case "url" -> url(size);
            default ->
                throw new SnapshotFormatException(
                        "A named value is none of bytes, error, headers, promise, stub and url");
        };
    }

    private void requireSize(boolean fits) throws SnapshotFormatException {
        in.require(fits, "A named value", "has as many elements as its kind");
    }

    private String reference(int size) throws SnapshotFormatException {
        requireSize(size == 2);
        return in.reference();
    }

    private Value url(int size) throws SnapshotFormatException {
        requireSize(size == 2);
        return new Value.UrlValue(in.nextText("A URL"));
    }

    private Value bytes(int size) throws SnapshotFormatException {
        requireSize(size == 3);
        in.next();
        byte[] content = in.bytes("The content of an array of bytes");
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

    private Value headers(int size) throws SnapshotFormatException {
        requireSize(size == 2);
        int count = in.nextArray("The list of headers");
        CborInput.atMost(
                "A list of headers", count, "maxArrayElements", in.limits().maxArrayElements());
        values.count(count);
        List<HeadersValue.Field> fields = new ArrayList<>(count);
        for (int left = count; left > 0; left--) {
            in.require(in.nextArray("A header field") == 2, "A header field", "has a name and a value");
            fields.add(new HeadersValue.Field(in.nextText("A header's name"), in.nextText("A header's value")));
        }
        return new HeadersValue(fields);
    }

    /** Three elements, four with a stack, five with a stack or null. */
    private Value error(int size, int level) throws SnapshotFormatException {
        requireSize(size >= 3 && size <= 5);
        String type = in.nextText("An error's type");
        String message = in.nextText("An error's message");
        Optional<String> stack = size > 3 ? stack(size) : Optional.empty();
        return new ErrorValue(type, message, stack, size == 5 ? properties(level) : Map.of());
    }

    private Optional<String> stack(int size) throws SnapshotFormatException {
        in.next();
        return size == 5 && in.isNull() ? Optional.empty() : Optional.of(in.text("An error's stack"));
    }

    private Map<String, Value> properties(int level) throws SnapshotFormatException {
        in.next();
        Map<String, Value> properties = values.members(level);
        in.require(!properties.isEmpty(), "An error's properties", "are left out when empty");
        return properties;
    }
}

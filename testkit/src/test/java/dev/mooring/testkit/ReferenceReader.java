package dev.mooring.testkit;

import dev.mooring.api.snapshot.OrderedMapBuilder;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.spi.SnapshotFormatException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the bytes of {@link ReferenceWriter}. */
final class ReferenceReader {
    private final ByteBuffer in;
    private final SnapshotLimits limits;
    private int values;

    ReferenceReader(byte[] payload, SnapshotLimits limits) {
        this.in = ByteBuffer.wrap(payload);
        this.limits = limits;
    }

    static SnapshotFormatException over(String limit) {
        return new SnapshotFormatException("The snapshot is over " + limit);
    }

    boolean hasRemaining() {
        return in.hasRemaining();
    }

    long number() throws SnapshotFormatException {
        if (in.remaining() < Long.BYTES) {
            throw new SnapshotFormatException("The snapshot ends early");
        }
        return in.getLong();
    }

    int count(String limit, int most) throws SnapshotFormatException {
        long count = number();
        if (count < 0 || count > most) {
            throw over(limit);
        }
        return (int) count;
    }

    byte[] bytes() throws SnapshotFormatException {
        byte[] bytes = new byte[count("its own end", in.remaining())];
        if (bytes.length > in.remaining()) {
            throw new SnapshotFormatException("The snapshot ends early");
        }
        in.get(bytes);
        return bytes;
    }

    String text() throws SnapshotFormatException {
        byte[] utf8 = bytes();
        String text = new String(utf8, StandardCharsets.UTF_8);
        if (!Arrays.equals(utf8, text.getBytes(StandardCharsets.UTF_8))) {
            throw new SnapshotFormatException("A text is not UTF-8");
        }
        return text;
    }

    String text(String limit, int most, boolean inBytes) throws SnapshotFormatException {
        int start = in.position();
        String text = text();
        int size = inBytes ? in.position() - start - Long.BYTES : text.length();
        if (size > most) {
            throw over(limit);
        }
        return text;
    }

    String name() throws SnapshotFormatException {
        return text("maxNameChars", limits.maxNameChars(), false);
    }

    String reference() throws SnapshotFormatException {
        return text("maxReferenceChars", limits.maxReferenceChars(), false);
    }

    Value value(int level) throws SnapshotFormatException {
        if (level > limits.maxDepth()) {
            throw over("maxDepth");
        }
        countValues(1);
        Value.Kind kind = Value.Kind.values()[count("the kinds", Value.Kind.values().length - 1)];
        return switch (kind) {
            case NULL -> Value.NULL;
            case UNDEFINED -> Value.UNDEFINED;
            case BOOLEAN -> Value.of(count("true", 1) == 1);
            case INTEGER -> new Value.IntegerValue(number());
            case DOUBLE -> Value.of(Double.longBitsToDouble(number()));
            case BIG_INTEGER -> bigInteger();
            case TEXT -> Value.of(text());
            case BYTES -> typedBytes();
            case DATE -> date();
            case URL -> new Value.UrlValue(text());
            case HEADERS -> headers();
            case ERROR -> error(level);
            case ARRAY -> elements(level);
            case OBJECT -> Value.object(members(level));
            case STUB -> new Value.StubValue(reference());
            case PROMISE -> new Value.PromiseValue(reference());
        };
    }

    private void countValues(int more) throws SnapshotFormatException {
        values += more;
        if (values > limits.maxValues()) {
            throw over("maxValues");
        }
    }

    private Value bigInteger() throws SnapshotFormatException {
        byte[] bytes = bytes();
        if (bytes.length == 0) {
            throw new SnapshotFormatException("A big integer has no bytes");
        }
        return Value.of(new BigInteger(bytes));
    }

    private Value typedBytes() throws SnapshotFormatException {
        Value.BytesValue.ArrayKind[] kinds = Value.BytesValue.ArrayKind.values();
        Value.BytesValue.ArrayKind kind = kinds[count("the array kinds", kinds.length - 1)];
        return new Value.BytesValue(bytes(), kind);
    }

    private Value date() throws SnapshotFormatException {
        long millis = number();
        return millis == Long.MIN_VALUE ? Value.DateValue.INVALID : new Value.DateValue(OptionalLong.of(millis));
    }

    private Value headers() throws SnapshotFormatException {
        int count = count("maxArrayElements", limits.maxArrayElements());
        List<Value.HeadersValue.Field> fields = new ArrayList<>(count);
        countValues(count);
        for (; count > 0; count--) {
            fields.add(new Value.HeadersValue.Field(text(), text()));
        }
        return new Value.HeadersValue(fields);
    }

    private Value error(int level) throws SnapshotFormatException {
        String type = text();
        String message = text();
        Optional<String> stack = count("true", 1) == 1 ? Optional.of(text()) : Optional.empty();
        return new Value.ErrorValue(type, message, stack, members(level));
    }

    private Value elements(int level) throws SnapshotFormatException {
        int count = count("maxArrayElements", limits.maxArrayElements());
        List<Value> elements = new ArrayList<>(count);
        for (; count > 0; count--) {
            elements.add(value(level + 1));
        }
        return Value.array(elements);
    }

    private Map<String, Value> members(int level) throws SnapshotFormatException {
        int count = count("maxObjectEntries", limits.maxObjectEntries());
        OrderedMapBuilder<String, Value> members = new OrderedMapBuilder<>(count);
        for (; count > 0; count--) {
            if (!members.add(text(), value(level + 1))) {
                throw new SnapshotFormatException("A key is there twice");
            }
        }
        return members.build();
    }
}

package dev.mooring.codec.cbor;

import dev.mooring.api.snapshot.OrderedMapBuilder;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.snapshot.Value.DateValue;
import dev.mooring.api.spi.SnapshotFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Reads values. */
final class ValueReader {
    private final CborInput in;
    private final NamedValueReader named;
    private int values;

    ValueReader(CborInput in) {
        this.in = in;
        this.named = new NamedValueReader(in, this);
    }

    /** Moves to the next item and reads it as a value of this level. */
    Value next(int level) throws SnapshotFormatException {
        ItemType type = in.next();
        int maxDepth = in.limits().maxDepth();
        if (level > maxDepth) {
            throw new SnapshotFormatException("A value is nested deeper than maxDepth, " + maxDepth + " levels");
        }
        count(1);
        return switch (type) {
            case UNSIGNED, NEGATIVE -> Value.of(in.integer("An integer"));
            case BYTES -> Value.of(in.bytes("A value"));
            case TEXT -> Value.of(in.text("A text"));
            case ARRAY -> array(level);
            case MAP -> Value.object(members(level));
            case TAG -> tagged(level);
            case SIMPLE -> in.isFloat() ? Value.of(in.floatingPoint()) : simple();
        };
    }

    /** Counts values, or header fields, of the whole snapshot. */
    void count(int more) throws SnapshotFormatException {
        values += more;
        CborInput.atMost("The snapshot", values, "maxValues", in.limits().maxValues());
    }

    private Value simple() throws SnapshotFormatException {
        return switch (in.simpleValue()) {
            case CborInput.FALSE -> Value.of(false);
            case CborInput.TRUE -> Value.of(true);
            case CborInput.NULL -> Value.NULL;
            default -> Value.UNDEFINED;
        };
    }

    private Value tagged(int level) throws SnapshotFormatException {
        long tag = in.argument();
        if (tag == Tags.DATE) {
            return date();
        }
        if (tag == Tags.OBJECT) {
            return named.next(level);
        }
        in.require(tag == Tags.BIG_POSITIVE || tag == Tags.BIG_NEGATIVE, "A tag", "is 1, 2, 3 or 27");
        return Value.of(in.nextBigInteger(tag == Tags.BIG_NEGATIVE));
    }

    private Value date() throws SnapshotFormatException {
        if (in.next().isInteger()) {
            long seconds = in.integer("A date");
            in.require(Math.abs(seconds) <= DateValue.MAX_EPOCH_MILLIS / 1000, "A date", "is within ±8.64e12 seconds");
            return new DateValue(OptionalLong.of(seconds * 1000));
        }
        in.require(in.isFloat(), "A date", "is an integer or a float");
        double seconds = in.floatingPoint();
        if (Double.isNaN(seconds)) {
            return DateValue.INVALID;
        }
        OptionalLong millis = EpochSeconds.toMillis(seconds);
        in.require(millis.isPresent(), "A date with a fraction", "is nearest to a millisecond within ±8.64e12 seconds");
        return new DateValue(millis);
    }

    private Value array(int level) throws SnapshotFormatException {
        int size = in.array("An array");
        CborInput.atMost("An array", size, "maxArrayElements", in.limits().maxArrayElements());
        List<Value> elements = new ArrayList<>(size);
        for (int left = size; left > 0; left--) {
            elements.add(next(level + 1));
        }
        return Value.array(elements);
    }

    /** Reads the current item: the members of an object or the properties of an error, whose level this is. */
    Map<String, Value> members(int level) throws SnapshotFormatException {
        int size = in.map("An object");
        CborInput.atMost("An object", size, "maxObjectEntries", in.limits().maxObjectEntries());
        OrderedMapBuilder<String, Value> members = new OrderedMapBuilder<>(size);
        for (int left = size; left > 0; left--) {
            String key = in.nextText("The key of an object");
            in.require(members.add(key, next(level + 1)), "Each key of an object", "is there once");
        }
        return members.build();
    }
}

package dev.mooring.codec.json;

import dev.mooring.api.snapshot.OrderedMapBuilder;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.spi.SnapshotFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonToken;

/** Reads values. Cap'n Web writes an array within an array, so that one beginning with a name is free for other kinds. */
final class ValueReader {
    private final JsonInput in;
    private final NamedValueReader named;
    private int values;

    /** Reads the kinds that are spelled differently in each kind of document. */
    @FunctionalInterface
    interface OtherKinds {
        /** Reads on from the name at the current token to the end of the array. */
        Value read(String kind, int level) throws SnapshotFormatException;
    }

    ValueReader(JsonInput in, OtherKinds others, int maxBigIntegerBits) {
        this.in = in;
        named = new NamedValueReader(in, this, others, maxBigIntegerBits);
    }

    /** Moves on to a value and reads it. */
    Value next(int level) throws SnapshotFormatException {
        in.next();
        return read(level);
    }

    /** Reads the value at the current token; a level is one of values, however many brackets it takes. */
    Value read(int level) throws SnapshotFormatException {
        int maxDepth = in.limits().maxDepth();
        if (level > maxDepth) {
            throw in.refusal("A value has more than " + maxDepth + " levels, the limit maxDepth");
        }
        count();
        return switch (in.token()) {
            case VALUE_NULL -> Value.NULL;
            case VALUE_TRUE -> Value.of(true);
            case VALUE_FALSE -> Value.of(false);
            case VALUE_STRING -> Value.of(in.currentText("A text"));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
            case START_OBJECT -> Value.object(members(level, "An object"));
            case START_ARRAY -> array(level);
            default -> throw in.refusal("A value is expected");
        };
    }

    /** Counts one more value, or header field, of the whole document. */
    void count() throws SnapshotFormatException {
        in.checkRoom(values++, "The snapshot", in.limits().maxValues(), "maxValues");
    }

    private Value number() throws SnapshotFormatException {
        long integer = JsonNumbers.integer(in.parser());
        if (integer != JsonNumbers.NO_INTEGER) {
            return Value.of(integer);
        }
        double value = JsonNumbers.toDouble(in.parser());
        if (!Double.isFinite(value)) {
            throw in.refusal("A number is finite and has at most " + JsonNumbers.MAX_DIGITS
                    + " digits; greater integers are spelled [\"bigint\",\"…\"]");
        }
        return Value.of(value);
    }

    private Value array(int level) throws SnapshotFormatException {
        JsonToken first = in.next();
        if (first == JsonToken.VALUE_STRING) {
            return named.read(level);
        }
        if (first != JsonToken.START_ARRAY) {
            throw in.refusal("An array begins with the name of a kind, or is spelled [[…]]");
        }
        List<Value> elements = elements(level);
        in.expect(JsonToken.END_ARRAY, "An array spelled [[…]] has nothing after its elements");
        return Value.array(elements);
    }

    private List<Value> elements(int level) throws SnapshotFormatException {
        int max = in.limits().maxArrayElements();
        List<Value> elements = new ArrayList<>();
        while (in.next() != JsonToken.END_ARRAY) {
            in.checkRoom(elements.size(), "An array", max, "maxArrayElements");
            elements.add(read(level + 1));
        }
        return elements;
    }

    /** Reads the members of the object at the current token, whose values are one level deeper than it. */
    Map<String, Value> members(int level, String subject) throws SnapshotFormatException {
        int max = in.limits().maxObjectEntries();
        OrderedMapBuilder<String, Value> members = new OrderedMapBuilder<>();
        while (in.next() != JsonToken.END_OBJECT) {
            in.checkRoom(members.size(), subject, max, "maxObjectEntries");
            if (!members.add(in.name(), next(level + 1))) {
                throw in.duplicate("an object");
            }
        }
        return members.build();
    }
}

package dev.mooring.bind.jackson;

import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Tokens to values, the inverse of {@link ValueWriter}. */
final class ValueReader {
    private final JsonParser tokens;

    private ValueReader(JsonParser tokens) {
        this.tokens = tokens;
    }

    /** Reads the value that starts at the current token, and stays on its last one. */
    static Value read(JsonParser tokens) {
        return new ValueReader(tokens).value(1);
    }

    private Value value(int level) {
        if (level > SnapshotLimits.GREATEST_DEPTH) {
            throw new IllegalArgumentException("The object is nested deeper than any snapshot allows, "
                    + SnapshotLimits.GREATEST_DEPTH + " levels");
        }
        return switch (tokens.currentToken()) {
            case VALUE_NULL -> Value.NULL;
            case VALUE_TRUE -> Value.of(true);
            case VALUE_FALSE -> Value.of(false);
            case VALUE_STRING -> Value.of(tokens.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(tokens.getNumberValue());
            case VALUE_EMBEDDED_OBJECT -> embedded(tokens.getEmbeddedObject());
            case START_ARRAY -> array(level);
            case START_OBJECT -> object(level);
            default -> throw new IllegalArgumentException("A class writes itself as no value: check its serializer");
        };
    }

    private static Value number(Number number) {
        if (number instanceof BigDecimal decimal) {
            return Value.of(decimal.toString());
        }
        if (number instanceof BigInteger integer) {
            return Value.of(integer);
        }
        return number instanceof Double || number instanceof Float
                ? Value.of(number.doubleValue())
                : Value.of(number.longValue());
    }

    private static Value embedded(Object object) {
        if (object instanceof Value value) {
            return value;
        }
        if (object instanceof byte[] bytes) {
            return Value.of(bytes);
        }
        if (object instanceof Instant date) {
            return Value.of(date);
        }
        throw new IllegalArgumentException("A class writes itself as a raw "
                + object.getClass().getName() + ": write plain data or a Value instead");
    }

    private Value array(int level) {
        List<Value> elements = new ArrayList<>();
        while (tokens.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(level + 1));
        }
        return new Value.ArrayValue(elements);
    }

    private Value object(int level) {
        Map<String, Value> members = new LinkedHashMap<>();
        for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
            tokens.nextToken();
            if (members.put(name, value(level + 1)) != null) {
                throw new IllegalArgumentException("An object has two members of one name: rename one of them");
            }
        }
        return new Value.ObjectValue(members);
    }
}

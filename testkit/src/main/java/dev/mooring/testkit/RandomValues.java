package dev.mooring.testkit;

import dev.mooring.api.snapshot.Value;
import dev.mooring.api.snapshot.Value.BytesValue;
import dev.mooring.api.snapshot.Value.DateValue;
import dev.mooring.api.snapshot.Value.ErrorValue;
import dev.mooring.api.snapshot.Value.HeadersValue;
import dev.mooring.api.snapshot.Value.HeadersValue.Field;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The values and texts of {@link RandomSnapshots}. */
final class RandomValues {
    private static final int MAX_DEPTH = 6;
    private static final List<String> ODD_KEYS =
            List.of("", "__proto__", "constructor", "toString", "toJSON", "v", "0", "1", "-1", "01", "@class", "a.b");
    private static final List<Double> ODD_DOUBLES = List.of(
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            0.0,
            -0.0,
            Double.MIN_VALUE,
            Double.MIN_NORMAL,
            Double.MAX_VALUE,
            (double) Value.MAX_INTEGER,
            -9_007_199_254_740_992.0,
            1e21);

    private final RandomGenerator random;

    RandomValues(RandomGenerator random) {
        this.random = random;
    }

    Value plain() {
        return value(1, false);
    }

    Value withReferences() {
        return value(1, true);
    }

    /** The kinds are numbered as the enum has them, so that a new kind cannot be forgotten: its case is missing. */
    private Value value(int depth, boolean references) {
        Value.Kind[] kinds = Value.Kind.values();
        Value.Kind kind = kinds[random.nextInt(kinds.length)];
        return switch (kind) {
            case NULL -> Value.NULL;
            case UNDEFINED -> Value.UNDEFINED;
            case BOOLEAN -> Value.of(random.nextBoolean());
            case INTEGER -> Value.of(integer());
            case DOUBLE -> Value.of(number());
            case BIG_INTEGER -> Value.of(bigInteger());
            case TEXT -> Value.of(text(60));
            case BYTES -> bytes();
            case DATE -> date();
            case URL -> new Value.UrlValue("https://example.com/" + text(20));
            case HEADERS -> new HeadersValue(list(3, () -> new Field(text(10), text(20))));
            case ERROR -> error(depth, references);
            case ARRAY -> new Value.ArrayValue(list(room(depth), () -> value(depth + 1, references)));
            case OBJECT -> new Value.ObjectValue(members(depth, references));
            case STUB -> references ? new Value.StubValue(identifier(40)) : Value.NULL;
            case PROMISE -> references ? new Value.PromiseValue(identifier(40)) : Value.UNDEFINED;
        };
    }

    private long integer() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextBoolean() ? Value.MAX_INTEGER : -Value.MAX_INTEGER;
            case 1 -> random.nextLong(-Value.MAX_INTEGER, Value.MAX_INTEGER + 1);
            // every width, in bits
            case 2 -> random.nextLong() >> random.nextInt(11, 64);
            default -> random.nextLong(-300, 300);
        };
    }

    private double number() {
        return switch (random.nextInt(4)) {
            case 0 -> ODD_DOUBLES.get(random.nextInt(ODD_DOUBLES.size()));
            case 1 -> Double.longBitsToDouble(random.nextLong());
            case 2 -> Float.intBitsToFloat(random.nextInt());
            default -> random.nextInt(-100_000, 100_000) / 8.0;
        };
    }

    private BigInteger bigInteger() {
        byte[] magnitude = new byte[random.nextInt(10) == 0 ? random.nextInt(1_025) : random.nextInt(12)];
        random.nextBytes(magnitude);
        return new BigInteger(random.nextInt(-1, 2) < 0 ? -1 : 1, magnitude);
    }

    private Value bytes() {
        BytesValue.ArrayKind[] kinds = BytesValue.ArrayKind.values();
        BytesValue.ArrayKind kind =
                random.nextBoolean() ? BytesValue.ArrayKind.UINT8 : kinds[random.nextInt(kinds.length)];
        byte[] content = new byte[random.nextInt(20) * kind.elementBytes()];
        random.nextBytes(content);
        return new BytesValue(content, kind);
    }

    private Value date() {
        return switch (random.nextInt(8)) {
            case 0 -> DateValue.INVALID;
            case 1 -> dateAt(DateValue.MAX_EPOCH_MILLIS);
            case 2 -> dateAt(-DateValue.MAX_EPOCH_MILLIS);
            case 3 -> dateAt(random.nextLong(-DateValue.MAX_EPOCH_MILLIS, DateValue.MAX_EPOCH_MILLIS));
            case 4 -> dateAt(random.nextInt() * 1_000L);
            default -> dateAt(1_767_225_600_000L + random.nextInt(100_000));
        };
    }

    private static Value dateAt(long epochMillis) {
        return new DateValue(OptionalLong.of(epochMillis));
    }

    private Value error(int depth, boolean references) {
        Optional<String> stack = random.nextBoolean() ? Optional.empty() : Optional.of(text(30));
        Map<String, Value> properties = random.nextBoolean() ? Map.of() : members(depth, references);
        return new ErrorValue(text(12), text(30), stack, properties);
    }

    private Map<String, Value> members(int depth, boolean references) {
        Map<String, Value> members = new LinkedHashMap<>();
        for (int count = random.nextInt(room(depth) + 1); count > 0; count--) {
            members.put(key(), value(depth + 1, references));
        }
        return members;
    }

    private String key() {
        return random.nextInt(4) == 0 ? ODD_KEYS.get(random.nextInt(ODD_KEYS.size())) : text(12);
    }

    /** Fewer elements the deeper it gets, and none at the bottom. */
    private static int room(int depth) {
        return MAX_DEPTH - depth;
    }

    private <T> List<T> list(int most, Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int count = random.nextInt(most + 1); count > 0; count--) {
            list.add(element.get());
        }
        return list;
    }

    /** Text of any characters, without unpaired surrogates. */
    private String text(int most) {
        return characters(random.nextInt(most + 1), true);
    }

    /** A name, session id or reference: at least one character, no control characters. */
    String identifier(int most) {
        return characters(random.nextInt(1, most + 1), false);
    }

    private String characters(int count, boolean controls) {
        StringBuilder text = new StringBuilder();
        while (count > 0) {
            int c = codePoint();
            boolean fits = Character.getType(c) != Character.SURROGATE && (controls || !Character.isISOControl(c));
            if (fits) {
                text.appendCodePoint(c);
                count--;
            }
        }
        return text.toString();
    }

    private int codePoint() {
        return switch (random.nextInt(10)) {
            case 0 -> random.nextInt(0x20);
            case 1 -> random.nextInt(0x7f, 0x800);
            case 2 -> random.nextInt(0x800, 0x1_0000);
            case 3 -> random.nextInt(0x1_0000, 0x11_0000);
            default -> random.nextInt(0x20, 0x7f);
        };
    }
}

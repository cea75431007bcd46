package dev.mooring.codec.cbor.fuzz;

import dev.mooring.token.ExportValue;
import dev.mooring.token.ImportValue;
import dev.mooring.token.SessionSnapshot;
import dev.mooring.token.SnapshotBuilder;
import dev.mooring.token.Value;
import dev.mooring.token.Value.ArrayValue;
import dev.mooring.token.Value.BytesValue;
import dev.mooring.token.Value.DateValue;
import dev.mooring.token.Value.ErrorValue;
import dev.mooring.token.Value.HeadersValue;
import dev.mooring.token.Value.ObjectValue;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;

/** Snapshots with every kind of value, drawn from a seeded source. */
final class RandomSnapshots {
    private final Random random;

    RandomSnapshots(Random random) {
        this.random = random;
    }

    SessionSnapshot next() {
        SnapshotBuilder builder = SessionSnapshot.builder(
                        "s" + random.nextInt(100), Instant.ofEpochMilli(positive(8_000)))
                .lastActivity(Instant.ofEpochMilli(positive(8_000_000_000_000L)))
                .generation(positive(Value.MAX_INTEGER))
                .checkpoint(positive(300))
                .maxAge(Duration.ofSeconds(positive(1L << 40)));
        long id = 0;
        for (int i = random.nextInt(4); i > 0; i--) {
            id += positive(200);
            builder.importEntry(random.nextBoolean() ? id : -id, importValue(), positive(3));
            builder.exportEntry(random.nextBoolean() ? id : -id, exportValue(), positive(3));
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            builder.variable(i + text(), value(3));
        }
        Stream.generate(this::text).limit(random.nextInt(3)).forEach(builder::capability);
        return builder.build();
    }

    private long positive(long most) {
        return 1 + random.nextLong(1L << random.nextInt(64 - Long.numberOfLeadingZeros(most)));
    }

    private ImportValue importValue() {
        return switch (random.nextInt(3)) {
            case 0 -> new ImportValue.Resolved(value(3));
            case 1 -> new ImportValue.Stub(text());
            default -> new ImportValue.Promise(text());
        };
    }

    private ExportValue exportValue() {
        return switch (random.nextInt(4)) {
            case 0 -> new ExportValue.Resolved(value(3));
            case 1 -> new ExportValue.Rejected(value(3));
            case 2 -> new ExportValue.Stub(text());
            default -> new ExportValue.Promise(text(), random.nextBoolean());
        };
    }

    private String text() {
        int[] alphabet = {'a', 'b', 0, 0x7f, 0xfc, 0x7ff, 0x20ac, 0xd7ff, 0xe000, 0xffff, 0x1_0000, 0x10_ffff};
        int[] codePoints = random.ints(random.nextInt(random.nextInt(20) == 0 ? 100 : 6), 0, alphabet.length)
                .map(i -> alphabet[i])
                .toArray();
        return new String(codePoints, 0, codePoints.length);
    }

    private Map<String, Value> members(int levels) {
        Map<String, Value> members = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            members.put(text(), value(levels));
        }
        return members;
    }

    private Value value(int levels) {
        return switch (random.nextInt(levels > 0 ? 16 : 13)) {
            case 0 -> Value.NULL;
            case 1 -> Value.UNDEFINED;
            case 2 -> Value.of(random.nextBoolean());
            case 3 -> Value.of((random.nextBoolean() ? 1 : -1) * positive(Value.MAX_INTEGER));
            case 4 -> Value.of(floatingPoint());
            case 5 -> Value.of(bigInteger());
            case 6 -> Value.of(text());
            case 7 -> arrayOfBytes();
            case 8 -> date();
            case 9 -> new Value.UrlValue(text());
            case 10 ->
                new HeadersValue(Stream.generate(() -> new HeadersValue.Field(text(), text()))
                        .limit(random.nextInt(3))
                        .toList());
            case 11 -> new Value.StubValue(text());
            case 12 -> new Value.PromiseValue(text());
            case 13 ->
                new ErrorValue(
                        text(),
                        text(),
                        random.nextBoolean() ? Optional.of(text()) : Optional.empty(),
                        members(levels - 1));
            case 14 -> new ObjectValue(members(levels - 1));
            default ->
                new ArrayValue(Stream.generate(() -> value(levels - 1))
                        .limit(random.nextInt(4))
                        .toList());
        };
    }

    private BigInteger bigInteger() {
        BigInteger magnitude = new BigInteger(random.nextInt(10) == 0 ? 8_192 : random.nextInt(70), random);
        return random.nextBoolean() ? magnitude : magnitude.not();
    }

    private double floatingPoint() {
        return switch (random.nextInt(5)) {
            case 0 -> random.nextInt(-2_000, 2_000) / 8.0;
            case 1 -> Float.intBitsToFloat(random.nextInt());
            case 2 -> Double.longBitsToDouble(random.nextLong());
            case 3 -> Math.scalb(random.nextInt(-1_024, 1_025), -24);
            default -> new double[] {-0.0, Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE}[random.nextInt(4)];
        };
    }

    private Value arrayOfBytes() {
        BytesValue.ArrayKind[] kinds = BytesValue.ArrayKind.values();
        BytesValue.ArrayKind kind = kinds[random.nextInt(kinds.length)];
        byte[] bytes = new byte[random.nextInt(5) * kind.elementBytes()];
        random.nextBytes(bytes);
        return new BytesValue(bytes, kind);
    }

    private Value date() {
        if (random.nextInt(8) == 0) {
            return DateValue.INVALID;
        }
        long millis = random.nextLong(DateValue.MAX_EPOCH_MILLIS) >> random.nextInt(50);
        return new DateValue(OptionalLong.of(random.nextBoolean() ? millis : -millis));
    }
}

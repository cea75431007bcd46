package dev.mooring.codec.cbor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mooring.api.snapshot.Value;
import dev.mooring.api.spi.SnapshotFormatException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HalfFloatTest {

    /** A half by its definition in IEEE 754, section 3.4. */
    private static float half(int bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        double magnitude = exponent == 0
                ? fraction * 0x1p-24
                : exponent == 31 ? Double.POSITIVE_INFINITY : (0x400 | fraction) * Math.pow(2, exponent - 25);
        return (float) ((bits & 0x8000) == 0 ? magnitude : -magnitude);
    }

    @Test
    void everyHalf_isFoundAgainAndReadAsItself() throws SnapshotFormatException {
        for (int bits = 0; bits <= 0xffff; bits++) {
            if (!HalfFloat.isNaN(bits)) {
                assertEquals(bits, HalfFloat.bits(half(bits)));
                Value read = Documents.variable(Documents.withVariable(String.format("f9%04x", bits)));
                assertEquals(Value.of((double) half(bits)), read);
            }
        }
    }

    @Test
    void neighboursOfHalves_haveNoBits() {
        for (int bits = 0; bits < 0x7c00; bits++) {
            float value = half(bits);
            assertEquals(-1, HalfFloat.bits(Math.nextUp(value)));
            if (bits > 0) {
                assertEquals(-1, HalfFloat.bits(Math.nextDown(value)));
            }
        }
    }

    @Test
    void bits_ofAnyFloat_areExactOrMissing() {
        Random random = new Random(20_260_101);
        for (int i = 0; i < 200_000; i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            int bits = HalfFloat.bits(value);
            if (bits >= 0 && !Float.isNaN(value)) {
                assertEquals(value, half(bits));
            }
        }
    }
}

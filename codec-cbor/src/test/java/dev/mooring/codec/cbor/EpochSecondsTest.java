package dev.mooring.codec.cbor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mooring.api.snapshot.Value.DateValue;
import java.math.BigDecimal;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpochSecondsTest {

    private static void assertSurvives(long millis) {
        double seconds = EpochSeconds.of(millis);
        assertEquals(new BigDecimal(millis).movePointLeft(3).doubleValue(), seconds);
        assertEquals(
                EpochSeconds.isWhole(millis) ? OptionalLong.empty() : OptionalLong.of(millis),
                EpochSeconds.toMillis(seconds));
    }

    @Test
    void everyMillisecond_survivesAsSeconds() {
        Random random = new Random(20_260_101);
        for (int i = 0; i < 100_000; i++) {
            long millis = random.nextLong(DateValue.MAX_EPOCH_MILLIS + 1);
            assertSurvives(millis);
            assertSurvives(-millis);
        }
        for (int i = 1; i < 5_000; i++) {
            assertSurvives(i);
            assertSurvives(DateValue.MAX_EPOCH_MILLIS - i);
            // where multiplying by 1000 and rounding would be off by one
            assertSurvives(4_398_046_511_104_000L + i);
        }
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.MAX_VALUE,
                Double.MIN_VALUE,
                -0.0,
                0.0005,
                0.1234,
                -1.0,
                8.64e12,
                8.64e12 + 0x1p-10,
                -8.64e12 - 0x1p-10
            })
    void secondsOfNoMillisecond_areRefused(double seconds) {
        assertEquals(OptionalLong.empty(), EpochSeconds.toMillis(seconds));
    }
}

package dev.mooring.codec.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongDecimalsTest {

    @Test
    void decimal_ofEachLength_isReadAsTheJdkReadsIt() {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder digits = new StringBuilder("7");
        while (digits.length() < 2_600) {
            BigInteger expected = new BigInteger(digits.toString());
            assertEquals(expected, LongDecimals.parse(digits.toString()), () -> digits.length() + " digits");
            assertEquals(
                    expected.negate(), LongDecimals.parse("-" + digits), () -> digits.length() + " digits, negative");
            digits.append(random.nextInt(10));
        }
    }

    @Test
    void zeros_whereItIsSplit_areKept() {
        for (int zeros : new int[] {1, 159, 160, 161, 320, 640, 1_280, 2_465}) {
            String decimal = "1" + "0".repeat(zeros);
            assertEquals(BigInteger.TEN.pow(zeros), LongDecimals.parse(decimal));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", "-0", "00", "01", "-01", "+1", "1a", "a1", "1 ", " 1", "1.0", "1e3", "--1", "1-", "٣"})
    void text_spelledOtherwise_isNotCanonical(String text) {
        assertFalse(LongDecimals.isCanonical(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "9", "-1", "-9", "10", "-90", "1234567890"})
    void text_spelledAsItIsWritten_isCanonical(String text) {
        assertTrue(LongDecimals.isCanonical(text));
    }
}

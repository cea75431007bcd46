package dev.mooring.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MersenneTwisterTest {

    /** The results that {@code getrandbits(32)} of Python's {@code random.Random(seed)} gives. */
    @ParameterizedTest
    @CsvSource({
        "0, 1, d82c07cd",
        "0, 2000, e8ef99e9",
        "7, 1, 52e6b438",
        "42, 624, ae9bec36",
        "2147483647, 2000, ceceb35e"
    })
    void next_ofASeed_isWhatPythonGives(int seed, int count, String expected) {
        MersenneTwister random = new MersenneTwister(seed);
        int last = 0;
        for (int i = 0; i < count; i++) {
            last = random.next();
        }
        assertEquals(expected, HexFormat.of().toHexDigits(last));
    }
}

package dev.mooring.api.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PaeTest {
    private static final String ZEROS = "\0".repeat(Long.BYTES);

    private static byte[][] pieces(String... texts) {
        return Stream.of(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    /** The examples of PASETO's "Common implementation details", and the test vectors of its implementations. */
    static Stream<Arguments> encode_vectorsOfPaseto_areReproduced() {
        return Stream.of(
                Arguments.of("0000000000000000", pieces()),
                Arguments.of("01000000000000000000000000000000", pieces("")),
                Arguments.of("020000000000000000000000000000000000000000000000", pieces("", "")),
                Arguments.of("0100000000000000070000000000000050617261676f6e", pieces("Paragon")),
                Arguments.of(
                        "0200000000000000070000000000000050617261676f6e0a00000000000000496e6974696174697665",
                        pieces("Paragon", "Initiative")));
    }

    @ParameterizedTest
    @MethodSource
    void encode_vectorsOfPaseto_areReproduced(String hex, byte[][] pieces) {
        assertEquals(hex, HexFormat.of().formatHex(Pae.encode(pieces)));
    }

    @ParameterizedTest
    @MethodSource("encode_vectorsOfPaseto_areReproduced")
    void encode_intoASink_isTheSame(String hex, byte[][] pieces) {
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        Pae.encode(sink::write, pieces);
        assertArrayEquals(HexFormat.of().parseHex(hex), sink.toByteArray());
    }

    @Test
    void b08_encode_ofListsThatJoinAlike_differs() {
        Set<String> seen = new HashSet<>();
        for (byte[][] list : new byte[][][] {
            pieces("ab"),
            pieces("a", "b"),
            pieces("", "ab"),
            pieces("ab", ""),
            pieces("a", "", "b"),
            pieces("", "a", "b"),
            // without the lengths, zeros of a piece look like the length between two
            pieces(ZEROS, "a"),
            pieces("", ZEROS + "a"),
            pieces("a", ZEROS),
            pieces("a" + ZEROS, ""),
            pieces(ZEROS + ZEROS)
        }) {
            assertTrue(seen.add(HexFormat.of().formatHex(Pae.encode(list))));
        }
    }
}

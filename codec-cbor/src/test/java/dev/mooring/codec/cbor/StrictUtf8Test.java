package dev.mooring.codec.cbor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The JDK's own decoder, told to report, is the reference. */
class StrictUtf8Test {
    private final CharsetDecoder reference = StandardCharsets.UTF_8.newDecoder();
    private final CharBuffer chars = CharBuffer.allocate(16);

    private int referenceFirstMalformed(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        chars.clear();
        CoderResult result = reference.reset().decode(in, chars, true);
        return result.isError() ? in.position() : -1;
    }

    private void assertAgrees(byte[] bytes) {
        assertEquals(referenceFirstMalformed(bytes), StrictUtf8.firstMalformed(bytes, 0, bytes.length));
    }

    @Test
    void everyTwoBytes_agreeWithTheReference() {
        for (int i = 0; i < 0x1_0000; i++) {
            assertAgrees(new byte[] {(byte) (i >> 8), (byte) i});
        }
    }

    @Test
    void longerSequences_agreeWithTheReference() {
        Random random = new Random(20_260_101);
        int[] edges = {0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5};
        int wellFormed = 0;
        for (int i = 0; i < 300_000; i++) {
            byte[] bytes = new byte[3 + random.nextInt(4)];
            for (int k = 0; k < bytes.length; k++) {
                bytes[k] = (byte) (random.nextBoolean() ? edges[random.nextInt(edges.length)] : random.nextInt(256));
            }
            assertAgrees(bytes);
            wellFormed += referenceFirstMalformed(bytes) < 0 ? 1 : 0;
        }
        assertTrue(wellFormed > 1_000);
    }

    @Test
    void everyCodePoint_isWellFormedUnlessASurrogate() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            byte[] bytes = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
            assertEquals(-1, StrictUtf8.firstMalformed(bytes, 0, bytes.length));
        }
    }
}

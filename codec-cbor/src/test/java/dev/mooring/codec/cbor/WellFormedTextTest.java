package dev.mooring.codec.cbor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SnapshotFormatException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The JDK's own decoder, told to report, is the reference. */
class WellFormedTextTest {
    private final CharsetDecoder reference = StandardCharsets.UTF_8.newDecoder();
    private final CharBuffer chars = CharBuffer.allocate(16);

    private boolean isWellFormed(byte[] bytes) {
        chars.clear();
        return !reference.reset().decode(ByteBuffer.wrap(bytes), chars, true).isError();
    }

    private static boolean isRead(byte[] bytes) {
        byte[] item = new byte[1 + bytes.length];
        item[0] = (byte) (0x60 + bytes.length);
        System.arraycopy(bytes, 0, item, 1, bytes.length);
        try {
            assertArrayEquals(
                    bytes,
                    new CborInput(item, SnapshotLimits.DEFAULT)
                            .nextText("A text")
                            .getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (SnapshotFormatException refusal) {
            return false;
        }
    }

    private void assertAgrees(byte[] bytes) {
        assertEquals(isWellFormed(bytes), isRead(bytes), () -> HexFormat.of().formatHex(bytes));
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
            wellFormed += isWellFormed(bytes) ? 1 : 0;
        }
        assertTrue(wellFormed > 1_000);
    }

    @Test
    void everyCodePoint_agreesWithTheReference() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            byte[] bytes = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
            assertAgrees(bytes);
        }
    }
}

package dev.mooring.codec.cbor;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A document that is written item by item, each in the one spelling that {@link CborInput} takes. */
final class CborOutput {
    /** What most sessions fit in. */
    private static final int FIRST_ROOM = 2_048;

    private static final int GREATEST_HEAD = 1 + Long.BYTES;

    private byte[] bytes = new byte[FIRST_ROOM];
    private int size;

    /** What was written. */
    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    void integer(long value) {
        if (value >= 0) {
            head(ItemType.UNSIGNED, value);
        } else {
            head(ItemType.NEGATIVE, -1 - value);
        }
    }

    void text(String text) {
        int start = size;
        if (isWrittenAsAscii(text)) {
            return;
        }
        size = start;
        requirePairedSurrogates(text);
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        head(ItemType.TEXT, utf8.length);
        content(utf8, 0, utf8.length);
    }

    /** Writes a text while it is ASCII, without an array in between. */
    private boolean isWrittenAsAscii(String text) {
        int length = text.length();
        head(ItemType.TEXT, length);
        ensureRoom(length);
        for (int i = 0; i < length; i++) {
            char unit = text.charAt(i);
            if (unit >= 0x80) {
                return false;
            }
            bytes[size + i] = (byte) unit;
        }
        size += length;
        return true;
    }

    void bytes(byte[] content) {
        bytes(content, 0, content.length);
    }

    private void bytes(byte[] content, int from, int to) {
        head(ItemType.BYTES, to - from);
        content(content, from, to);
    }

    /** Begins an array of so many elements, which follow. */
    void array(int elements) {
        head(ItemType.ARRAY, elements);
    }

    /** Begins a map of so many entries, which follow, each as its key and its value. */
    void map(int entries) {
        head(ItemType.MAP, entries);
    }

    /** Begins an item with a tag, whose content follows. */
    void tag(int tag) {
        head(ItemType.TAG, tag);
    }

    /** Writes one of the four simple values. */
    void simple(int value) {
        head(ItemType.SIMPLE, value);
    }

    /** Writes a big integer, tagged however small it is, without leading zero bytes. */
    void bigInteger(BigInteger value) {
        boolean negative = value.signum() < 0;
        byte[] magnitude = (negative ? value.not() : value).toByteArray();
        tag(negative ? Tags.BIG_NEGATIVE : Tags.BIG_POSITIVE);
        // the first byte is zero where it holds nothing but the sign
        bytes(magnitude, magnitude[0] == 0 ? 1 : 0, magnitude.length);
    }

    /** Writes a float in the fewest bytes that are exact. */
    void floatingPoint(double value) {
        if (!HalfFloat.isFloat(value) && !Double.isNaN(value)) {
            number(CborInput.FLOAT64, Double.doubleToRawLongBits(value), Double.BYTES);
            return;
        }
        float single = (float) value;
        int half = HalfFloat.bits(single);
        if (half >= 0) {
            number(CborInput.FLOAT16, half, Short.BYTES);
        } else {
            number(CborInput.FLOAT32, Float.floatToRawIntBits(single), Float.BYTES);
        }
    }

    private void number(int info, long bits, int length) {
        ensureRoom(GREATEST_HEAD);
        bytes[size++] = ItemType.SIMPLE.initialByte(info);
        bigEndian(bits, length);
    }

    /** Writes the head of an item, its argument in the shortest form: RFC 8949, section 3. */
    private void head(ItemType type, long argument) {
        ensureRoom(GREATEST_HEAD);
        if (argument < CborInput.FIRST_LONG) {
            bytes[size++] = type.initialByte((int) argument);
            return;
        }
        int exponent = argument < 1L << 8 ? 0 : argument < 1L << 16 ? 1 : argument < 1L << 32 ? 2 : 3;
        bytes[size++] = type.initialByte(CborInput.FIRST_LONG + exponent);
        bigEndian(argument, 1 << exponent);
    }

    private void bigEndian(long value, int length) {
        for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    private void content(byte[] content, int from, int to) {
        ensureRoom(to - from);
        System.arraycopy(content, from, bytes, size, to - from);
        size += to - from;
    }

    private void ensureRoom(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
        }
    }

    private static void requirePairedSurrogates(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isSurrogate(unit)) {
                if (Character.isLowSurrogate(unit)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new IllegalArgumentException(
                            "A text has an unpaired surrogate, which UTF-8 cannot hold: mend the text first");
                }
                i++;
            }
        }
    }
}

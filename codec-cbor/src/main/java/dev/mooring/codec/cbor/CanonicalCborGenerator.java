package dev.mooring.codec.cbor;

import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.io.SerializedString;
import tools.jackson.dataformat.cbor.CBORGenerator;

/** Adds to Jackson's generator what the deterministic profile needs and it does not have. */
final class CanonicalCborGenerator extends CBORGenerator {
    private static final int FLOAT16 = 0xf9;
    private static final int FLOAT32 = 0xfa;
    private static final int FLOAT64 = 0xfb;
    private static final int UNDEFINED = 0xf7;

    /** From 3,997 chars on Jackson writes texts of indefinite length, unless it is given their UTF-8. */
    private static final int LONG_TEXT = 3_997;

    CanonicalCborGenerator(
            ObjectWriteContext context, IOContext ioContext, int streamFeatures, int formatFeatures, OutputStream out) {
        super(context, ioContext, streamFeatures, formatFeatures, out);
    }

    void startArray(int elements) {
        writeStartArray(null, elements);
    }

    void startMap(int entries) {
        writeStartObject(null, entries);
    }

    void writeText(String text) {
        requirePairedSurrogates(text);
        if (text.length() < LONG_TEXT) {
            writeString(text);
        } else {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            writeUTF8String(utf8, 0, utf8.length);
        }
    }

    void writeTextKey(String key) {
        requirePairedSurrogates(key);
        if (key.length() < LONG_TEXT) {
            writeName(key);
        } else {
            writeName(new SerializedString(key));
        }
    }

    void writeUndefined() {
        _verifyValueWrite("write undefined");
        writeByte(UNDEFINED);
    }

    /** Writes a float in the fewest bytes that are exact. */
    void writeShortestFloat(double value) {
        if (!HalfFloat.isFloat(value) && !Double.isNaN(value)) {
            _verifyValueWrite("write double");
            writeBits(FLOAT64, Double.doubleToRawLongBits(value), Double.BYTES);
            return;
        }
        float single = (float) value;
        int half = HalfFloat.bits(single);
        _verifyValueWrite("write float");
        if (half >= 0) {
            writeBits(FLOAT16, half, Short.BYTES);
        } else {
            writeBits(FLOAT32, Float.floatToRawIntBits(single), Float.BYTES);
        }
    }

    /** Writes a bignum without leading zero bytes, which Jackson adds for the sign. */
    void writeBigInteger(BigInteger value) {
        boolean negative = value.signum() < 0;
        byte[] magnitude = (negative ? value.not() : value).toByteArray();
        int from = magnitude[0] == 0 ? 1 : 0;
        writeTag(negative ? Tags.BIG_NEGATIVE : Tags.BIG_POSITIVE);
        writeBinary(magnitude, from, magnitude.length - from);
    }

    private void writeBits(int initialByte, long bits, int bytes) {
        writeByte(initialByte);
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            writeByte((int) (bits >>> shift));
        }
    }

    private void writeByte(int value) {
        writeRaw((byte) value);
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

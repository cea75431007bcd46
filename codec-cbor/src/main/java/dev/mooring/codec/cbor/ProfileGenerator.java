package dev.mooring.codec.cbor;

import java.io.OutputStream;
import java.math.BigInteger;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.io.SerializedString;
import tools.jackson.dataformat.cbor.CBORGenerator;

/**
 * Jackson's generator in the deterministic profile of {@code docs/format/snapshot.cddl}. Jackson writes definite lengths
 * and the shortest integers by itself; this class adds {@code undefined}, the shortest floats, big integers without
 * leading zeros, and long texts in one piece. It writes short texts of ASCII itself, because that is faster. An unpaired
 * surrogate in a text of up to 3,996 characters is Jackson's to refuse.
 */
final class ProfileGenerator extends CBORGenerator {
    /** Jackson splits texts of 3,997 characters or more into chunks, and its buffer holds 4,000. */
    private static final int MAX_BUFFERED_CHARS = 3_996;

    private static final int MAX_LENGTH_IN_HEAD = 23;
    private static final int MAX_ONE_BYTE_LENGTH = 255;
    private static final char MAX_ASCII = 0x7f;
    private static final byte TEXT = 0x60;
    private static final byte TEXT_OF_ONE_BYTE_LENGTH = 0x78;
    private static final byte UNDEFINED = (byte) 0xf7;
    private static final byte FLOAT16 = (byte) 0xf9;

    ProfileGenerator(
            ObjectWriteContext context, IOContext io, int streamFeatures, int formatFeatures, OutputStream out) {
        super(context, io, streamFeatures, formatFeatures, out);
    }

    /** Writes the simple value that Jackson has no method for. */
    void writeUndefined() {
        _verifyValueWrite("write undefined");
        writeRaw(UNDEFINED);
    }

    /** Writes a float in the fewest bytes that are exact. */
    @Override
    public JsonGenerator writeNumber(double value) {
        if (!HalfFloat.isFloat(value) && !Double.isNaN(value)) {
            return super.writeNumber(value);
        }
        float single = (float) value;
        int half = HalfFloat.bits(single);
        if (half < 0) {
            return super.writeNumber(single);
        }
        _verifyValueWrite("write number");
        writeRaw(FLOAT16);
        writeRaw((byte) (half >> 8));
        return writeRaw((byte) half);
    }

    /** Writes a big integer, tagged however small it is, without leading zero bytes. */
    @Override
    public JsonGenerator writeNumber(BigInteger value) {
        boolean negative = value.signum() < 0;
        byte[] magnitude = (negative ? value.not() : value).toByteArray();
        // the first byte is zero if it holds the sign alone
        int from = magnitude[0] == 0 ? 1 : 0;
        writeTag(negative ? Tags.BIG_NEGATIVE : Tags.BIG_POSITIVE);
        return writeBinary(magnitude, from, magnitude.length - from);
    }

    /** Writes a text, which Jackson takes faster from its own buffer than from a string. */
    @Override
    public JsonGenerator writeString(String text) {
        int length = text.length();
        if (length > MAX_BUFFERED_CHARS) {
            return writeString(whole(text));
        }
        _verifyValueWrite("write a text");
        writeText(text, length);
        return this;
    }

    /** Writes a name in the same way. */
    @Override
    public JsonGenerator writeName(String name) {
        int length = name.length();
        if (length > MAX_BUFFERED_CHARS) {
            return writeName(whole(name));
        }
        if (!_streamWriteContext.writeName(name)) {
            throw _constructWriteException("A name stands here for a value");
        }
        writeText(name, length);
        return this;
    }

    private void writeText(String text, int length) {
        if (!writeAscii(text, length)) {
            text.getChars(0, length, _charBuffer, 0);
            _writeString(_charBuffer, 0, length);
        }
    }

    /** Writes a short text of ASCII alone, as most are, in one look at it; false, and nothing, if it is another. */
    private boolean writeAscii(String text, int length) {
        if (length > MAX_ONE_BYTE_LENGTH) {
            return false;
        }
        _ensureSpace(length);
        byte[] buffer = _outputBuffer;
        int at = _outputTail;
        if (length <= MAX_LENGTH_IN_HEAD) {
            buffer[at++] = (byte) (TEXT + length);
        } else {
            buffer[at++] = TEXT_OF_ONE_BYTE_LENGTH;
            buffer[at++] = (byte) length;
        }
        for (int i = 0; i < length; i++) {
            char unit = text.charAt(i);
            if (unit > MAX_ASCII) {
                return false;
            }
            buffer[at++] = (byte) unit;
        }
        _outputTail = at;
        return true;
    }

    /** A text in UTF-8, which Jackson writes in one piece. */
    private static SerializedString whole(String text) {
        SerializedString whole = new SerializedString(text);
        try {
            whole.asUnquotedUTF8();
        } catch (IllegalArgumentException unpaired) {
            throw unpairedSurrogate();
        }
        return whole;
    }

    /** The one refusal of a text. Jackson's own shows the surrogate. */
    static IllegalArgumentException unpairedSurrogate() {
        return new IllegalArgumentException(
                "A text has an unpaired surrogate, which UTF-8 cannot hold: mend the text first");
    }
}

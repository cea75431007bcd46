package dev.mooring.codec.cbor;

import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.snapshot.Value.BigIntegerValue;
import dev.mooring.api.spi.SnapshotFormatException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A document that is read item by item, each of which has to be in the deterministic profile of the format: definite
 * lengths, everything in its shortest form, strict UTF-8.
 *
 * <p>Libraries accept more than this profile, and hide how an item was spelled. A declared length is compared with the
 * bytes that follow before anything is allocated for it.
 */
final class CborInput {
    static final int FALSE = 20;
    static final int TRUE = 21;
    static final int NULL = 22;
    static final int UNDEFINED = 23;

    /** The five low bits of a head's first byte are its argument up to 23, and from 24 on they tell its length. */
    static final int FIRST_LONG = 24;

    static final int FLOAT16 = 25;
    static final int FLOAT32 = 26;
    static final int FLOAT64 = 27;
    private static final int LAST_LONG = 27;

    /** The least argument that needs 1, 2, 4 and 8 bytes. */
    private static final long[] LEAST_ARGUMENT = {24, 1L << 8, 1L << 16, 1L << 32};

    /** Decoders of the JDK replace malformed bytes by this character. */
    private static final char REPLACEMENT = '\uFFFD';

    private static final int MAX_BIG_INTEGER_BYTES = BigIntegerValue.MAX_SNAPSHOT_BITS / 8;

    private final byte[] bytes;
    private final SnapshotLimits limits;
    private int at;

    /** The position of the head that was read last; its major type, the low five bits of its first byte, its argument. */
    private int start;

    private ItemType type = ItemType.SIMPLE;
    private int info;
    private long argument;

    CborInput(byte[] bytes, SnapshotLimits limits) {
        this.bytes = bytes;
        this.limits = limits;
    }

    SnapshotLimits limits() {
        return limits;
    }

    /** Moves to the next item and reads its head. */
    ItemType next() throws SnapshotFormatException {
        start = at;
        require(at < bytes.length, "The snapshot", "does not end yet");
        int first = bytes[at++] & 0xff;
        type = ItemType.ofInitialByte(first);
        info = first & 0x1f;
        argument = info < FIRST_LONG ? info : longArgument();
        return type;
    }

    private long longArgument() throws SnapshotFormatException {
        require(info <= LAST_LONG, "A length", "is definite, and no initial byte is one of those that are reserved");
        int size = 1 << info - FIRST_LONG;
        require(size <= bytes.length - at, "The snapshot", "does not end yet");
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | bytes[at++] & 0xff;
        }
        require(
                type == ItemType.SIMPLE || Long.compareUnsigned(value, LEAST_ARGUMENT[info - FIRST_LONG]) >= 0,
                "An integer or a length",
                "is in its shortest form");
        return value;
    }

    /** The argument of the current item as it stands there: a tag's number, a length, or an integer from 0 on. */
    long argument() {
        return argument;
    }

    /** The number of the current simple value; floats and all others have none and are refused. */
    int simpleValue() throws SnapshotFormatException {
        require(info >= FALSE && info <= UNDEFINED, "A simple value", "is false, true, null or undefined");
        return info;
    }

    boolean isNull() {
        return type == ItemType.SIMPLE && info == NULL;
    }

    boolean isFloat() {
        return type == ItemType.SIMPLE && info >= FLOAT16 && info <= FLOAT64;
    }

    /** The current item, an integer. */
    long integer(Object what) throws SnapshotFormatException {
        require(type.isInteger(), what, "is an integer");
        // a negative integer is −1 − argument; arguments from 2⁶³ on are negative here
        boolean negative = type == ItemType.NEGATIVE;
        long most = negative ? Value.MAX_INTEGER - 1 : Value.MAX_INTEGER;
        require(argument >= 0 && argument <= most, "An integer", "beyond ±(2^53−1) has tag 2 or 3");
        return negative ? -1 - argument : argument;
    }

    long nextInteger(Object what) throws SnapshotFormatException {
        next();
        return integer(what);
    }

    /** The current item, a float. */
    double floatingPoint() throws SnapshotFormatException {
        return switch (info) {
            case FLOAT16 -> half((int) argument);
            case FLOAT32 -> {
                float value = Float.intBitsToFloat((int) argument);
                require(HalfFloat.bits(value) < 0, "A float", "is in its shortest form");
                yield value;
            }
            default -> {
                double value = Double.longBitsToDouble(argument);
                require(!Double.isNaN(value) && !HalfFloat.isFloat(value), "A float", "is in its shortest form");
                yield value;
            }
        };
    }

    private double half(int bits) throws SnapshotFormatException {
        require(!HalfFloat.isNaN(bits) || bits == HalfFloat.NAN, "A NaN", "is f97e00");
        return HalfFloat.value(bits);
    }

    /** The current item, a text. */
    String text(Object what) throws SnapshotFormatException {
        require(type == ItemType.TEXT, what, "is a text");
        int from = skipContent();
        String text = new String(bytes, from, at - from, StandardCharsets.UTF_8);
        // a replacement that was in the document itself is written as the same bytes again
        if (text.indexOf(REPLACEMENT) >= 0) {
            byte[] again = text.getBytes(StandardCharsets.UTF_8);
            require(Arrays.equals(again, 0, again.length, bytes, from, at), "A text", "is well-formed UTF-8");
        }
        return text;
    }

    String nextText(Object what) throws SnapshotFormatException {
        next();
        return text(what);
    }

    /** Moves on to an application's reference and reads it. */
    String reference() throws SnapshotFormatException {
        String reference = nextText("A reference");
        atMost("A reference", reference.length(), "maxReferenceChars", limits.maxReferenceChars());
        return reference;
    }

    /** The current item, a byte string. */
    byte[] bytes(Object what) throws SnapshotFormatException {
        require(type == ItemType.BYTES, what, "is a byte string");
        int from = skipContent();
        return Arrays.copyOfRange(bytes, from, at);
    }

    /** The content of tags 2 and 3; a negative one is −1 − content. */
    BigInteger nextBigInteger(boolean negative) throws SnapshotFormatException {
        require(next() == ItemType.BYTES, "The content of a big integer", "is a byte string");
        int from = skipContent();
        int length = at - from;
        require(
                length <= MAX_BIG_INTEGER_BYTES,
                "A big integer",
                "has at most " + BigIntegerValue.MAX_SNAPSHOT_BITS + " bits");
        require(length == 0 || bytes[from] != 0, "A big integer", "has no leading zero bytes");
        BigInteger magnitude = new BigInteger(1, bytes, from, length);
        return negative ? magnitude.not() : magnitude;
    }

    /** The number of elements of the current item, an array. */
    int array(Object what) throws SnapshotFormatException {
        require(type == ItemType.ARRAY, what, "is an array");
        return count(1);
    }

    int nextArray(Object what) throws SnapshotFormatException {
        next();
        return array(what);
    }

    /** The number of entries of the current item, a map. */
    int map(Object what) throws SnapshotFormatException {
        require(type == ItemType.MAP, what, "is a map");
        return count(2);
    }

    int nextMap(Object what) throws SnapshotFormatException {
        next();
        return map(what);
    }

    /** The position of the current item. */
    int start() {
        return start;
    }

    /** The position behind the part of the current item that was read. */
    int position() {
        return at;
    }

    /** Refuses the text or integer just read, a key, unless its bytes are greater than those of the key before it. */
    void requireAscending(int previousFrom, int previousTo) throws SnapshotFormatException {
        require(
                Arrays.compareUnsigned(bytes, previousFrom, previousTo, bytes, start, at) < 0,
                "A key",
                "is there once, and after those whose bytes are less");
    }

    void requireEnd() throws SnapshotFormatException {
        start = at;
        require(at == bytes.length, "The snapshot", "ends here");
    }

    void require(boolean condition, Object what, String rule) throws SnapshotFormatException {
        if (!condition) {
            throw new SnapshotFormatException(what + " " + rule + ", unlike what stands at byte " + start);
        }
    }

    /** Refuses a size over a limit, and names both. */
    static void atMost(String what, long size, String limit, int most) throws SnapshotFormatException {
        if (size > most) {
            throw new SnapshotFormatException(what + " has a size over " + limit + ", " + most);
        }
    }

    private int skipContent() throws SnapshotFormatException {
        int from = at;
        at += count(1);
        return from;
    }

    /** The argument as a number of entries of at least so many bytes, each of which must still be there. */
    private int count(int bytesPerEntry) throws SnapshotFormatException {
        int most = (bytes.length - at) / bytesPerEntry;
        require(argument >= 0 && argument <= most, "A length", "is no more than the snapshot holds");
        return (int) argument;
    }
}

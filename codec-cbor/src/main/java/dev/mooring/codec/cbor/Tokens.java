package dev.mooring.codec.cbor;

import dev.mooring.token.spi.SnapshotFormatException;
import java.math.BigInteger;
import tools.jackson.core.JsonParser.NumberType;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.cbor.CBORParser;

/** A scanned document as Jackson's tokens, with what the format expects of them. */
final class Tokens {
    private final CBORParser parser;
    private final byte[] document;

    Tokens(CBORParser parser, byte[] document) {
        this.parser = parser;
        this.document = document;
    }

    JsonToken next() {
        return parser.nextToken();
    }

    JsonToken current() {
        return parser.currentToken();
    }

    /** The key of the entry that the current token belongs to. */
    String key() {
        return parser.currentName();
    }

    /** The current item's tag, or −1. */
    int tag() {
        return parser.getCurrentTag();
    }

    /** Says whether the current token begins or is an item of this sort, without a tag. */
    boolean isPlain(JsonToken token) {
        return current() == token && tag() < 0;
    }

    /** Says whether the current item is an integer; Jackson keeps the tags of big integers to itself. */
    boolean isPlainInteger() {
        return isPlain(JsonToken.VALUE_NUMBER_INT) && !isBigInteger();
    }

    boolean isBigInteger() {
        return current() == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() == NumberType.BIG_INTEGER;
    }

    boolean isUndefined() {
        return parser.isUndefined();
    }

    /** Moves to the next token, an integer. */
    long nextInteger(Object what) throws SnapshotFormatException {
        next();
        require(isPlainInteger(), what, "is an integer");
        return parser.getLongValue();
    }

    /** Moves to the next token, a text. */
    String nextText(Object what) throws SnapshotFormatException {
        next();
        return text(what);
    }

    String text(Object what) throws SnapshotFormatException {
        require(current() == JsonToken.VALUE_STRING, what, "is a text");
        return parser.getString();
    }

    /** Moves to the next token, the start of an array. */
    void nextArray(Object what) throws SnapshotFormatException {
        next();
        require(isPlain(JsonToken.START_ARRAY), what, "is an array");
    }

    /** Moves to the next token, the start of a map. */
    void nextMap(Object what) throws SnapshotFormatException {
        next();
        require(current() == JsonToken.START_OBJECT, what, "is a map");
    }

    /** Moves to the next token, the end of an array. */
    void endArray(Object what) throws SnapshotFormatException {
        next();
        require(current() == JsonToken.END_ARRAY, what, "has no further elements");
    }

    long integer() {
        return parser.getLongValue();
    }

    double floatingPoint() {
        return parser.getDoubleValue();
    }

    byte[] bytes() {
        return parser.getBinaryValue();
    }

    BigInteger bigInteger() {
        BigInteger value = parser.getBigIntegerValue();
        // Jackson 3.2.4 reads c340 as 0: a negative bignum without content is −1
        boolean isMinusOne = value.signum() == 0 && (document[offset()] & 0x1f) == Tags.BIG_NEGATIVE;
        return isMinusOne ? BigInteger.ONE.negate() : value;
    }

    void require(boolean condition, Object what, String rule) throws SnapshotFormatException {
        if (!condition) {
            throw new SnapshotFormatException(what + " " + rule + ", unlike what stands at byte " + offset());
        }
    }

    private int offset() {
        return (int) parser.currentTokenLocation().getByteOffset();
    }
}

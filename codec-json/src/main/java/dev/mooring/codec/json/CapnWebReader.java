package dev.mooring.codec.json;

import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.spi.SnapshotFormatException;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Reads one JSON document that has values as Cap'n Web spells them, such as a message of its protocol. The values are read
 * by the very reader of {@link JsonSnapshotCodec}, and as strictly;
 * big integers may be longer ({@link Value.BigIntegerValue#MAX_BITS}).
 *
 * <p>Security: bounds are checked while reading. A refusal names a bound or the number of a character, never content.
 *
 * <p>For one document and one thread.
 */
public final class CapnWebReader {

    /**
     * Reads a document.
     *
     * @param <T> the result
     */
    @FunctionalInterface
    public interface Document<T> {
        /**
         * Reads all of it.
         *
         * @param in stands before the first token
         * @return the result
         * @throws SnapshotFormatException when the document is not acceptable
         */
        T read(CapnWebReader in) throws SnapshotFormatException;
    }

    /**
     * Reads the arrays that begin with a name and are no value by themselves, such as {@code ["export",-1]}. Values that it
     * reads are one level deeper than the array.
     */
    @FunctionalInterface
    public interface OtherKinds {
        /**
         * Reads on from the name to the end of the array, which is then the current token.
         *
         * @param kind the name
         * @param in stands at the name
         * @return the value that stands for it, usually a {@link Value.StubValue}
         * @throws SnapshotFormatException when it is not acceptable
         */
        Value read(String kind, CapnWebReader in) throws SnapshotFormatException;
    }

    private final JsonInput in;
    private final ValueReader values;
    private int innerLevel = 1;

    private CapnWebReader(JsonInput in, OtherKinds others) {
        this.in = in;
        values = new ValueReader(in, (kind, level) -> other(others, kind, level), Value.BigIntegerValue.MAX_BITS);
    }

    private Value other(OtherKinds others, String kind, int level) throws SnapshotFormatException {
        int outer = innerLevel;
        innerLevel = level + 1;
        Value value = others.read(kind, this);
        innerLevel = outer;
        return value;
    }

    /**
     * Reads a document to its end.
     *
     * @param <T> the result
     * @param json exactly one document
     * @param limits bounds for its values: levels, elements of an array, and entries of an object
     * @param others reads the arrays that are no value by themselves
     * @param document reads the document
     * @return the result
     * @throws SnapshotFormatException when the document is not acceptable
     */
    public static <T> T read(String json, SnapshotLimits limits, OtherKinds others, Document<T> document)
            throws SnapshotFormatException {
        Objects.requireNonNull(others, "others");
        boolean escaped = Unicode.mayEscapeUnits(json);
        try (JsonParser parser = JsonSnapshotCodec.FACTORY.createParser(ObjectReadContext.empty(), json)) {
            CapnWebReader reader = new CapnWebReader(new JsonInput(parser, limits, escaped), others);
            T result = reader.readToEnd(document);
            if (escaped) {
                JsonSnapshotCodec.refuseMalformedEscape(json);
            }
            return result;
        }
    }

    private <T> T readToEnd(Document<T> document) throws SnapshotFormatException {
        try {
            T result = document.read(this);
            if (in.next() != null) {
                throw in.refusal("Something follows the document");
            }
            return result;
        } catch (JacksonException malformed) {
            // Jackson's message quotes the document, so only the place is passed on
            throw new SnapshotFormatException("The document is not well-formed JSON (character "
                    + in.parser().currentLocation().getCharOffset() + ")");
        }
    }

    /** The tokens of a document. */
    public enum Token {
        /** The beginning of an array. */
        ARRAY,
        /** The end of an array. */
        END,
        /** The beginning of an object. */
        OBJECT,
        /** The name of a member of an object. */
        NAME,
        /** The end of an object. */
        OBJECT_END,
        /** A text. */
        TEXT,
        /** A number. */
        NUMBER,
        /** Anything else. */
        OTHER
    }

    /**
     * Moves on to the next token.
     *
     * @return the token
     */
    public Token next() {
        JsonToken token = in.next();
        if (token == null) {
            return Token.OTHER;
        }
        return switch (token) {
            case START_ARRAY -> Token.ARRAY;
            case END_ARRAY -> Token.END;
            case START_OBJECT -> Token.OBJECT;
            case PROPERTY_NAME -> Token.NAME;
            case END_OBJECT -> Token.OBJECT_END;
            case VALUE_STRING -> Token.TEXT;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Token.NUMBER;
            default -> Token.OTHER;
        };
    }

    /**
     * Moves on to the beginning of an array.
     *
     * @param expectation the sentence of the refusal
     * @throws SnapshotFormatException when something else stands there
     */
    public void array(String expectation) throws SnapshotFormatException {
        in.expect(JsonToken.START_ARRAY, expectation);
    }

    /**
     * Moves on to the end of an array.
     *
     * @param expectation the sentence of the refusal
     * @throws SnapshotFormatException when something else stands there
     */
    public void end(String expectation) throws SnapshotFormatException {
        in.expect(JsonToken.END_ARRAY, expectation);
    }

    /**
     * Moves on to the beginning of an object that is no value.
     *
     * @param expectation the sentence of the refusal
     * @throws SnapshotFormatException when something else stands there
     */
    public void object(String expectation) throws SnapshotFormatException {
        in.expect(JsonToken.START_OBJECT, expectation);
    }

    /**
     * Reads the name at the current token.
     *
     * @return the name
     * @throws SnapshotFormatException when it is malformed
     */
    public String name() throws SnapshotFormatException {
        return in.name();
    }

    /**
     * Moves on to an integer and reads it.
     *
     * @param subject names it in the refusal
     * @return the integer, within ±{@link Value#MAX_INTEGER}
     * @throws SnapshotFormatException when something else stands there
     */
    public long integer(String subject) throws SnapshotFormatException {
        return in.integer(subject);
    }

    /**
     * Reads the integer at the current token.
     *
     * @param subject names it in the refusal
     * @return the integer, within ±{@link Value#MAX_INTEGER}
     * @throws SnapshotFormatException when something else stands there
     */
    public long currentInteger(String subject) throws SnapshotFormatException {
        return in.currentInteger(subject);
    }

    /**
     * Moves on to a text and reads it.
     *
     * @param subject names it in the refusal
     * @return the text
     * @throws SnapshotFormatException when something else stands there
     */
    public String text(String subject) throws SnapshotFormatException {
        return in.text(subject);
    }

    /**
     * Reads the text at the current token.
     *
     * @param subject names it in the refusal
     * @return the text
     * @throws SnapshotFormatException when something else stands there
     */
    public String currentText(String subject) throws SnapshotFormatException {
        return in.currentText(subject);
    }

    /**
     * Moves on to a value and reads it.
     *
     * @return the value
     * @throws SnapshotFormatException when no acceptable value stands there
     */
    public Value value() throws SnapshotFormatException {
        if (in.next() == null) {
            throw in.refusal("A value is expected");
        }
        return currentValue();
    }

    /**
     * Reads the value at the current token.
     *
     * @return the value
     * @throws SnapshotFormatException when no acceptable value stands there
     */
    public Value currentValue() throws SnapshotFormatException {
        return values.read(innerLevel);
    }

    /** Passes over the rest of the array or object that begins at the current token, and over nothing otherwise. */
    public void skip() {
        in.parser().skipChildren();
    }

    /**
     * Makes a refusal with its place in the document.
     *
     * @param reason a sentence without content of the document
     * @return to throw
     */
    public SnapshotFormatException refusal(String reason) {
        return in.refusal(reason);
    }
}

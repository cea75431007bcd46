package dev.mooring.codec.json;

import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SnapshotFormatException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.SerializableString;

/** A document that is being read, with the checks and refusals that all readers share. */
final class JsonInput {
    private final JsonParser parser;
    private final SnapshotLimits limits;
    private final boolean escaped;

    /**
     * Prepares to read.
     *
     * @param escaped whether units may be spelled, and so surrogates be unpaired
     */
    JsonInput(JsonParser parser, SnapshotLimits limits, boolean escaped) {
        this.parser = parser;
        this.limits = limits;
        this.escaped = escaped;
    }

    JsonParser parser() {
        return parser;
    }

    SnapshotLimits limits() {
        return limits;
    }

    /** Moves on; null at the end of the document only. */
    @Nullable
    JsonToken next() {
        return parser.nextToken();
    }

    /**
     * Moves on, and tells whether a member of this name begins there. Jackson compares a name that is expected with the
     * document itself, and makes no text of it.
     */
    boolean nextIs(SerializableString name) {
        return parser.nextName(name);
    }

    /** Moves on to a token that must be there. */
    void expect(JsonToken token, String expectation) throws SnapshotFormatException {
        if (next() != token) {
            throw refusal(expectation);
        }
    }

    /** The name at the current token. */
    String name() throws SnapshotFormatException {
        return checked(parser.currentName());
    }

    /** The current token. */
    JsonToken token() {
        return parser.currentToken();
    }

    /** Moves on to a text of any length and reads it. */
    String text(String subject) throws SnapshotFormatException {
        next();
        return currentText(subject);
    }

    /** Moves on to a text and reads it unless it is too long. */
    String text(String subject, int maxChars, String limit) throws SnapshotFormatException {
        next();
        return currentText(subject, maxChars, limit);
    }

    /** The text at the current token, of any length. */
    String currentText(String subject) throws SnapshotFormatException {
        return currentText(subject, Integer.MAX_VALUE, "");
    }

    /** The text at the current token, unless that is something else or too long. */
    String currentText(String subject, int maxChars, String limit) throws SnapshotFormatException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw refusal(subject + " is a text");
        }
        if (maxChars < Integer.MAX_VALUE && parser.getStringLength() > maxChars) {
            throw tooLong(subject, maxChars, limit);
        }
        return checked(parser.getString());
    }

    /** Moves on to an application's reference and reads it. */
    String reference() throws SnapshotFormatException {
        return text("A reference", limits.maxReferenceChars(), "maxReferenceChars");
    }

    /** Moves on to an integer and reads it. */
    long integer(Object subject) throws SnapshotFormatException {
        next();
        return currentInteger(subject);
    }

    /** The integer at the current token. */
    long currentInteger(Object subject) throws SnapshotFormatException {
        long value = JsonNumbers.integer(parser);
        if (value == JsonNumbers.NO_INTEGER) {
            throw refusal(subject + " is an integer within ±(2^53−1), without a fraction or an exponent");
        }
        return value;
    }

    /** Refuses one element more than the limit allows. */
    void checkRoom(int present, String subject, int max, String limit) throws SnapshotFormatException {
        if (present >= max) {
            throw refusal(subject + " has more than " + max + " entries, the limit " + limit);
        }
    }

    SnapshotFormatException tooLong(String subject, int max, String limit) {
        return refusal(subject + " is longer than " + max + ", the limit " + limit);
    }

    SnapshotFormatException duplicate(String owner) {
        return refusal("A name occurs twice in " + owner);
    }

    /** A refusal with its place in the document, which is no secret, and without any content of it. */
    SnapshotFormatException refusal(String reason) {
        return new SnapshotFormatException(
                reason + " (character " + parser.currentTokenLocation().getCharOffset() + ")");
    }

    private String checked(String text) throws SnapshotFormatException {
        if (escaped && Unicode.hasUnpairedSurrogate(text)) {
            throw refusal("A text has an unpaired surrogate");
        }
        return text;
    }
}

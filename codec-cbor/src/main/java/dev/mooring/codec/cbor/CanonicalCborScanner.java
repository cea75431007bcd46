package dev.mooring.codec.cbor;

import dev.mooring.token.SessionSnapshot;
import dev.mooring.token.SnapshotLimits;
import dev.mooring.token.Value;
import dev.mooring.token.Value.BigIntegerValue;
import dev.mooring.token.spi.SnapshotFormatException;
import java.util.Arrays;

/**
 * Checks in one pass that bytes are a single item in the deterministic profile of the format, before they reach Jackson's
 * parser, which accepts more and hides how things were spelled.
 *
 * <p>What it lets through has definite lengths, everything in its shortest form, strict UTF-8, tags 1, 2, 3 and 27 with
 * the content that each must have, no simple values but false, true, null and undefined, integer keys in the document and
 * its tables and text keys elsewhere, and ascending keys in all maps but objects. Which fields and shapes make a snapshot
 * is for the reader to say.
 */
final class CanonicalCborScanner {

    /** The maps of a document differ in their keys. */
    private enum Keys {
        /** The document: ascending integers. */
        FIELDS,
        /** A table: ascending integers. */
        IDS,
        /** The variables: ascending texts. */
        NAMES,
        /** An object: texts in an order of its own. */
        MEMBERS
    }

    private static final int UNSIGNED = 0;
    private static final int NEGATIVE = 1;
    private static final int BYTES = 2;
    private static final int TEXT = 3;
    private static final int ARRAY = 4;
    private static final int MAP = 5;
    private static final int TAG = 6;
    private static final int SIMPLE = 7;

    private static final int FALSE = 20;
    private static final int UNDEFINED = 23;
    private static final int FIRST_LONG = 24;
    private static final int FLOAT16 = 25;
    private static final int FLOAT32 = 26;
    private static final int FLOAT64 = 27;
    private static final int LAST_LONG = 27;
    private static final int INDEFINITE = 31;

    /** The least argument that needs 1, 2, 4 and 8 bytes. */
    private static final long[] LEAST_ARGUMENT = {24, 1L << 8, 1L << 16, 1L << 32};

    private static final int MAX_BIG_INTEGER_BYTES = BigIntegerValue.MAX_BITS / 8;

    private final byte[] bytes;
    private final SnapshotLimits limits;
    private int at;

    /** Where the head that was read last began; its major type, the low five bits of its first byte, its argument. */
    private int start;

    private int major;
    private int info;
    private long argument;

    private CanonicalCborScanner(byte[] bytes, SnapshotLimits limits) {
        this.bytes = bytes;
        this.limits = limits;
    }

    /** Checks a document, and bounds the nesting that its reader meets by the limits' depth. */
    static void scan(byte[] document, SnapshotLimits limits) throws SnapshotFormatException {
        CanonicalCborScanner scanner = new CanonicalCborScanner(document, limits);
        scanner.refuseNewerVersion();
        scanner.item(Keys.FIELDS, 0);
        scanner.start = scanner.at;
        scanner.require(scanner.at == document.length, "something follows the snapshot's end");
    }

    /**
     * The arrays and maps that can be open at once: two for each level of values, since an error's properties are a map in
     * an array; one more for the fields of headers; and three around them.
     */
    static int nesting(int levels) {
        return 2 * levels + 4;
    }

    /** A newer document may use what this version refuses, so only its beginning is looked at. */
    private void refuseNewerVersion() throws SnapshotFormatException {
        head();
        require(major == MAP, "a snapshot is a map");
        head();
        boolean isVersion = major == UNSIGNED && argument == SnapshotField.VERSION.key();
        head();
        if (isVersion && major == UNSIGNED && argument > SessionSnapshot.SCHEMA_VERSION) {
            throw SnapshotFormatException.newerVersion(argument, SessionSnapshot.SCHEMA_VERSION);
        }
        at = 0;
    }

    private void item(Keys ifMap, int depth) throws SnapshotFormatException {
        head();
        switch (major) {
            case UNSIGNED, NEGATIVE -> integer();
            case BYTES -> skip();
            case TEXT -> text();
            case ARRAY -> array(depth);
            case MAP -> map(ifMap, depth);
            case TAG -> tagged(depth);
            default -> simple();
        }
    }

    private void integer() throws SnapshotFormatException {
        // a negative integer is −1 − argument; arguments from 2⁶³ on are negative here
        require(
                argument >= 0 && argument <= Value.MAX_INTEGER - major,
                "an integer beyond ±(2^53−1) is a big integer, with tag 2 or 3");
    }

    private void skip() throws SnapshotFormatException {
        at += count(1);
    }

    private void text() throws SnapshotFormatException {
        int from = at;
        skip();
        int malformed = StrictUtf8.firstMalformed(bytes, from, at);
        start = Math.max(malformed, start);
        require(malformed < 0, "a text is not well-formed UTF-8");
    }

    private void array(int depth) throws SnapshotFormatException {
        requireNesting(depth);
        for (int left = count(1); left > 0; left--) {
            item(Keys.MEMBERS, depth + 1);
        }
    }

    private void map(Keys keys, int depth) throws SnapshotFormatException {
        requireNesting(depth);
        int previous = at;
        int previousEnd = at;
        for (int left = count(2); left > 0; left--) {
            int key = at;
            key(keys);
            if (keys != Keys.MEMBERS) {
                start = key;
                // no bytes come before the first key, and every key is greater than none
                require(
                        Arrays.compareUnsigned(bytes, previous, previousEnd, bytes, key, at) < 0,
                        "keys are distinct and ascend by their bytes");
                previous = key;
                previousEnd = at;
            }
            item(keys == Keys.FIELDS ? keysOfField() : Keys.MEMBERS, depth + 1);
        }
    }

    private void key(Keys keys) throws SnapshotFormatException {
        head();
        if (keys == Keys.FIELDS || keys == Keys.IDS) {
            require(major == UNSIGNED || major == NEGATIVE, "the keys of a snapshot and its tables are integers");
            integer();
        } else {
            require(major == TEXT, "the keys of variables, objects and properties are texts");
            text();
        }
    }

    private Keys keysOfField() {
        if (major == UNSIGNED && argument == SnapshotField.VARIABLES.key()) {
            return Keys.NAMES;
        }
        boolean isTable = major == UNSIGNED
                && (argument == SnapshotField.IMPORTS.key() || argument == SnapshotField.EXPORTS.key());
        return isTable ? Keys.IDS : Keys.MEMBERS;
    }

    private void tagged(int depth) throws SnapshotFormatException {
        long tag = argument;
        require(
                tag == Tags.DATE || tag == Tags.BIG_POSITIVE || tag == Tags.BIG_NEGATIVE || tag == Tags.OBJECT,
                "the tags are 1, 2, 3 and 27");
        head();
        if (tag == Tags.DATE) {
            date();
        } else if (tag == Tags.OBJECT) {
            require(major == ARRAY, "tag 27 is on an array");
            array(depth);
        } else {
            bigInteger();
        }
    }

    private void date() throws SnapshotFormatException {
        if (major == UNSIGNED || major == NEGATIVE) {
            integer();
        } else {
            require(major == SIMPLE && info >= FLOAT16, "tag 1 is on an integer or a float");
            simple();
        }
    }

    private void bigInteger() throws SnapshotFormatException {
        require(major == BYTES, "tags 2 and 3 are on bytes");
        int from = at;
        skip();
        require(at - from <= MAX_BIG_INTEGER_BYTES, "a big integer has at most " + BigIntegerValue.MAX_BITS + " bits");
        require(from == at || bytes[from] != 0, "a big integer has no leading zero bytes");
    }

    private void simple() throws SnapshotFormatException {
        switch (info) {
            case FLOAT16 ->
                require(!HalfFloat.isNaN((int) argument) || argument == HalfFloat.NAN, "the only NaN is f97e00");
            case FLOAT32 ->
                require(HalfFloat.bits(Float.intBitsToFloat((int) argument)) < 0, "a float is in its shortest form");
            case FLOAT64 -> {
                double value = Double.longBitsToDouble(argument);
                require(!Double.isNaN(value) && !HalfFloat.isFloat(value), "a float is in its shortest form");
            }
            default ->
                require(info >= FALSE && info <= UNDEFINED, "the simple values are false, true, null and undefined");
        }
    }

    private void head() throws SnapshotFormatException {
        start = at;
        require(at < bytes.length, "the snapshot ends too early");
        int first = bytes[at++] & 0xff;
        major = first >> 5;
        info = first & 0x1f;
        argument = info < FIRST_LONG ? info : longArgument();
    }

    private long longArgument() throws SnapshotFormatException {
        require(info != INDEFINITE, "lengths are definite");
        require(info <= LAST_LONG, "the initial byte is reserved");
        int size = 1 << info - FIRST_LONG;
        require(size <= bytes.length - at, "the snapshot ends too early");
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | bytes[at++] & 0xff;
        }
        require(
                major == SIMPLE || Long.compareUnsigned(value, LEAST_ARGUMENT[info - FIRST_LONG]) >= 0,
                "integers and lengths are in their shortest form");
        return value;
    }

    /** The argument as a number of entries of at least so many bytes, each of which must still be there. */
    private int count(int bytesPerEntry) throws SnapshotFormatException {
        int most = (bytes.length - at) / bytesPerEntry;
        require(argument >= 0 && argument <= most, "more is declared than the snapshot holds");
        return (int) argument;
    }

    private void requireNesting(int depth) throws SnapshotFormatException {
        if (depth >= nesting(limits.maxDepth())) {
            throw new SnapshotFormatException(
                    "A value is nested deeper than maxDepth, " + limits.maxDepth() + " levels");
        }
    }

    private void require(boolean condition, String rule) throws SnapshotFormatException {
        if (!condition) {
            throw new SnapshotFormatException("The CBOR breaks a rule at byte " + start + ": " + rule);
        }
    }
}

package dev.mooring.codec.json;

import dev.mooring.api.snapshot.Value;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The rules by which a number of JSON is an integer, a double, or refused. */
final class JsonNumbers {
    /**
     * The most decimal digits that a number may have, those of its exponent and its leading zeros included. JavaScript
     * writes 23 at most ({@code 0.0000012345678901234567}) and Java 20.
     */
    static final int MAX_DIGITS = 25;

    private static final int MAX_INTEGER_CHARS =
            Long.toString(-Value.MAX_INTEGER).length();

    /** No integer of a document, as those lie within ±(2<sup>53</sup>−1). */
    static final long NO_INTEGER = Long.MIN_VALUE;

    private JsonNumbers() {}

    /** The integer within ±(2<sup>53</sup>−1) at the current token, or {@link #NO_INTEGER}, which {@code -0} is too. */
    static long integer(JsonParser parser) {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            return NO_INTEGER;
        }
        int chars = parser.getStringLength();
        if (chars > MAX_INTEGER_CHARS) {
            return NO_INTEGER;
        }
        long value = parser.getLongValue();
        boolean fits = value == 0 ? chars == 1 : Math.abs(value) <= Value.MAX_INTEGER;
        return fits ? value : NO_INTEGER;
    }

    /** The number at the current token as a double; NaN if it has too many digits. */
    static double toDouble(JsonParser parser) {
        if (hasTooManyDigits(parser)) {
            return Double.NaN;
        }
        // Jackson reads -0 as an integer, so its own conversion would lose the sign
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                ? Double.parseDouble(parser.getString())
                : parser.getDoubleValue();
    }

    private static boolean hasTooManyDigits(JsonParser parser) {
        return parser.getStringLength() > MAX_DIGITS
                && parser.getString().chars().filter(c -> c >= '0' && c <= '9').count() > MAX_DIGITS;
    }

    /** The id that a table key spells canonically, or 0, which is no id of a table. */
    static long tableId(String key) {
        int start = key.startsWith("-") ? 1 : 0;
        if (key.length() == start || key.length() > MAX_INTEGER_CHARS || key.charAt(start) == '0') {
            return 0;
        }
        long magnitude = 0;
        for (int i = start; i < key.length(); i++) {
            int digit = key.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            magnitude = magnitude * 10 + digit;
        }
        return magnitude > Value.MAX_INTEGER ? 0 : start == 0 ? magnitude : -magnitude;
    }
}

package dev.mooring.cli;

import java.util.Locale;

/**
 * How text may look.
 *
 * @param coloured whether the terminal shows colours and they are wanted
 * @param unicode whether the terminal shows more than ASCII
 */
record Style(boolean coloured, boolean unicode) {

    String bold(String text) {
        return escaped("1", text);
    }

    String faint(String text) {
        return escaped("2", text);
    }

    /** The mark of something that is as it should be, or is not. */
    String mark(boolean good) {
        return good ? escaped("32", unicode ? "✓" : "ok") : escaped("31", unicode ? "✗" : "WRONG");
    }

    String micros(long nanos) {
        return grouped((nanos + 500) / 1000) + (unicode ? " µs" : " us");
    }

    /** A number for people, the same in every locale. */
    String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private String escaped(String code, String text) {
        return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}

package dev.mooring.keys.vault;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON (RFC 8259) into maps, lists and texts; numbers stay text. For the answers of one trusted server, so that this
 * module needs no library.
 */
final class Json {
    /** The value {@code null}. */
    static final Object NULL = new Object();

    private static final int MOST_LEVELS = 32;
    private static final String LITERAL = "[-+.0-9A-Za-z]";

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /**
     * Reads one document.
     *
     * @throws IllegalArgumentException if it is none; the message shows nothing of it
     */
    static Object parse(String text) {
        Json json = new Json(text);
        Object value = json.value(0);
        json.skipBlanks();
        json.require(json.at == text.length());
        return value;
    }

    private Object value(int level) {
        require(level < MOST_LEVELS);
        return switch (next()) {
            case '{' -> object(level);
            case '[' -> array(level);
            case '"' -> string();
            default -> literal();
        };
    }

    private Map<String, Object> object(int level) {
        Map<String, Object> members = new LinkedHashMap<>();
        at++;
        while (next() != '}') {
            if (!members.isEmpty()) {
                take(',');
            }
            require(next() == '"');
            String name = string();
            next();
            take(':');
            members.put(name, value(level + 1));
        }
        at++;
        return members;
    }

    private List<Object> array(int level) {
        List<Object> elements = new ArrayList<>();
        at++;
        while (next() != ']') {
            if (!elements.isEmpty()) {
                take(',');
            }
            elements.add(value(level + 1));
        }
        at++;
        return elements;
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        at++;
        while (character() != '"') {
            char each = text.charAt(at++);
            string.append(each == '\\' ? escaped() : each);
        }
        at++;
        return string.toString();
    }

    private char escaped() {
        char each = character();
        at++;
        return switch (each) {
            case '"', '\\', '/' -> each;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw new IllegalArgumentException("It is no JSON");
        };
    }

    private char unicode() {
        require(at + 4 <= text.length());
        String digits = text.substring(at, at + 4);
        require(digits.matches("[0-9A-Fa-f]{4}"));
        at += 4;
        return (char) Integer.parseInt(digits, 16);
    }

    private Object literal() {
        int start = at;
        while (at < text.length() && text.substring(at, at + 1).matches(LITERAL)) {
            at++;
        }
        String literal = text.substring(start, at);
        require(literal.matches("true|false|null|-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?"));
        return literal.equals("null")
                ? NULL
                : literal.matches("true|false") ? Boolean.valueOf(literal) : new Number(literal);
    }

    /** A number, as it is written: nobody here needs one. */
    record Number(String text) {}

    /** The next character that is not blank. */
    private char next() {
        skipBlanks();
        return character();
    }

    private char character() {
        require(at < text.length());
        return text.charAt(at);
    }

    private void take(char expected) {
        require(next() == expected);
        at++;
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("It is no JSON");
        }
    }
}

package dev.mooring.keys.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void document_withEachKind_isRead() {
        assertEquals(
                Map.of(
                        "a", "q\"\\/\b\f\n\r\t\u00e9\ud83d\ude00",
                        "b", List.of(true, false, Json.NULL, new Json.Number("-1.5e+3"), List.of()),
                        "c", Map.of("", Map.of())),
                Json.parse(" {\"a\": \"q\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\" ,"
                        + "\"b\":[ true,false , null, -1.5e+3,[ ]],\n\t\"c\":{\"\":{}}}\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[",
                "\"",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,}",
                "[1,]",
                "[1 2]",
                "{a:1}",
                "tru",
                "1.",
                "--1",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\\u12",
                "{} {}",
                "1}",
                "NaN"
            })
    void text_thatIsNoJson_isRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Json.parse(text));
    }

    @Test
    void document_thatIsTooDeep_isRefused() {
        Json.parse("[".repeat(32) + "]".repeat(32));
        assertThrows(IllegalArgumentException.class, () -> Json.parse("[".repeat(33) + "]".repeat(33)));
    }
}

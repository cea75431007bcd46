package dev.mooring.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Locale;

/** Content that no message may show, not even in part: any three letters of it are found again. */
final class Canary {
    static final String TEXT = "qjxzvkqjxzvk";

    /** The same for numbers. Messages show numbers for good reasons, so only longer runs of digits are found. */
    static final long NUMBER = 7_364_736_473_647L;

    private static final List<String> TRACES =
            List.of("qjx", "jxz", "xzv", "zvk", "vkq", "kqj", "73647", "36473", "64736", "47364");

    private Canary() {}

    /** A message that says something, without content, and no cause that could show more. */
    static void assertSilent(Exception refused) {
        assertNotNull(refused.getMessage(), "a refusal says what is wrong");
        assertFalse(refused.getMessage().isBlank(), "a refusal says what is wrong");
        String message = refused.toString().toLowerCase(Locale.ROOT);
        // the message itself stays out of the failure's text, which reaches build logs
        assertFalse(TRACES.stream().anyMatch(message::contains), "a refusal shows no content");
        assertNull(refused.getCause(), "a refusal has no cause, because a parser's own message shows content");
    }
}

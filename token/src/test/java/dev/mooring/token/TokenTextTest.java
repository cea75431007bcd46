package dev.mooring.token;

import static dev.mooring.token.Fixtures.reason;
import static dev.mooring.token.Fixtures.session;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mooring.token.ResumeTokenException.Reason;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A token has one spelling (ATTACKS A01 to A16). */
class TokenTextTest {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final Fixtures.Server server = new Fixtures.Server();
    private final ResumeTokenManager manager = server.manager();
    private final String text = manager.issue(session().build()).text();

    private void assertMalformed(String spelling) {
        assertEquals(Reason.MALFORMED, reason(() -> manager.open(spelling)));
        assertEquals(Reason.MALFORMED, reason(() -> ResumeTokenManager.inspect(spelling)));
    }

    @Test
    void a01_open_ofNull_isTheCallersBug() {
        assertThrows(NullPointerException.class, () -> manager.open(null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "mrt1", "mrt1.", "mrt1. ", "mrt", ".", "mrt.", "null", "{\"payload\":\"\"}", "mrt1.{}"})
    void a01_a15_text_thatIsNoToken_isMalformed(String spelling) {
        assertMalformed(spelling);
    }

    @ParameterizedTest
    @CsvSource({
        "mrt0., UNSUPPORTED",
        "mrt2., UNSUPPORTED",
        "mrt10., UNSUPPORTED",
        "mrt999999999., UNSUPPORTED",
        "mrt1000000000., MALFORMED",
        "mrt9999999999., MALFORMED",
        "mrt00., MALFORMED",
        "mrt01., MALFORMED",
        "mrt-1., MALFORMED",
        "mrt+1., MALFORMED",
        "mrt1, MALFORMED",
        "mrt1:, MALFORMED",
        "MRT1., MALFORMED",
        "Mrt1., MALFORMED",
        "MRT2., MALFORMED",
        "' mrt1.', MALFORMED",
        "' mrt2.', MALFORMED",
        "x-mrt2., MALFORMED",
        "mrt\u0661., MALFORMED",
        "mrt\uff12., MALFORMED",
        "v1., MALFORMED"
    })
    void b15_prefix_otherThanOurs_isTold(String prefix, Reason expected) {
        String body = text.substring("mrt1.".length());
        assertEquals(expected, reason(() -> manager.open(prefix + body)));
        assertEquals(expected, reason(() -> manager.open(prefix + "=not read=")));
    }

    @Test
    void a05_lastCharacter_anyOther_isRefused() {
        for (int payload = 10; payload < 13; payload++) {
            server.codec.payloadBytes(payload);
            String whole = manager.issue(session().checkpoint(payload).build()).text();
            String head = whole.substring(0, whole.length() - 1);
            char last = whole.charAt(whole.length() - 1);
            int unused = new int[] {0, 0, 4, 2}[whole.substring(5).length() % 4];
            for (char other : ALPHABET.replace(String.valueOf(last), "").toCharArray()) {
                boolean canonical = (ALPHABET.indexOf(other) & (1 << unused) - 1) == 0;
                assertEquals(
                        canonical ? Reason.INVALID_SIGNATURE : Reason.MALFORMED,
                        reason(() -> manager.open(head + other)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "==", "===", "AA=", "AA", ".", "..", "{", "\n", "\r\n", " ", "\u0000"})
    void a04_a06_text_withSomethingAppended_isMalformed(String tail) {
        assertMalformed(text + tail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "AAAA"})
    void a04_text_withCanonicalBytesAppended_isForged(String tail) {
        assertEquals(Reason.INVALID_SIGNATURE, reason(() -> manager.open(text + tail)));
    }

    @Test
    void a06_padding_whereItWouldFit_isMalformed() {
        for (int payload = 10; payload < 13; payload++) {
            server.codec.payloadBytes(payload);
            String whole = manager.issue(session().checkpoint(payload).build()).text();
            int missing = (4 - whole.substring(5).length() % 4) % 4;
            if (missing > 0) {
                assertMalformed(whole + "=".repeat(missing));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "\t",
                "\r",
                "\n",
                "\u0000",
                "\u200b",
                "\u00a0",
                "\ufeff",
                "=",
                "+",
                "/",
                "\u0141",
                "\ud83d\ude00"
            })
    void a08_a09_foreignCharacter_anywhere_isMalformed(String foreign) {
        for (int at = 0; at <= text.length(); at++) {
            assertMalformed(text.substring(0, at) + foreign + text.substring(at));
        }
        for (int at = 0; at < text.length(); at++) {
            assertMalformed(text.substring(0, at) + foreign + text.substring(at + 1));
        }
    }

    @Test
    void a10_bodyLength_oneOverAMultipleOfFour_isMalformed() {
        assertMalformed("mrt1.A");
        assertMalformed("mrt1.AAAAA");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "tr", "az"})
    void a13_case_ofTheWholeText_isNotForgiven(String language) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(language));
            assertMalformed(text.toUpperCase(Locale.ROOT));
            assertMalformed("MRT1" + text.substring(4));
            assertEquals(session().build(), manager.open(text).snapshot());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void a14_segments_doubledOrMissing_areMalformed() {
        String body = text.substring(5);
        for (String spelling : new String[] {
            body, "mrt1" + body, "mrt1.." + body, "mrt1.mrt1." + body, text + "." + body, text + ".", "." + text
        }) {
            assertMalformed(spelling);
        }
    }

    @Test
    void a16_text_atTheBound_opensAndOneOver_isTooLarge() {
        ResumeTokenManager tight = server.builder().maxTokenChars(text.length()).build();
        assertEquals(session().build(), tight.open(text).snapshot());
        assertEquals(text.length(), tight.issue(session().build()).text().length());
        ResumeTokenManager tighter =
                server.builder().maxTokenChars(text.length() - 1).build();
        assertEquals(Reason.TOO_LARGE, reason(() -> tighter.open(text)));
        assertEquals(
                Reason.ENCODING_FAILED, reason(() -> tighter.issue(session().build())));
    }

    @Test
    void a16_defaultBound_is65536() {
        String most = "mrt1." + "A".repeat(65_531);
        assertEquals(Reason.UNSUPPORTED, reason(() -> manager.open(most)));
        assertEquals(Reason.TOO_LARGE, reason(() -> manager.open(most + "A")));
        assertEquals(Reason.TOO_LARGE, reason(() -> ResumeTokenManager.inspect(most + "A")));
        assertEquals(Reason.TOO_LARGE, reason(() -> manager.open(" ".repeat(1 << 20))));
    }
}

package dev.mooring.it.attacks;

import static dev.mooring.it.attacks.Attack.forged;
import static dev.mooring.it.attacks.Mutations.letters;
import static dev.mooring.it.attacks.Mutations.tries;
import static dev.mooring.token.ResumeTokenException.Reason.INVALID_SIGNATURE;
import static dev.mooring.token.ResumeTokenException.Reason.MALFORMED;
import static dev.mooring.token.ResumeTokenException.Reason.TOO_LARGE;
import static dev.mooring.token.ResumeTokenException.Reason.UNKNOWN_KEY;
import static dev.mooring.token.ResumeTokenException.Reason.UNSUPPORTED;

import dev.mooring.token.ResumeTokenException.Reason;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Section A, and further attacks on the text: refused before it is read, or at the seal. */
final class TextRows {
    private static final Set<Reason> NO_TEXT = EnumSet.of(MALFORMED);
    private static final Set<Reason> CUT = EnumSet.of(MALFORMED, INVALID_SIGNATURE);
    private static final Set<Reason> UNREAD = EnumSet.of(MALFORMED, UNSUPPORTED, UNKNOWN_KEY, INVALID_SIGNATURE);

    private TextRows() {}

    static Stream<Attack> all() {
        return Stream.concat(lettersChanged(), textsOfOtherKinds());
    }

    private static Stream<Attack> lettersChanged() {
        return Stream.of(
                forged("A01", "no token", NO_TEXT, kit -> Stream.of("", " ", "\n", "mrt1", "null", kit.keyId())),
                forged(
                        "A02",
                        "text cut off anywhere",
                        CUT,
                        kit -> IntStream.range(0, kit.token.length()).mapToObj(end -> kit.token.substring(0, end))),
                forged(
                        "A04",
                        "letters behind",
                        CUT,
                        kit -> kit.tokens()
                                .flatMap(token -> Stream.of("A", "AA", "AAA", "AAAA", "-", "." + token)
                                        .map(token::concat))),
                forged("A05", "other last letter", CUT, kit -> kit.tokens().flatMap(TextRows::otherLastLetters)),
                forged(
                        "A05",
                        "other spelling of the same bytes",
                        NO_TEXT,
                        kit -> kit.tokens()
                                .flatMap(token -> otherLastLetters(token)
                                        .filter(other -> Arrays.equals(Frame.bytes(token), Frame.bytes(other))))),
                forged(
                        "A06",
                        "padding",
                        NO_TEXT,
                        kit -> kit.tokens().flatMap(token -> Stream.of(token + "=", token + "==", token + "==="))),
                forged(
                        "A08",
                        "white space and its like",
                        NO_TEXT,
                        kit -> inserted(kit, " ", "\t", "\r", "\n", "\r\n", "\0", "\u200b", "\u00a0", "\ufeff", "%20")),
                forged("A09", "letters of plain base64", NO_TEXT, kit -> inserted(kit, "+", "/", "+/=")),
                forged(
                        "A10",
                        "length of no bytes",
                        NO_TEXT,
                        kit -> kit.tokens()
                                .map(token ->
                                        token.substring(0, Frame.PREFIX.length() + 4 * (token.length() / 5) + 1))),
                forged(
                        "A12",
                        "letters of no base64",
                        NO_TEXT,
                        kit -> inserted(kit, "!!", "\u00e4", "\ud83d\ude00", "\ud800", "{", "\"", ",", ":", "~", "*")),
                forged(
                        "A13",
                        "case of the prefix",
                        NO_TEXT,
                        kit -> Stream.of("MRT1.", "Mrt1.", "mRt1.", "mrt1\uff0e")
                                .map(prefix -> prefix + body(kit.token))),
                forged(
                        "A13",
                        "case of the letters",
                        UNREAD,
                        kit -> Stream.concat(
                                Stream.of(
                                                body(kit.token).toLowerCase(Locale.ROOT),
                                                body(kit.token).toUpperCase(Locale.ROOT))
                                        .map(Frame.PREFIX::concat),
                                tries(13, (random, i) -> otherCase(kit.token, random)))));
    }

    private static Stream<Attack> textsOfOtherKinds() {
        return Stream.of(
                forged(
                        "A14",
                        "parts doubled, left out, exchanged",
                        NO_TEXT,
                        kit -> Stream.of(
                                body(kit.token),
                                "." + body(kit.token),
                                Frame.PREFIX,
                                Frame.PREFIX + kit.token,
                                Frame.PREFIX + "." + body(kit.token),
                                kit.token + ".",
                                kit.token + "..",
                                kit.token + "." + body(kit.token),
                                kit.token + kit.token,
                                body(kit.token) + "." + Frame.PREFIX)),
                forged(
                        "A15",
                        "JSON",
                        NO_TEXT,
                        kit -> Stream.of(
                                "{\"payload\":\"" + kit.token + "\"}",
                                "\"" + kit.token + "\"",
                                "[" + kit.token + "]",
                                "{}")),
                forged(
                        "A16",
                        "text of the greatest length",
                        EnumSet.of(MALFORMED, UNSUPPORTED),
                        kit -> Stream.of("A".repeat(65_536), Frame.PREFIX + "A".repeat(65_531))),
                forged(
                        "A16",
                        "text that is too long",
                        EnumSet.of(TOO_LARGE),
                        kit -> Stream.of(
                                "A".repeat(65_537),
                                Frame.PREFIX + "A".repeat(65_532),
                                kit.token + "A".repeat(1 << 20),
                                "mrt2." + "A".repeat(1 << 26))),
                forged(
                        "B15",
                        "text of another version",
                        EnumSet.of(UNSUPPORTED),
                        kit -> Stream.of("mrt0.", "mrt2.", "mrt10.", "mrt999999999.")
                                .flatMap(prefix -> Stream.of(prefix, prefix + body(kit.token), prefix + "\0"))),
                forged(
                        "B15",
                        "text of no version",
                        NO_TEXT,
                        kit -> Stream.of(
                                        "mrt01.",
                                        "mrt-1.",
                                        "mrt+1.",
                                        "mrt1e0.",
                                        "mrt4294967297.",
                                        "mrt.",
                                        "mrt\u0661.",
                                        "mrt1 .")
                                .map(prefix -> prefix + body(kit.token))),
                forged(
                        "A15",
                        "letters at random",
                        UNREAD,
                        kit -> tries(1, (random, i) -> Frame.PREFIX + letters(random, i))),
                forged(
                        "A03",
                        "a letter exchanged at random",
                        UNREAD,
                        kit -> tries(2, (random, i) -> {
                            int at = random.nextInt(kit.token.length());
                            char other = Mutations.ALPHABET.charAt(random.nextInt(64));
                            String changed = kit.token.substring(0, at) + other + kit.token.substring(at + 1);
                            return changed.equals(kit.token) ? kit.token + "A" : changed;
                        })));
    }

    private static String body(String token) {
        return token.substring(Frame.PREFIX.length());
    }

    private static Stream<String> otherLastLetters(String token) {
        int last = token.length() - 1;
        return Mutations.ALPHABET
                .chars()
                .filter(letter -> letter != token.charAt(last))
                .mapToObj(letter -> token.substring(0, last) + (char) letter);
    }

    private static Stream<String> inserted(Kit kit, String... foreign) {
        return Arrays.stream(foreign)
                .flatMap(letters -> IntStream.of(
                                0,
                                2,
                                Frame.PREFIX.length(),
                                kit.token.length() / 2,
                                kit.token.length() - 1,
                                kit.token.length())
                        .boxed()
                        .flatMap(at -> Stream.of(at, Math.min(at + letters.length(), kit.token.length()))
                                .map(to -> kit.token.substring(0, at) + letters + kit.token.substring(to))));
    }

    private static String otherCase(String token, SplittableRandom random) {
        char[] letters = token.toCharArray();
        int at = Frame.PREFIX.length() + random.nextInt(letters.length - Frame.PREFIX.length());
        while (!Character.isLetter(letters[at])) {
            at = Frame.PREFIX.length() + random.nextInt(letters.length - Frame.PREFIX.length());
        }
        letters[at] ^= 0x20;
        return new String(letters);
    }
}

package dev.mooring.it.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.testkit.TokenVectors;
import dev.mooring.token.ResumeTokenException.Reason;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the format are numbered, tested, and say nothing that is not there. */
class FormatPageTest {
    private static final String PAGE = "docs/format/token-v1.md";
    private static final Pattern RULE =
            Pattern.compile("^\\*\\*T-([0-9]+)\\.\\*\\*(.*?)(?=^\\*\\*T-|^#|\\z)", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern EXAMPLE_BYTES = Pattern.compile("^\\| `([0-9a-f]+)` \\|", Pattern.MULTILINE);
    private static final Pattern CDDL_RULE = Pattern.compile("^([a-z-]+) = ", Pattern.MULTILINE);
    private static final Pattern MENTION = Pattern.compile("\\bT-([0-9]+)\\b");

    private static Map<Integer, String> rules() {
        Map<Integer, String> rules = new TreeMap<>();
        RULE.matcher(Docs.read(PAGE))
                .results()
                .forEach(rule -> rules.merge(Integer.valueOf(rule.group(1)), rule.group(2), String::concat));
        return rules;
    }

    @Test
    void rules_asTheyFollow_areNumberedWithoutGaps() {
        List<Integer> numbers = RULE.matcher(Docs.read(PAGE))
                .results()
                .map(rule -> Integer.valueOf(rule.group(1)))
                .toList();
        assertFalse(numbers.isEmpty());
        assertEquals(IntStream.rangeClosed(1, numbers.size()).boxed().toList(), numbers);
    }

    @Test
    void rule_whateverItSays_hasATest() {
        Set<Integer> untested = rules().entrySet().stream()
                .filter(rule -> NamedTests.in(rule.getValue()).isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), untested);
    }

    @Test
    void rules_whereverTheyAreMentioned_areThere() {
        Set<Integer> mentioned = MENTION.matcher(Docs.read(PAGE))
                .results()
                .map(mention -> Integer.valueOf(mention.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(rules().keySet(), mentioned);
    }

    /** All reasons but those that come when issuing, and after a token is opened. */
    @Test
    void reasons_ofOpening_areInTheOrderOfChecks() {
        Set<Reason> later = Set.of(
                Reason.DRAINING,
                Reason.ENCODING_FAILED,
                Reason.LEDGER_UNAVAILABLE,
                Reason.REPLAYED,
                Reason.RESTORE_CONFLICT,
                Reason.RESTORE_REFUSED);
        String rows = rules().get(27);
        List<Reason> missing = Stream.of(Reason.values())
                .filter(reason -> !later.contains(reason) && !rows.contains("`" + reason + "`"))
                .toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void example_onThePage_isTheVector() {
        String section = Docs.read(PAGE).split("## An example")[1];
        String frame = EXAMPLE_BYTES
                .matcher(section)
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.joining());
        String text = "mrt1."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(HexFormat.of().parseHex(frame));
        assertEquals(List.of(text + "\n"), Docs.blocks(PAGE, "text"));
        assertTrue(TokenVectors.valid().contains("\"cbor-hmac-1-least\"")
                && TokenVectors.valid().contains(text));
    }

    /** The second reader is the CDDL, function by function. */
    @Test
    void cddl_everyRule_isAFunctionOfTheSecondReader() {
        String reader = Docs.read("integration-tests/src/test/node/cbor-document.mjs");
        List<String> rules = CDDL_RULE
                .matcher(Docs.read("docs/format/snapshot.cddl"))
                .results()
                .map(rule -> rule.group(1))
                .toList();
        assertTrue(rules.size() > 20);
        assertEquals(
                List.of(),
                rules.stream()
                        .filter(rule -> !Pattern.compile(
                                        "^(function|const) " + camelCase(rule) + "_?\\b", Pattern.MULTILINE)
                                .matcher(reader)
                                .find())
                        .toList());
    }

    private static String camelCase(String rule) {
        return Pattern.compile("-(.)")
                .matcher(rule)
                .replaceAll(dash -> dash.group(1).toUpperCase(Locale.ROOT));
    }
}

package dev.mooring.it.attacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.it.attacks.Attack.Attempt;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of hostile tokens, of each codec with each sealer: refused for the right reason, and nothing else happens. */
class AttackHarnessTest {
    private static final List<Kit> KITS = Kit.all();
    private static final List<Attack> CORPUS =
            Stream.concat(ForgedRows.all(), SealedRows.all()).toList();

    static Stream<Arguments> rowsOfEveryChoice() {
        return CORPUS.stream().flatMap(attack -> KITS.stream().map(kit -> Arguments.of(attack, kit)));
    }

    static Stream<Kit> kits() {
        return KITS.stream();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("rowsOfEveryChoice")
    void row_ofEveryChoice_isRefusedAndNothingElseHappens(Attack attack, Kit kit) {
        List<Attempt> attempts = attack.attempts().apply(kit).toList();
        assertTrue(!attempts.isEmpty());
        for (int i = 0; i < attempts.size(); i++) {
            try {
                kit.server.assertRefuses(attack, attempts.get(i));
            } catch (AssertionError e) {
                throw new AssertionError(
                        attack + ", " + kit + ", attempt " + i + " of " + attempts.size() + ": " + e.getMessage(), e);
            }
        }
    }

    /** What is done to each row is the only thing wrong with it. */
    @ParameterizedTest
    @MethodSource("kits")
    void genuineToken_andDocumentsByHand_open(Kit kit) {
        Server server = new Server(kit);
        server.assertOpens(kit.token);
        Stream.of(
                        Document.variable("\"" + Kit.TEXT + "\"", Document.text(Kit.TEXT)),
                        Document.imports("\"1\":{\"stub\":\"r\"}", "a10182016172"),
                        Document.exports("\"-1\":{\"stub\":\"r\"}", "a12082016172"))
                .map(document -> kit.reseal(document.bytes(kit.codec.id())))
                .forEach(token -> new Server(kit).assertOpens(token));
    }

    /** Twins of the two codecs, and all JDKs, agree because each row of the same content has one reason. */
    @Test
    void corpus_everyRow_isNamedOnce() {
        assertEquals(
                List.of(),
                CORPUS.stream().collect(Collectors.groupingBy(Attack::toString)).values().stream()
                        .filter(same -> same.size() > 1)
                        .toList());
        assertTrue(CORPUS.stream()
                .allMatch(row ->
                        row.authentic() ? row.reasons().size() == 1 : row.id().matches("[A-Z]\\d\\d")));
    }
}

package dev.mooring.it.attacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.it.attacks.Attack.Attempt;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of hostile tokens, of each codec with each sealer: refused for the right reason, and nothing else happens. */
class AttackHarnessTest {
    private static final List<Kit> KITS = Kit.all();
    private static final List<Attack> FORGED = Stream.of(TextRows.all(), FrameRows.all(), SealRows.all())
            .flatMap(rows -> rows)
            .toList();
    private static final List<Attack> CORPUS = Stream.of(FORGED.stream(), SealedRows.all(), DocumentRows.all())
            .flatMap(rows -> rows)
            .toList();

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

    /** The change of each row is its only fault. */
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

    /** G04: whatever others do with his token's id, header and payload, the victim resumes. */
    @ParameterizedTest
    @MethodSource("kits")
    void victim_afterEveryForgery_stillResumes(Kit kit) {
        Server server = new Server(kit);
        for (Attack attack : FORGED) {
            attack.attempts().apply(kit).limit(2).forEach(attempt -> server.assertRefuses(attack, attempt));
        }
        server.assertOpens(kit.token);
    }

    /** One reason for each row of a sealed document: so the twins of the codecs agree, and all JDKs do. */
    @Test
    void corpus_everyRow_isNamedOnceAndHasOneReasonWhereSealed() {
        assertEquals(
                CORPUS.size(), CORPUS.stream().map(Attack::toString).distinct().count());
        assertEquals(
                List.of(),
                CORPUS.stream()
                        .filter(row -> row.reasons().size() > 1 && row.authentic())
                        .toList());
    }
}

package dev.mooring.token;

import static dev.mooring.token.Fixtures.reason;
import static dev.mooring.token.Fixtures.session;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.token.ResumeTokenException.Reason;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenContextTest {

    private static TokenContext context(String... namesAndValues) {
        TokenContext context = TokenContext.none();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            context = context.and(namesAndValues[i], namesAndValues[i + 1]);
        }
        return context;
    }

    @Test
    void encoding_isThePaeOfSortedEntries() {
        assertArrayEquals(Handmade.pae(), TokenContext.none().encoded());
        assertArrayEquals(
                Handmade.pae(
                        Handmade.utf8("a"),
                        Handmade.utf8("é\ud83d\ude00"),
                        Handmade.utf8("b.c-d_0"),
                        Handmade.utf8("")),
                context("b.c-d_0", "", "a", "é\ud83d\ude00").encoded());
    }

    @Test
    void order_ofEntries_doesNotMatter() {
        assertEquals(context("a", "1", "b", "2"), context("b", "2", "a", "1"));
        assertEquals(
                context("a", "1", "b", "2").hashCode(),
                context("b", "2", "a", "1").hashCode());
        assertNotEquals(context("a", "1").hashCode(), context("a", "2").hashCode());
        assertNotEquals(context("a", "1"), context("a", "2"));
        assertNotEquals(context("a", "1"), (Object) "a");
    }

    @Test
    void names_areSortedAndFixed() {
        Set<String> names =
                context("tenant", "t", "z", "", "device", "d", "b", "", "a", "").names();
        assertEquals(List.of("a", "b", "device", "tenant", "z"), List.copyOf(names));
        assertThrows(UnsupportedOperationException.class, names::clear);
    }

    @Test
    void isEmpty_tellsWhetherThereAreEntries() {
        assertTrue(TokenContext.none().isEmpty());
        assertFalse(context("a", "").isEmpty());
    }

    @Test
    void and_leavesTheSmallerContextAlone() {
        TokenContext one = context("a", "1");
        one.and("b", "2");
        assertEquals(Set.of("a"), one.names());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a b", "é", "a=b", "a\n", "a\u0000"})
    void name_outsideItsGrammar_isRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> TokenContext.of(name, "v"));
    }

    @Test
    void name_of64Characters_passesAndOf65_isRefused() {
        assertEquals(Set.of("n".repeat(64)), context("n".repeat(64), "").names());
        assertThrows(IllegalArgumentException.class, () -> TokenContext.of("n".repeat(65), ""));
    }

    @Test
    void value_of1024Bytes_passesAndOf1025_isRefused() {
        assertFalse(context("a", "é".repeat(512)).isEmpty());
        assertThrows(IllegalArgumentException.class, () -> TokenContext.of("a", "é".repeat(512) + "x"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0xD800, 0xDFFF})
    void b10_value_withAnUnpairedSurrogate_isRefused(int unit) {
        String value = "a" + (char) unit;
        assertThrows(IllegalArgumentException.class, () -> TokenContext.of("a", value));
    }

    @Test
    void name_usedTwice_isRefusedByName() {
        var error = assertThrows(IllegalArgumentException.class, () -> context("tenant", "1", "tenant", "1"));
        assertTrue(error.getMessage().contains("tenant"));
    }

    @Test
    void toString_showsNamesOnly() {
        String shown = context("tenant", "canary-value").toString();
        assertTrue(shown.contains("tenant"));
        assertFalse(shown.contains("canary"));
    }

    @Test
    void b08_c08_token_opensInItsOwnContextOnly() {
        List<TokenContext> contexts = List.of(
                TokenContext.none(),
                context("tenant", "ab"),
                context("tenan", "tab"),
                context("tenant", "a", "b", ""),
                context("tenant", "a"),
                context("tenant", ""),
                context("tenant", "ab", "principal", ""),
                context("a", "b,c=d"),
                context("a", "b", "c", "d"),
                context("a", "b,c", "d", ""),
                context("principal", "ab"),
                context("tenant", "AB"),
                context("tenant", "ab\u0000"),
                context("tenant", "e\u0301"),
                context("tenant", "\u00e9"));
        ResumeTokenManager manager = new Fixtures.Server().manager();
        for (TokenContext issuedIn : contexts) {
            String text = manager.issue(session().build(), issuedIn).text();
            for (TokenContext openedIn : contexts) {
                if (openedIn == issuedIn) {
                    assertEquals(session().build(), manager.open(text, openedIn).snapshot());
                } else {
                    assertEquals(Reason.INVALID_SIGNATURE, reason(() -> manager.open(text, openedIn)));
                }
            }
        }
    }
}

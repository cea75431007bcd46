package dev.mooring.it.deployed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One application, never recompiled: what it issues and opens is decided by its path and its properties alone. */
class EveryChoiceIT {
    @TempDir
    private static Path folder;

    private static Keys keys;
    private static final Map<Choice, String> TOKENS = new EnumMap<>(Choice.class);

    @BeforeAll
    static void issueOneTokenOfEachChoice() {
        keys = new Keys(folder);
        for (Choice choice : Choice.values()) {
            try (Server server = choice.deployed(PathKind.MODULE_PATH, keys).start()) {
                TOKENS.put(choice, server.issue());
            }
        }
    }

    static Stream<Arguments> choicesOnBothPaths() {
        return Stream.of(PathKind.values())
                .flatMap(kind -> Stream.of(Choice.values()).map(choice -> Arguments.of(choice, kind)));
    }

    @ParameterizedTest
    @MethodSource("choicesOnBothPaths")
    void server_withTheJarsOfOneChoice_opensThatChoiceOnly(Choice choice, PathKind kind) {
        assertOpensOnly(choice, choice.deployed(kind, keys));
    }

    @ParameterizedTest
    @MethodSource("choicesOnBothPaths")
    void server_withAllJarsOnItsPath_stillOpensOnlyWhatIsEnabled(Choice choice, PathKind kind) {
        assertOpensOnly(choice, choice.deployedAmongAll(kind, keys));
    }

    private static void assertOpensOnly(Choice choice, Deployment deployment) {
        try (Server server = deployment.start()) {
            assertEquals(choice.opened(), server.open(server.issue()));
            TOKENS.forEach((issued, token) ->
                    assertEquals(issued == choice ? issued.opened() : "refused UNSUPPORTED", server.open(token)));
        }
    }

    @ParameterizedTest
    @MethodSource("choicesOnBothPaths")
    void server_thatAcceptsEveryChoice_opensThemAllAndIssuesItsOwn(Choice choice, PathKind kind) {
        Deployment deployment = choice.deployedAmongAll(kind, keys).set("mooring.accept.codecs", "json,cbor");
        for (String other : choice.otherSealers().toList()) {
            deployment = deployment.set("mooring.accept." + other + ".keys", keys.of(other));
        }
        try (Server server = deployment.start()) {
            assertEquals(choice.opened(), server.open(server.issue()));
            TOKENS.forEach((issued, token) -> assertEquals(issued.opened(), server.open(token)));
        }
    }
}

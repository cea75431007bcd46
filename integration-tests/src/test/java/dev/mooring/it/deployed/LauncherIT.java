package dev.mooring.it.deployed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.it.built.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The command as a user has it: unpacked into a folder with a space in its name, and called through a link. */
class LauncherIT {
    /** A session as people write it down: what may be left out is left out. */
    static final String SNAPSHOT = """
            {"sessionId":"s-1","nextPositiveId":1,"nextNegativeId":-2,\
            "exports":{"-1":{"stub":"user-profile:42"}},"variables":{"cart":[["tea",2]]}}
            """;

    @TempDir
    private static Path folder;

    private static Path mooring;

    @BeforeAll
    static void unpackAndMakeKeys() throws IOException {
        Path unpacked = folder.resolve("some folder");
        Distribution.unpack(unpacked);
        mooring = Files.createSymbolicLink(folder.resolve("a link"), unpacked.resolve("mooring"));
        for (String sealer : List.of("hmac-sha256", "tink-aead")) {
            assertDone("", run("", "keys", "create", "--sealer", sealer, "my " + sealer + ".keys"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void session_issuedInspectedAndOpenedThroughPipes_comesBack(Choice choice) {
        String keys = "my " + choice.sealer() + ".keys";
        Command.Outcome issued =
                run(SNAPSHOT, "issue", "--keys", keys, "--codec", choice.codec(), "--context", "tenant=a b");
        assertDone("mrt1\\.[A-Za-z0-9_-]+\n", issued);
        assertDone("(?s).*" + choice.codec() + ".*" + choice.sealer() + ".*", run(issued.out(), "inspect"));
        assertDone(
                ".*\"sessionId\":\"s-1\".*\"cart\":\\[\\[\"tea\",2]].*\n",
                run(issued.out(), "open", "--keys", keys, "--context", "tenant=a b"));
        assertFailed(1, "INVALID_SIGNATURE: ", run(issued.out(), "open", "--keys", keys));
    }

    @Test
    void token_ofOtherKeysOrNone_isRefusedWithItsReasonAndNoResult() {
        String token = run(SNAPSHOT, "issue", "--keys", "my hmac-sha256.keys").out();
        assertFailed(1, "UNSUPPORTED: ", run(token, "open", "--keys", "my tink-aead.keys"));
        assertFailed(1, "MALFORMED: ", run("no token", "open", "--keys", "my tink-aead.keys"));
        assertDone(".*\n", run(token, "open", "--keys", "my tink-aead.keys", "--accept", "my hmac-sha256.keys"));
    }

    @Test
    void usage_thatIsWrong_isToldApartFromRefusals() {
        assertFailed(2, "", run("", "resume"));
        assertFailed(2, "does not exist", run(SNAPSHOT, "issue", "--keys", "missing.keys"));
        assertFailed(2, "", run("{", "issue", "--keys", "my hmac-sha256.keys"));
        assertFailed(2, "exists", run("", "keys", "create", "--sealer", "tink-aead", "my tink-aead.keys"));
    }

    @Test
    void demo_intoAPipe_isPlainTextAboutEveryChoice() {
        Command.Outcome outcome = run("", "demo");
        assertDone("(?s).+", outcome);
        assertFalse(outcome.out().contains("\u001b"), outcome.out());
        DemoIT.assertTold(outcome.out());
        for (Choice choice : Choice.values()) {
            assertTrue(outcome.out().contains(choice.codec()), outcome.out());
            assertTrue(outcome.out().contains(choice.sealer()), outcome.out());
        }
    }

    private static Command.Outcome run(String in, String... arguments) {
        List<String> command = Stream.concat(Stream.of(mooring.toString()), Stream.of(arguments))
                .toList();
        // the JDK that runs this test, which need not be the one that the shell finds
        return Command.run(folder, in, Map.of("JAVA_HOME", System.getProperty("java.home")), command);
    }

    private static void assertDone(String pattern, Command.Outcome outcome) {
        assertEquals(0, outcome.exitCode(), outcome.err());
        assertTrue(outcome.out().matches(pattern), outcome.out());
    }

    private static void assertFailed(int exitCode, String fact, Command.Outcome outcome) {
        assertEquals(exitCode, outcome.exitCode(), outcome.err());
        assertEquals("", outcome.out());
        assertTrue(outcome.err().contains(fact), outcome.err());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
    }
}

package dev.mooring.cli;

import static dev.mooring.cli.RunAssertions.assertRefused;
import static dev.mooring.cli.RunAssertions.assertUnusable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MooringTest {

    @Test
    void version_asked_isThatOfTheBuild() {
        Run run = Run.mooring("--version");

        assertEquals(0, run.exitCode());
        assertTrue(run.out().matches("mooring [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)? \\(Java .+\\)\\R"), run::out);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "demo",
                "providers",
                "keys",
                "keys create",
                "keys list",
                "keys stage",
                "keys promote",
                "keys remove",
                "keys import",
                "issue",
                "open",
                "inspect",
                "explain",
                "rollout",
                "rollout check"
            })
    void help_ofEachCommand_saysUsageAndExitCodes(String command) {
        String[] args = Stream.concat(
                        Arrays.stream(command.split(" ")).filter(word -> !word.isEmpty()), Stream.of("--help"))
                .toArray(String[]::new);

        Run run = Run.mooring(args);

        assertEquals(0, run.exitCode(), run::err);
        assertEquals("", run.err());
        assertTrue(run.out().startsWith("Usage: mooring " + command), run::out);
        assertTrue(run.out().contains("Exit codes:"), run::out);
        assertTrue(run.out().contains("--version"), run::out);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "opne",
                "open",
                "issue",
                "open --keys",
                "open --keys a --keys b",
                "open --keys a --frob",
                "inspect a b",
                "providers a",
                "demo --redis",
                "demo --redis redis://localhost --redis-env REDIS",
                "keys create",
                "keys create --sealer hmac-sha256",
                "keys list",
                "keys stage",
                "keys promote a",
                "keys remove a",
                "keys remove a k1 --max-ttl 5",
                "keys remove a k1 --max-ttl PT0S",
                "keys remove a k1 --reload PT-1S",
                "keys import a",
                "explain",
                "inspect @file"
            })
    void usage_wrong_isOneSentenceAndExit2(String args) {
        Run run = Run.mooring(args.isEmpty() ? new String[0] : args.split(" "));

        assertUnusable(run);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "keys", "rollout"})
    void command_missing_isTheHelpOnStandardErrorAndExit2(String args) {
        Run run = Run.mooring(args.isEmpty() ? new String[0] : args.split(" "));

        assertEquals(2, run.exitCode());
        assertEquals("", run.out());
        assertTrue(run.err().startsWith("Usage: mooring " + args), run::err);
        assertTrue(run.err().contains("Commands:"), run::err);
    }

    @ParameterizedTest
    @CsvSource({
        "opne, mooring open",
        "isue, mooring issue",
        "Inspect, mooring inspect",
        "provider, mooring providers",
        "create, mooring keys create",
        "keys lst, mooring keys list",
        "rolout check, mooring rollout",
        "open --key a, --keys",
        "open --keys=a --contxt=b=c, --context",
        "help opne, mooring open",
        "help keys promot, mooring keys promote"
    })
    void word_misspelt_isAnsweredByTheNearestOne(String args, String nearest) {
        assertUnusable(Run.mooring(args.split(" ")), "did you mean " + nearest + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"frobnicate", "x", "open --keys a --frobnicate"})
    void word_likeNoOther_isNotAnsweredByOne(String args) {
        Run run = Run.mooring(args.split(" "));

        assertUnusable(run);
        assertFalse(run.err().contains("did you mean"), run::err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "issue", "keys", "keys create", "rollout check"})
    void help_asACommand_isTheSameAsTheOption(String command) {
        String[] asCommand = ("help " + command).strip().split(" ");
        String[] asOption = (command + " --help").strip().split(" ");

        Run run = Run.mooring(asCommand);

        assertEquals(0, run.exitCode(), run::err);
        assertEquals(Run.mooring(asOption).out(), run.out());
    }

    @Test
    void dash_inPlaceOfAFile_isStandardInput() {
        assertRefused("MALFORMED", Run.withInput("no token", "inspect", "-"));
        assertUnusable(Run.withInput("no token", "inspect", "./-"), "there is no such file");
    }

    /** Nothing reads keys or a plan from standard input, or writes a key file to standard output. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "open --keys - token",
                "open --keys=- token",
                "open --keys a --accept - token",
                "explain --keys - token",
                "issue --keys -",
                "rollout check -",
                "keys create --sealer hmac-sha256 -",
                "keys import - keyset.json",
                "keys list -",
                "keys stage -",
                "keys promote - k1",
                "keys remove - k1"
            })
    void dash_inPlaceOfAFileOfKeysOrAPlan_isRefused(String args) {
        Run run = Run.withInput("mooring-keys 1", args.split(" "));

        assertUnusable(run, "- does not stand for standard input here", "./-");
        assertFalse(Files.exists(Path.of("-")));
    }

    @Test
    void usage_wrong_namesTheHelpOfTheCommand() {
        assertUnusable(Run.mooring("keys", "list"), "FILE", "\"mooring keys list --help\"");
    }

    /** With a token's least length, or a snapshot's first characters. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "inspect mrt1.TOKEN",
                "inspect a mrt1.TOKEN",
                "inspect --token mrt1.TOKEN",
                "inspect --token=mrt1.TOKEN",
                "inspect token=mrt12.TOKEN",
                "inspect --context mrt1.TOKEN",
                "inspect --context=mrt1.TOKEN",
                "issue --codec mrt1.TOKEN --keys a",
                "issue --ttl=mrt1.TOKEN --keys a",
                "issue --keys a {\"TOKEN\":1}",
                "issue --keys a {\t\"TOKEN",
                "open --keys {\"TOKEN",
                "open --keys a --context {\"TOKEN\":\"a=b\"}",
                "keys stage --algorithm mrt1.TOKEN a",
                "mrt1.TOKEN"
            })
    void content_amongTheArguments_isNotRepeated(String args) {
        String token = "A-_9".repeat(15);
        Run run = Run.mooring(args.replace("TOKEN", token).split(" "));

        assertUnusable(run, "standard input", "./NAME");
        assertFalse(run.err().contains(token), run::err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mrt1.txt", "mrt1.", "a=mrt2.token", "{", "{}", "{a\"", "./mrt1.TOKEN", "./a=mrt1.TOKEN"})
    void file_namedAlmostLikeContent_isLookedFor(String name) {
        assertUnusable(Run.mooring("inspect", name.replace("TOKEN", "A".repeat(60))), "there is no such file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=mrt1.TOKEN", "a={\"TOKEN\":1}", "a=b={\"TOKEN\""})
    void context_withAValueLikeContent_isTaken(String entry) {
        String value = entry.replace("TOKEN", "A".repeat(60));

        assertUnusable(Run.mooring("open", "--keys", "none.keys", "--context", value), "none.keys");
        assertUnusable(Run.mooring("open", "--keys", "none.keys", "--context=" + value), "none.keys");
    }

    @Test
    void message_withLineBreaksAndEscapes_isOnePlainLine() {
        Run run = Run.mooring("inspect", "a\nb\u001b[31m\u009bc");

        assertUnusable(run, "a b?[31m?c");
    }

    @ParameterizedTest
    @ValueSource(classes = {IndexOutOfBoundsException.class, StackOverflowError.class})
    void failure_unforeseen_isASentenceWithoutTrace(Class<? extends Throwable> type) throws Exception {
        Throwable failure = type.getConstructor(String.class).newInstance("canary");
        InputStream broken = new InputStream() {
            @Override
            public int read() {
                throw sneaky(failure);
            }
        };

        Run run = Run.with(broken, Run.NOW, "inspect");

        assertEquals(2, run.exitCode());
        assertEquals(1, run.err().lines().count(), run::err);
        assertTrue(run.err().contains(type.getName()), run::err);
        assertFalse(run.err().contains("canary"), run::err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"providers", "--help", "--version", "help keys"})
    void output_thatCannotBeWritten_isExit2(String args) {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };

        Run run = Run.with(InputStream.nullInputStream(), full, Run.NOW, args.split(" "));

        assertUnusable(run, "cannot be written");
    }

    @SuppressWarnings("unchecked") // throws any failure from where none is declared
    private static <T extends Throwable> T sneaky(Throwable failure) throws T {
        throw (T) failure;
    }
}

package dev.mooring.cli;

import static dev.mooring.cli.RunAssertions.assertDone;
import static dev.mooring.cli.RunAssertions.assertRefused;
import static dev.mooring.cli.RunAssertions.assertUnusable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenHeader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssueCommandTest {
    @TempDir
    Path folder;

    private String keys = "";

    @BeforeEach
    void makeKeys() {
        keys = Run.keys(folder, "hmac-sha256").toString();
    }

    @Test
    void issue_ofStandardInput_writesATokenAndALineBreak() {
        Run run = Run.withInput(Run.SNAPSHOT, "issue", "--keys", keys);

        assertDone(run);
        assertTrue(run.out().matches("mrt1\\.[A-Za-z0-9_-]+\n"), run::out);
        TokenHeader header = ResumeTokenManager.inspect(run.out().strip()).header();
        assertEquals("json", header.codecId());
        assertEquals("hmac-sha256", header.sealerId());
        assertFalse(header.deflated());
        assertFalse(header.contextBound());
        assertEquals(Run.NOW, header.issuedAt());
        assertEquals(Run.NOW.plus(Duration.ofHours(1)), header.expiresAt());
    }

    @Test
    void issue_ofAFile_writesAToken() throws IOException {
        Path file = Files.writeString(folder.resolve("a session.json"), Run.SNAPSHOT);

        assertDone(Run.mooring("issue", "--keys", keys, file.toString()));
    }

    @Test
    void issue_ofASessionIdAlone_writesAToken() {
        assertDone(Run.withInput("{\"sessionId\":\"s1\"}", "issue", "--keys", keys, "-"));
    }

    @Test
    void issue_itsHelp_hasAnExampleThatWorks() {
        String help = Run.mooring("issue", "--help").out();
        String example = help.lines()
                .filter(line -> line.startsWith("  {"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(help));

        assertDone(Run.withInput(example, "issue", "--keys", keys));
    }

    @Test
    void issue_withEveryOption_followsThem() {
        String many =
                IntStream.range(0, 50).mapToObj(i -> "\"v" + i + "\":true").collect(Collectors.joining(","));
        Run run = Run.withInput(
                "{\"sessionId\":\"s\",\"nextPositiveId\":1,\"nextNegativeId\":-1,\"variables\":{" + many + "}}",
                "issue",
                "--keys",
                keys,
                "--codec",
                "cbor",
                "--sealer",
                "hmac-sha256",
                "--ttl",
                "PT2M",
                "--context",
                "tenant=acme",
                "--context=principal=a=b",
                "--compress");

        assertDone(run);
        TokenHeader header = ResumeTokenManager.inspect(run.out().strip()).header();
        assertEquals("cbor", header.codecId());
        assertTrue(header.deflated());
        assertTrue(header.contextBound());
        assertEquals(Run.NOW.plus(Duration.ofMinutes(2)), header.expiresAt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT24H1S", "PT0S", "-PT1H", "P31D", "1h", "", "PT99999999999999999999H"})
    void ttl_outOfRangeOrForm_isExit2(String ttl) {
        assertUnusable(Run.withInput(Run.SNAPSHOT, "issue", "--keys", keys, "--ttl=" + ttl), "ttl");
    }

    @Test
    void sealer_otherThanTheKeyFiles_isExit2() {
        assertUnusable(
                Run.withInput(Run.SNAPSHOT, "issue", "--keys", keys, "--sealer", "tink-aead"),
                "hmac-sha256",
                "tink-aead");
    }

    @Test
    void codec_unknown_isExit2AndNamesThoseThatThereAre() {
        assertUnusable(
                Run.withInput(Run.SNAPSHOT, "issue", "--keys", keys, "--codec", "xml"), "\"xml\"", "json", "cbor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant", "Tenant=x", "=x", "tenant=a --context tenant=b"})
    void context_ofWrongForm_isExit2(String context) {
        String[] args = ("issue --keys FILE --context " + context).split(" ");
        args[2] = keys;

        assertUnusable(Run.withInput(Run.SNAPSHOT, args), "context");
    }

    @Test
    void context_thatCannotBeReadInTheLocale_isExit2() {
        // what becomes of both j\u00fcrgen and j\u00f6rgen where LC_ALL=C
        assertUnusable(
                Run.withInput(Run.SNAPSHOT, "issue", "--keys", keys, "--context", "principal=j\ufffd\ufffdrgen"),
                "context",
                "LC_ALL");
    }

    @Test
    void file_whoseNameCannotBeOne_isExit2AndSaysWhatToDo() {
        assertUnusable(Run.mooring("issue", "--keys", keys, "a\0b"), "SNAPSHOT.json", "LC_ALL", "rename");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "canary",
                "{\"variables\":{\"canary\":1}}",
                "{\"v\":2,\"canary\":1}",
                "{\"sessionId\":\"canary\",\"nextPositiveId\":1,\"nextNegativeId\":-1,\"other\":1}"
            })
    void snapshot_unreadable_isExit2WithoutItsContent(String snapshot) {
        Run run = Run.withInput(snapshot, "issue", "--keys", keys);

        assertUnusable(run, "napshot");
        assertFalse(run.err().contains("canary"), run::err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"maxArrayElements", "maxNameChars", "maxDepth", "maxSessionIdBytes", "maxPayloadBytes"})
    void snapshot_readableButOverALimit_isEncodingFailedAndNamesIt(String limit) {
        String sessionId = limit.equals("maxSessionIdBytes") ? "s".repeat(257) : "s";
        String name = limit.equals("maxNameChars") ? "n".repeat(257) : "n";
        String value = switch (limit) {
            case "maxArrayElements" -> "[[" + "1,".repeat(1_000) + "1]]";
            case "maxDepth" -> "[[".repeat(65) + "]]".repeat(65);
            case "maxPayloadBytes" -> "\"" + "x".repeat(1_048_576) + "\"";
            default -> "1";
        };
        String snapshot = "{\"sessionId\":\"" + sessionId
                + "\",\"nextPositiveId\":1,\"nextNegativeId\":-1,\"variables\":{\"" + name + "\":" + value + "}}";

        Run run = Run.withInput(snapshot, "issue", "--keys", keys);

        assertRefused("ENCODING_FAILED", run);
        assertTrue(run.err().contains(limit), run::err);
    }

    @Test
    void snapshot_ofATokenTooLong_isEncodingFailed() {
        String value = "x".repeat(60_000);

        assertRefused("ENCODING_FAILED", Run.withInput(Run.SNAPSHOT.replace("tea", value), "issue", "--keys", keys));
    }

    @Test
    void snapshot_ofASessionTooOld_isRefused() {
        String old = Run.SNAPSHOT.replace("{\"sessionId\"", "{\"createdAt\":1767225600000,\"sessionId\"");

        assertRefused("SESSION_TOO_OLD", Run.withInput(old, "issue", "--keys", keys));
    }

    @Test
    void snapshot_over64MiB_isExit2() {
        InputStream zeros = new ByteArrayInputStream(new byte[Inputs.MAX_SNAPSHOT_BYTES + 1]);

        assertUnusable(Run.with(zeros, Run.NOW, "issue", "--keys", keys), "67108864");
    }

    @Test
    void file_thatIsNotThere_isExit2() {
        assertUnusable(Run.mooring("issue", "--keys", keys, "no.json"), "snapshot", "no.json");
        assertUnusable(Run.withInput(Run.SNAPSHOT, "issue", "--keys", "no.keys"), "no.keys", "keys create");
    }

    @Test
    void file_thatIsADirectory_isExit2() {
        assertUnusable(Run.mooring("issue", "--keys", keys, folder.toString()), "directory");
    }
}

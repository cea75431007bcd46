package dev.mooring.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.mooring.api.keys.KeySet;
import dev.mooring.it.leaks.LeakNet;
import dev.mooring.token.KeyFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command prints, done or refused: the token and the snapshot that were asked for, and otherwise no secret. */
class CommandLeakTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final String VALUE = "Tarragon-2c60-value";
    private static final String SESSION = "Tarragon-8f17-session";
    private static final String CONTEXT = "Tarragon-d5b9-context";
    private static final String SNAPSHOT = "{\"sessionId\":\"" + SESSION
            + "\",\"nextPositiveId\":1,\"nextNegativeId\":-2," + "\"exports\":{\"-1\":{\"stub\":\"" + VALUE
            + "\"}},\"variables\":{\"" + VALUE + "\":[[\"" + VALUE + "\",2]]}}";

    /** One run of the command. */
    private record Run(int exitCode, String out, String err, String line) {}

    @TempDir
    private Path folder;

    private final List<Run> runs = new ArrayList<>();
    private final LeakNet net = new LeakNet()
            .content("a value", VALUE)
            .content("the session id", SESSION)
            .content("the context", CONTEXT);

    private Run mooring(String in, Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] words = Stream.of(args).map(Object::toString).toArray(String[]::new);
        Console console = new Console(
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                StandardCharsets.UTF_8,
                new Style(false, true),
                () -> NOW);
        int exitCode = Mooring.run(console, words);
        return new Run(
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8),
                "run " + runs.size());
    }

    /** Runs it, and expects no secret on either output. */
    private Run clean(int exitCode, String in, Object... args) {
        Run run = mooring(in, args);
        assertEquals(exitCode, run.exitCode(), run::line);
        runs.add(run);
        return run;
    }

    /** Runs it, and expects its result on standard output and nothing on standard error. */
    private String result(String in, Object... args) {
        Run run = mooring(in, args);
        assertEquals(0, run.exitCode(), run::line);
        assertEquals("", run.err(), run::line);
        return run.out();
    }

    private KeySet known(Path keys) throws Exception {
        KeySet all = new KeyFile(keys).read();
        Path others = Files.createTempDirectory(folder, "others").resolve("keys");
        clean(0, "", "keys", "create", "--sealer", all.sealerId(), others);
        net.keys(all, new KeyFile(others).read());
        return all;
    }

    @ParameterizedTest
    @CsvSource({"hmac-sha256, json", "hmac-sha256, cbor", "tink-aead, json", "tink-aead, cbor"})
    void command_wholeLife_showsItsResultsAndNothingElse(String sealer, String codec) throws Exception {
        Path keys = keysLife(sealer);
        String token = result(SNAPSHOT, "issue", "--keys", keys, "--codec", codec, "--context", "tenant=" + CONTEXT);
        assertTrue(token.startsWith("mrt1."));
        net.token(token.strip());
        assertTrue(result(token, "open", "--keys", keys, "--context", "tenant=" + CONTEXT)
                .contains(VALUE));
        tokenLife(keys, token);
        wrongInputs(keys, token);
        assertEquals(
                List.of(),
                runs.stream()
                        .flatMap(run -> found(run).stream().map(name -> name + " by " + run.line()))
                        .toList());
    }

    private Set<String> found(Run run) {
        return net.in(run.out() + "\n" + run.err());
    }

    private Path keysLife(String sealer) throws Exception {
        Path keys = folder.resolve("resume.keys");
        clean(0, "", "providers");
        clean(0, "", "keys", "create", "--sealer", sealer, keys);
        String first = known(keys).sealingKey().id();
        clean(2, "", "keys", "create", "--sealer", sealer, keys);
        clean(0, "", "keys", "stage", keys);
        String second = known(keys).keys().get(1).id();
        clean(0, "", "keys", "promote", keys, second);
        clean(0, "", "keys", "list", keys);
        clean(0, "", "keys", "list", "--json", keys);
        clean(2, "", "keys", "promote", keys, second);
        clean(2, "", "keys", "remove", keys, first);
        clean(2, "", "keys", "remove", "--force", keys, second);
        Path foreign = foreignKeys();
        clean(sealer.equals("tink-aead") ? 0 : 2, "", "keys", "import", keys, foreign);
        known(keys);
        clean(2, "", "keys", "import", keys, keys);
        clean(2, "", "keys", "list", foreign);
        clean(0, "", "keys", "remove", "--force", keys, first);
        return keys;
    }

    private Path foreignKeys() throws Exception {
        KeysetHandle keyset = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get());
        String json =
                TinkJsonProtoKeysetFormat.serializeKeyset(keyset, AeadConfig2026.get(), InsecureSecretKeyAccess.get());
        net.content("another tool's key", json.replaceAll("(?s).*\"value\": *\"([^\"]+)\".*", "$1"));
        return Files.writeString(folder.resolve("tink.json"), json);
    }

    private void tokenLife(Path keys, String token) throws Exception {
        clean(0, token, "inspect");
        clean(0, token, "inspect", "--json");
        clean(0, token, "explain", "--keys", keys, "--context", "tenant=" + CONTEXT);
        clean(1, token, "explain", "--keys", keys);
        clean(1, token, "open", "--keys", keys);
        clean(1, token, "open", "--keys", keys, "--context", "tenant=" + CONTEXT + "2");
        clean(1, token + "x", "open", "--keys", keys);
        clean(1, token.repeat(400), "open", "--keys", keys);
        clean(1, token.substring(0, 40), "inspect");
        clean(1, SNAPSHOT, "open", "--keys", keys);
        clean(1, Files.readString(keys), "open", "--keys", keys);
    }

    /** One thing given in the place of another. */
    private void wrongInputs(Path keys, String token) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), token);
        clean(2, "", "open", "--keys", file, file);
        clean(2, "", "keys", "list", file);
        clean(2, "", "keys", "import", keys, file);
        clean(2, token, "issue", "--keys", keys);
        clean(2, Files.readString(keys), "issue", "--keys", keys);
        clean(2, SNAPSHOT.substring(0, SNAPSHOT.length() - 2), "issue", "--keys", keys);
        clean(2, SNAPSHOT.replace(",2]]", ",nul]]"), "issue", "--keys", keys);
        clean(1, SNAPSHOT.replace("\"" + SESSION + "\"", "\"" + SESSION + "\\n\""), "issue", "--keys", keys);
        clean(2, SNAPSHOT, "issue", "--keys", keys, "--context", CONTEXT);
        clean(2, SNAPSHOT, "issue", "--keys", keys, "--context", "tenant=" + CONTEXT.repeat(99));
        clean(2, "", "rollout", "check", keys);
        clean(2, "", "rollout", "check", file);
        clean(2, "", "demo", "--redis", "redis://user:" + VALUE + "@127.0.0.1:1");
        clean(2, "", "open", "--keys", keys, token.strip());
        clean(2, "", "open", "--keys", keys, file, token.strip());
        clean(2, "", "issue", "--keys", keys, SNAPSHOT);
        clean(2, "", "open", "--keys", keys, "--token", token.strip());
        clean(2, "", "open", "--keys", keys, "--token=" + token.strip());
        clean(2, "", "explain", "--keys", keys, "--accept", token.strip(), file);
        clean(2, "", "inspect", "--keys={\"" + VALUE);
        clean(2, SNAPSHOT, "issue", "--keys", keys, "--codec", token.strip());
        clean(2, SNAPSHOT, "issue", "--keys", keys, "--sealer", token.strip());
        clean(2, "", "keys", "stage", "--algorithm", token.strip(), keys);
        clean(2, "", token.strip());
    }
}

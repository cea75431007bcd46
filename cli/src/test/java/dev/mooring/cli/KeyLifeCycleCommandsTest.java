package dev.mooring.cli;

import static dev.mooring.cli.RunAssertions.assertDone;
import static dev.mooring.cli.RunAssertions.assertRefused;
import static dev.mooring.cli.RunAssertions.assertUnusable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.keys.TokenKey.Status;
import dev.mooring.token.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyLifeCycleCommandsTest {
    private static final Instant LATER = Run.NOW.plus(Duration.ofMinutes(5));
    private static final Instant DEAD = LATER.plus(Duration.ofSeconds(30)).plus(Duration.ofHours(24));

    @TempDir
    Path folder;

    private static KeySet read(Path file) throws IOException {
        return new KeyFile(file).read();
    }

    private static TokenKey last(Path file) throws IOException {
        List<TokenKey> keys = read(file).keys();
        return keys.get(keys.size() - 1);
    }

    private static Run at(Instant now, Object... args) {
        return Run.at(now, "", Arrays.stream(args).map(Object::toString).toArray(String[]::new));
    }

    /** Done, with messages only, each of them one sentence. */
    private static void assertChanged(Run run, String... facts) {
        assertEquals(0, run.exitCode(), run::err);
        assertEquals("", run.out());
        for (String fact : facts) {
            assertTrue(run.err().contains(fact), run::err);
        }
    }

    /** A file with a staged key. */
    private Path staged(String sealer) {
        Path file = Run.keys(folder, sealer);
        assertChanged(at(Run.NOW, "keys", "stage", file));
        return file;
    }

    @ParameterizedTest
    @CsvSource({"hmac-sha256, , HMAC_SHA256", "tink-aead, , XAES256_GCM", "tink-aead, AES256_GCM, AES256_GCM"})
    void stage_addsAKeyThatDoesNotSealYet_andSaysWhatIsNext(String sealer, String algorithm, String expected)
            throws IOException {
        Path file = Run.keys(folder, sealer);
        TokenKey sealing = read(file).sealingKey();

        Run run = algorithm == null
                ? at(LATER, "keys", "stage", file)
                : at(LATER, "keys", "stage", "--algorithm", algorithm, file);

        TokenKey staged = last(file);
        assertChanged(run, staged.id(), expected, "PT30S", "mooring keys promote " + file + " " + staged.id());
        assertEquals(sealing, read(file).sealingKey());
        assertEquals(Status.STAGED, staged.status());
        assertEquals(expected, staged.algorithm());
        assertEquals(LATER, staged.since());
        assertFalse(run.err()
                .contains(Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(staged.material().bytes())));
    }

    @Test
    void stage_withUnknownAlgorithm_changesNothing() throws IOException {
        Path file = Run.keys(folder, "tink-aead");
        String before = Files.readString(file);

        assertUnusable(at(LATER, "keys", "stage", "--algorithm", "ROT13", file), "ROT13", "XAES256_GCM");
        assertEquals(before, Files.readString(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stage FILE", "promote FILE k1", "remove FILE k1"})
    void change_ofWhatIsNoKeyFile_namesTheFileAndLeavesIt(String command) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.keys"), "canary-secret");

        Run run = Run.mooring(("keys " + command.replace("FILE", file.toString())).split(" "));

        assertUnusable(run, file.toString());
        assertFalse(run.err().contains("canary"));
        assertEquals("canary-secret", Files.readString(file));
        assertUnusable(
                Run.mooring(("keys "
                                + command.replace(
                                        "FILE", folder.resolve("no.keys").toString()))
                        .split(" ")),
                "keys create");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hmac-sha256", "tink-aead"})
    void promote_letsAStagedKeySeal_andOldTokensOpen(String sealer) throws IOException {
        Path file = staged(sealer);
        String before = read(file).sealingKey().id();
        String old = Run.token(file);

        Run run = at(LATER, "keys", "promote", file, last(file).id());

        assertChanged(run, before, DEAD.toString(), "mooring keys remove " + file + " " + before);
        assertFalse(run.err().contains("UNKNOWN_KEY"), run::err);
        assertEquals(last(file).id(), read(file).sealingKey().id());
        assertEquals(Status.OPENING, read(file).key(before).orElseThrow().status());
        assertEquals(LATER, read(file).key(before).orElseThrow().since());
        assertDone(Run.withInput(old, "open", "--keys", file.toString()));
        assertDone(Run.withInput(Run.token(file), "open", "--keys", file.toString()));
    }

    @Test
    void d07_promote_beforeServersCanHaveLearntTheKey_warns() throws IOException {
        Path file = staged("hmac-sha256");

        Run run = at(
                Run.NOW.plus(Duration.ofSeconds(29)),
                "keys",
                "promote",
                file,
                last(file).id());

        assertChanged(run, Run.NOW.plus(Duration.ofSeconds(30)).toString(), "UNKNOWN_KEY");
    }

    @Test
    void promote_ofTheSealingOrNoKey_saysSo() throws IOException {
        Path file = Run.keys(folder, "hmac-sha256");
        String sealing = read(file).sealingKey().id();

        assertUnusable(at(LATER, "keys", "promote", file, sealing), sealing, "already");
        assertUnusable(at(LATER, "keys", "promote", file, "k9"), sealing);
    }

    @Test
    void remove_whileTokensCanBeAlive_saysUntilWhen_andIsDoneThenOrByForce() throws IOException {
        Path file = staged("hmac-sha256");
        String old = read(file).sealingKey().id();
        at(LATER, "keys", "promote", file, last(file).id());
        String token = Run.token(file);

        assertUnusable(at(DEAD.minusMillis(1), "keys", "remove", file, old), DEAD.toString(), "force");
        assertUnusable(
                at(LATER.plusSeconds(3_909), "keys", "remove", "--max-ttl", "PT1H", "--reload", "PT310S", file, old),
                LATER.plusSeconds(3_910).toString());
        assertEquals(2, read(file).keys().size());
        Path copy = Files.copy(file, folder.resolve("copy.keys"));
        Path another = Files.copy(file, folder.resolve("another.keys"));
        assertChanged(at(DEAD, "keys", "remove", file, old), old);
        assertChanged(at(LATER, "keys", "remove", "--force", copy, old));
        assertChanged(at(
                LATER.plusSeconds(3_910), "keys", "remove", "--max-ttl", "PT1H", "--reload", "PT310S", another, old));
        assertEquals(1, read(file).keys().size());
        assertEquals(read(file), read(copy));
        assertEquals(read(file), read(another));
        assertDone(Run.withInput(token, "open", "--keys", file.toString()));
    }

    @Test
    void d04_token_ofARemovedKey_isUnknown() throws IOException {
        Path file = staged("hmac-sha256");
        String token = Run.token(file);
        String old = read(file).sealingKey().id();
        at(LATER, "keys", "promote", file, last(file).id());
        at(LATER, "keys", "remove", "--force", file, old);

        assertRefused("UNKNOWN_KEY", Run.withInput(token, "open", "--keys", file.toString()));
    }

    @Test
    void d03_remove_ofTheSealingKey_isRefusedAlsoByForce() throws IOException {
        Path file = Run.keys(folder, "hmac-sha256");
        String sealing = read(file).sealingKey().id();

        assertUnusable(at(DEAD, "keys", "remove", file, sealing), sealing, "promote");
        assertUnusable(at(DEAD, "keys", "remove", "--force", file, sealing), sealing, "promote");
    }

    @Test
    void import_whereNoFileIs_makesOneInWhichThePrimaryKeySeals() throws IOException {
        Path file = folder.resolve("new.keys");

        assertChanged(at(LATER, "keys", "import", file, keyset(2, 1, 2)), "sealing", "staged");

        assertEquals("tink-aead", read(file).sealerId());
        assertEquals(
                List.of(Status.STAGED, Status.SEALING),
                read(file).keys().stream().map(TokenKey::status).toList());
        assertEquals("AES256_GCM", read(file).sealingKey().algorithm());
        assertDone(Run.withInput(Run.token(file), "open", "--keys", file.toString()));
    }

    @Test
    void import_intoAFile_stagesWhatIsNew() throws IOException {
        Path file = Run.keys(folder, "tink-aead");
        TokenKey sealing = read(file).sealingKey();

        assertChanged(at(LATER, "keys", "import", file, keyset(1, 1)), "staged", "promote");
        assertChanged(at(LATER, "keys", "import", file, keyset(2, 1, 2)), "staged");

        assertEquals(sealing, read(file).sealingKey());
        assertEquals(3, read(file).keys().size());
        assertUnusable(at(LATER, "keys", "import", file, keyset(2, 1, 2)), "already");
        assertEquals(3, read(file).keys().size());
    }

    @Test
    void import_intoKeysOfASealerThatTakesNone_saysSo() throws IOException {
        Path file = Run.keys(folder, "hmac-sha256");

        assertUnusable(at(LATER, "keys", "import", file, keyset(1, 1)), "hmac-sha256");
    }

    @Test
    void import_ofWhatIsNoKeyset_makesNoFileAndDoesNotRepeatIt() throws IOException {
        Path file = folder.resolve("new.keys");
        Path bad = Files.writeString(folder.resolve("bad.json"), "{\"canary\":1}");
        Path large = Files.write(folder.resolve("large.json"), new byte[(1 << 20) + 1]);

        Run run = at(LATER, "keys", "import", file, bad);

        assertUnusable(run, "Tink");
        assertFalse(run.err().contains("canary"));
        assertUnusable(at(LATER, "keys", "import", file, large), "large.json", "1048576");
        assertUnusable(at(LATER, "keys", "import", file, folder.resolve("no.json")), "no.json");
        assertFalse(Files.exists(file));
    }

    /** A Tink keyset in JSON, of AES-GCM keys whose bytes follow from their ids. */
    private Path keyset(int primary, int... ids) throws IOException {
        String keys = String.join(
                ",",
                Arrays.stream(ids)
                        .mapToObj(
                                id -> "{\"keyData\":{\"typeUrl\":\"type.googleapis.com/google.crypto.tink.AesGcmKey\","
                                        + "\"value\":\"" + Base64.getEncoder().encodeToString(aesGcmKey(id))
                                        + "\",\"keyMaterialType\":\"SYMMETRIC\"},\"status\":\"ENABLED\",\"keyId\":" + id
                                        + ",\"outputPrefixType\":\"TINK\"}")
                        .toList());
        return Files.writeString(
                folder.resolve("keyset.json"), "{\"primaryKeyId\":" + primary + ",\"key\":[" + keys + "]}");
    }

    /** The protobuf of the key: field 3, its 32 bytes. */
    private static byte[] aesGcmKey(int id) {
        byte[] message = new byte[34];
        Arrays.fill(message, (byte) id);
        message[0] = 0x1A;
        message[1] = 32;
        return message;
    }
}

package dev.mooring.cli;

import static dev.mooring.cli.RunAssertions.assertDone;
import static dev.mooring.cli.RunAssertions.assertUnusable;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.keys.TokenKey;
import dev.mooring.token.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysCommandTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "hmac-sha256, , HMAC_SHA256",
        "hmac-sha256, HMAC_SHA256, HMAC_SHA256",
        "tink-aead, , XAES256_GCM",
        "tink-aead, AES256_GCM, AES256_GCM"
    })
    void create_ofASealer_makesOneSealingKey(String sealer, String algorithm, String expected) throws IOException {
        Path file = folder.resolve("new.keys");

        Run run = algorithm == null
                ? Run.mooring("keys", "create", "--sealer", sealer, file.toString())
                : Run.mooring("keys", "create", "--sealer", sealer, "--algorithm", algorithm, file.toString());

        assertEquals(0, run.exitCode(), run::err);
        assertEquals("", run.out());
        TokenKey key = new KeyFile(file).read().sealingKey();
        assertEquals(expected, key.algorithm());
        assertEquals(Run.NOW, key.createdAt());
        assertTrue(run.err().contains(key.id()), run::err);
        assertTrue(run.err().contains(expected), run::err);
        assertFalse(run.err().contains(material(key)), run::err);
    }

    @Test
    void create_onPosix_isReadableByItsOwnerOnly() throws IOException {
        Assumptions.assumeTrue(
                folder.getFileSystem().supportedFileAttributeViews().contains("posix"),
                "this file system has no modes");

        Path file = Run.keys(folder, "hmac-sha256");

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void create_whereAFileIs_leavesItAlone() throws IOException {
        Path file = Run.keys(folder, "hmac-sha256");
        String before = Files.readString(file);

        Run run = Run.mooring("keys", "create", "--sealer", "hmac-sha256", file.toString());

        assertUnusable(run, file.toString(), "exists already");
        assertEquals(before, Files.readString(file));
    }

    @Test
    void create_withUnknownSealer_namesThoseThatThereAre() {
        Path file = folder.resolve("new.keys");

        Run run = Run.mooring("keys", "create", "--sealer", "rot13", file.toString());

        assertUnusable(run, "rot13", "hmac-sha256", "tink-aead");
        assertFalse(Files.exists(file));
    }

    @Test
    void create_withUnknownAlgorithm_namesThoseThatThereAre() {
        Path file = folder.resolve("new.keys");

        Run run = Run.mooring("keys", "create", "--sealer", "tink-aead", "--algorithm", "ROT13", file.toString());

        assertUnusable(run, "ROT13", "XAES256_GCM", "AES256_GCM");
        assertFalse(Files.exists(file));
    }

    @Test
    void create_inAFolderThatIsNotThere_saysSo() {
        assertUnusable(
                Run.mooring(
                        "keys",
                        "create",
                        "--sealer",
                        "hmac-sha256",
                        folder.resolve("no/new.keys").toString()),
                "does not exist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hmac-sha256", "tink-aead"})
    void list_asText_showsAllButTheSecret(String sealer) throws IOException {
        Path file = Run.keys(folder, sealer);
        TokenKey key = new KeyFile(file).read().sealingKey();

        Run run = Run.mooring("keys", "list", file.toString());

        assertDone(run);
        String row =
                Pattern.quote(key.id()) + " +sealing +" + Run.NOW + " +" + Run.NOW + " +" + key.algorithm() + " +clear";
        assertTrue(run.out().lines().anyMatch(line -> line.matches(row)), run::out);
        assertTrue(run.out().startsWith("Sealer " + sealer), run::out);
        assertFalse(run.out().contains(material(key)), run::out);
    }

    @Test
    void list_asJson_isOneObjectWithoutTheSecret() throws IOException {
        Path file = Run.keys(folder, "hmac-sha256");
        TokenKey key = new KeyFile(file).read().sealingKey();

        Run run = Run.mooring("keys", "list", "--json", file.toString());

        assertDone(run);
        assertEquals(
                "{\"sealer\":\"hmac-sha256\",\"keys\":[{\"id\":\"" + key.id()
                        + "\",\"status\":\"sealing\",\"created\":\""
                        + Run.NOW + "\",\"since\":\"" + Run.NOW
                        + "\",\"algorithm\":\"HMAC_SHA256\",\"protection\":\"clear\"}]}\n",
                run.out());
    }

    @Test
    void list_ofAFileThatIsNotThere_saysHowToMakeOne() {
        assertUnusable(Run.mooring("keys", "list", folder.resolve("no.keys").toString()), "no.keys", "keys create");
    }

    @Test
    void list_ofADirectory_saysSo() {
        assertUnusable(Run.mooring("keys", "list", folder.toString()), "directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "canary-secret", "mooring-keys 1 hmac-sha256\nkey canary-secret\n"})
    void list_ofWhatIsNoKeyFile_namesTheFileAndNotItsContent(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.keys"), text);

        Run run = Run.mooring("keys", "list", file.toString());

        assertUnusable(run, file.toString());
        assertFalse(run.err().contains("canary"), run::err);
    }

    private static String material(TokenKey key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(key.material().bytes());
    }
}

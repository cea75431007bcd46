package dev.mooring.keys.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.spi.TokenSealerProvider;
import dev.mooring.token.KeyFile;
import dev.mooring.token.KeyMaker;
import dev.mooring.token.KeySource;
import dev.mooring.token.Providers;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VaultKeySourceTest {
    private static final Instant NOW = Instant.parse("2026-11-28T20:00:00Z");
    private static final String PATH = "/v1/secret/data/shop/resume";
    private static final String ADDRESS = "secret/shop/resume";
    private static final TokenSealerProvider SEALER = Providers.discover().sealer("hmac-sha256");

    private final KeyMaker maker = new KeyMaker(SEALER, null, new SecureRandom());
    private final KeySet keys = maker.create("HMAC_SHA256", NOW);
    private TestVault vault;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        vault = new TestVault();
    }

    @AfterEach
    void stop() {
        vault.close();
    }

    private static String field(String name, KeySet set) {
        return "{\"" + name + "\":\"" + KeyFile.format(set).replace("\n", "\\n") + "\"}";
    }

    private Map<String, String> environment(String... namesAndValues) {
        Map<String, String> environment = new HashMap<>(vault.environment());
        for (int i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return environment;
    }

    private static String refused(KeySource source) {
        String message = assertThrows(IOException.class, source::load).getMessage();
        assertFalse((message + source).contains(TestVault.TOKEN), message);
        assertTrue(message.matches("[A-Z].*[^.]"), message);
        return message;
    }

    @Test
    void load_ofAField_givesItsKeys() throws IOException {
        vault.put(PATH, field("keys", keys));
        KeySource source = VaultKeySource.open(ADDRESS, vault.environment());
        assertEquals(keys, source.load());
        assertEquals("vault:secret/shop/resume#keys at " + vault.address(), source.toString());
    }

    @Test
    void load_ofANamedFieldOnAMountWithASlash_givesItsKeys() throws IOException {
        vault.put("/v1/team/kv/data/resume", field("next.keys", keys));
        assertEquals(
                keys,
                VaultKeySource.open("team%2Fkv/resume#next.keys", vault.environment())
                        .load());
    }

    @Test
    void provider_onThePath_isFoundByItsId() {
        IllegalStateException refused = assertThrows(
                IllegalStateException.class, () -> Providers.discover().keySource("vault:" + ADDRESS));
        assertTrue(refused.getMessage().startsWith("VAULT_ADDR is not set"), refused::getMessage);
    }

    @Test
    void manager_whoseVaultGetsANewVersion_usesItAndOutlivesAFailure() {
        vault.put(PATH, field("keys", keys));
        AtomicReference<Instant> clock = new AtomicReference<>(NOW);
        List<Throwable> told = new ArrayList<>();
        ResumeTokenManager tokens = ResumeTokenManager.builder()
                .keys(VaultKeySource.open(ADDRESS, vault.environment()))
                .clock(clock::get)
                .listener(new TokenListener() {
                    @Override
                    public void keysUnavailable(KeySource source, Throwable fault) {
                        told.add(fault);
                    }
                })
                .build();
        KeySet staged = maker.stage(keys, "HMAC_SHA256", NOW);
        String newer = staged.keys().get(1).id();
        vault.put(PATH, field("keys", staged.promote(newer, NOW)));
        clock.set(NOW.plus(ResumeTokenManager.Builder.DEFAULT_KEYS_RELOAD));
        assertEquals(newer, keyOfANewToken(tokens));

        vault.seal();
        clock.set(NOW.plusSeconds(120));
        assertEquals(newer, keyOfANewToken(tokens));
        assertEquals(1, told.size());
        assertTrue(told.get(0).getMessage().contains("sealed"), told::toString);
    }

    private static String keyOfANewToken(ResumeTokenManager tokens) {
        String text = tokens.issue(SessionSnapshot.builder("s1", NOW).build()).text();
        return tokens.open(text).header().keyId();
    }

    @Test
    void token_inAFile_isReadEachTime() throws IOException {
        vault.put(PATH, field("keys", keys));
        Path file = folder.resolve("token");
        Map<String, String> environment = environment("VAULT_TOKEN_FILE", file.toString());
        environment.remove("VAULT_TOKEN");
        KeySource source = VaultKeySource.open(ADDRESS, environment);
        assertTrue(refused(source).contains("VAULT_TOKEN_FILE"), "there is no file yet");
        Files.writeString(file, TestVault.TOKEN + "\n");
        assertEquals(keys, source.load());
        Files.writeString(file, "hvs.expired");
        assertTrue(refused(source).contains("403"));
        Files.writeString(file, "two words");
        assertTrue(refused(source).endsWith("holds no token"));
    }

    @Test
    void load_fromASealedVault_saysSo() {
        vault.seal();
        assertEquals(
                "Vault at " + vault.address() + " answered 503 for secret/shop/resume#keys: it is sealed or in"
                        + " maintenance: unseal it",
                refused(VaultKeySource.open(ADDRESS, vault.environment())));
    }

    @Test
    void load_withAWrongTokenOrNone_saysWhich() {
        vault.put(PATH, field("keys", keys));
        String wrong = refused(VaultKeySource.open(ADDRESS, environment("VAULT_TOKEN", "hvs.other")));
        assertTrue(wrong.contains("403") && wrong.contains("read on secret/data/shop/resume"), wrong);
        assertFalse(wrong.contains("hvs.other"), wrong);
        String none = refused(VaultKeySource.open(ADDRESS, environment("VAULT_TOKEN", "")));
        assertTrue(none.contains("no token was sent: set VAULT_TOKEN"), none);
    }

    @Test
    void load_ofASecretThatIsMissingOrDeleted_saysSo() {
        KeySource source = VaultKeySource.open(ADDRESS, vault.environment());
        assertTrue(refused(source).contains("404 for secret/shop/resume#keys: there is no such secret"));
        vault.put(PATH, field("keys", keys));
        vault.delete(PATH);
        assertTrue(refused(source).contains("its newest version is deleted"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"other\":\"x\"}", "{\"keys\":5}", "{\"keys\":null}", "{}"})
    void load_ofASecretWithoutTheField_saysHowToWriteIt(String fields) {
        vault.put(PATH, fields);
        String refused = refused(VaultKeySource.open(ADDRESS, vault.environment()));
        assertTrue(refused.contains("vault kv put -mount=secret shop/resume keys=@resume.keys"), refused);
        assertFalse(refused.contains("other"), refused);
    }

    @Test
    void load_ofATextThatIsNoKeyFile_showsNothingOfIt() {
        vault.put(PATH, "{\"keys\":\"hush\"}");
        KeySource source = VaultKeySource.open(ADDRESS, vault.environment());
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, source::load);
        assertFalse(refused.getMessage().contains("hush"), refused::getMessage);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {\"data\":{\"keys\":\"x\"}} | is no KV of version 2",
                "200 | <html> | something else than JSON",
                "200 | {\"data\":{\"data\":{\"keys\":\"x\"}} | something else than JSON",
                "307 | {} | it names another server, which is not followed",
                "400 | {\"errors\":[]} | it does not understand the request",
                "429 | {} | too many requests",
                "500 | hush | look at Vault's own log"
            },
            quoteCharacter = '\u0001')
    void load_answeredOtherwise_saysTheMeaning(int status, String body, String meaning) {
        vault.answerBy(exchange -> {
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
            TestVault.send(exchange, status, body);
        });
        String refused = refused(VaultKeySource.open(ADDRESS, vault.environment()));
        assertTrue(refused.contains(meaning) && !refused.contains("hush"), refused);
    }

    @Test
    void load_answeredByTooMuch_givesUp() {
        vault.answerBy(exchange -> TestVault.send(exchange, 200, "x".repeat(BoundedBody.MOST_BYTES + 1)));
        assertTrue(refused(VaultKeySource.open(ADDRESS, vault.environment())).contains("1048576 bytes"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void load_thatIsNotAnsweredOrNotToTheEnd_endsByTheDeadline(boolean begun) {
        CountDownLatch over = new CountDownLatch(1);
        vault.answerBy(exchange -> {
            if (begun) {
                exchange.sendResponseHeaders(200, 100);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
            }
            awaitUninterrupted(over);
        });
        VaultClient client = new VaultClient(VaultSettings.of(vault.environment()), Duration.ofMillis(300));
        try {
            String refused = refused(new VaultKeySource(VaultSecret.parse(ADDRESS), client));
            assertTrue(refused.contains("did not answer within PT0.3S"), refused);
        } finally {
            over.countDown();
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void load_ofAnInterruptedThread_failsAndStaysInterrupted() {
        vault.put(PATH, field("keys", keys));
        KeySource source = VaultKeySource.open(ADDRESS, vault.environment());
        Thread.currentThread().interrupt();
        assertTrue(refused(source).startsWith("Interrupted"));
        assertTrue(Thread.interrupted());
    }

    @Test
    void load_whereNobodyListens_saysWhatToCheck() {
        KeySource source = VaultKeySource.open(ADDRESS, vault.environment());
        vault.close();
        assertTrue(refused(source).contains("cannot be reached (ConnectException): check VAULT_ADDR"));
    }

    @Test
    void load_byTlsWithACertificateThatNobodySigned_saysSo() throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(selfSigned()));
        server.start();
        try {
            String address = "https://127.0.0.1:" + server.getAddress().getPort();
            String refused = refused(VaultKeySource.open(ADDRESS, environment("VAULT_ADDR", address)));
            assertTrue(refused.contains("shows no certificate that this JVM trusts"), refused);
        } finally {
            server.stop(0);
        }
    }

    private SSLContext selfSigned() throws Exception {
        Path store = folder.resolve("server.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> made = List.of(
                keytool,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit");
        assertEquals(0, new ProcessBuilder(made).inheritIO().start().waitFor());
        KeyStore keyStore = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
        keyManagers.init(keyStore, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), null, null);
        return context;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "/resume",
                "secret/",
                "secret//x",
                "secret/x#",
                "secret/../x",
                "../x",
                "secret/x y",
                "secret/x?y",
                "secret/x#a#b"
            })
    void address_thatIsNone_isRefused(String address) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> VaultKeySource.open(address, vault.environment()));
        assertTrue(refused.getMessage().startsWith("the address in Vault is MOUNT/PATH"), refused::getMessage);
    }

    @ParameterizedTest
    @CsvSource({
        "VAULT_ADDR, '', VAULT_ADDR is not set",
        "VAULT_ADDR, vault.internal, VAULT_ADDR is not an address",
        "VAULT_ADDR, ftp://vault.internal, VAULT_ADDR is not an address",
        "VAULT_ADDR, https://hush@vault.internal, VAULT_ADDR is not an address",
        "VAULT_ADDR, https://vault.internal/ui, VAULT_ADDR is not an address",
        "VAULT_ADDR, https://a b, VAULT_ADDR is not an address",
        "VAULT_ADDR, http://vault.internal:8200, VAULT_ADDR begins with http:",
        "VAULT_ADDR, http://127.evil.example, VAULT_ADDR begins with http:",
        "VAULT_TOKEN, hush hush, VAULT_TOKEN has characters",
        "VAULT_NAMESPACE, a b, VAULT_NAMESPACE has characters",
        "VAULT_TOKEN_FILE, token, VAULT_TOKEN and VAULT_TOKEN_FILE are both set"
    })
    void setting_thatIsWrong_isNamedAndNotShown(String name, String value, String told) {
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> VaultKeySource.open(ADDRESS, environment(name, value)));
        assertTrue(
                refused.getMessage().startsWith(told) && !refused.getMessage().contains("hush"), refused::getMessage);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:8200", "http://[::1]:8200/", "https://vault.internal", "https://10.0.0.1:8200"
            })
    void server_onThisMachineOrByTls_isTaken(String address) {
        assertTrue(VaultKeySource.open(ADDRESS, environment("VAULT_ADDR", address))
                .toString()
                .endsWith(address.replaceAll("/$", "")));
    }
}

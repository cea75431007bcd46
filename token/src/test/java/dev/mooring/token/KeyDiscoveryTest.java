package dev.mooring.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.keys.KeyEncryption;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Key sources and KMS that providers on the path open, by the addresses of configuration. */
class KeyDiscoveryTest {
    @TempDir
    private Path folder;

    private final Fixtures.Server server = new Fixtures.Server();
    private Path file;

    @BeforeEach
    void keyFile() throws IOException {
        file = folder.resolve("resume.keys");
        new KeyFile(file).create(Fixtures.keys());
    }

    private ClassLoader shelves() throws IOException {
        return new Plugins(folder).source("Shelves", """
                        package plugins;
                        import dev.mooring.token.*;
                        public class Shelves implements KeySourceProvider {
                            @Override public String id() { return "shelf"; }
                            @Override public KeySource open(String address) {
                                if (address.equals("none")) {
                                    throw new IllegalArgumentException("there is no such shelf");
                                }
                                return KeySource.file(java.nio.file.Path.of(address));
                            }
                        }
                        """).onClassPath(KeySourceProvider.class, "plugins.Shelves");
    }

    /** Authenticates the associated data, and hides nothing: enough to see that it is asked. */
    private ClassLoader stamps() throws IOException {
        return new Plugins(folder).source("Stamps", """
                        package plugins;
                        import dev.mooring.api.keys.KeyEncryption;
                        import dev.mooring.token.*;
                        import java.security.*;
                        import java.util.Arrays;
                        public class Stamps implements KeyEncryptionProvider {
                            @Override public String id() { return "stamp"; }
                            @Override public KeyEncryption open(String address) {
                                return KeyEncryption.of((plain, data) -> {
                                    byte[] both = Arrays.copyOf(plain, plain.length + 32);
                                    System.arraycopy(hash(address, data), 0, both, plain.length, 32);
                                    return both;
                                }, (encrypted, data) -> {
                                    int end = encrypted.length - 32;
                                    if (!Arrays.equals(hash(address, data), Arrays.copyOfRange(encrypted, end, end + 32))) {
                                        throw new GeneralSecurityException("another stamp");
                                    }
                                    return Arrays.copyOf(encrypted, end);
                                });
                            }
                            private static byte[] hash(String address, byte[] data) throws GeneralSecurityException {
                                MessageDigest sha = MessageDigest.getInstance("SHA-256");
                                sha.update(address.getBytes());
                                return sha.digest(data);
                            }
                        }
                        """).onClassPath(KeyEncryptionProvider.class, "plugins.Stamps");
    }

    private ResumeTokenManager.Builder builder(ClassLoader loader, String... namesAndValues) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return ResumeTokenManager.builder()
                .codec(server.codec)
                .sealer(server.sealer)
                .clock(server.clock)
                .listener(server.listener)
                // before the place in which its provider is found
                .properties(properties)
                .classLoader(loader);
    }

    private static void assertSealsAndOpens(ResumeTokenManager manager) {
        String text = manager.issue(Fixtures.session().build()).text();
        assertEquals("k1", manager.open(text).header().keyId());
    }

    @Test
    void keys_atTheAddressOfAProvider_sealAndOpen() throws IOException {
        assertSealsAndOpens(builder(shelves(), "mooring.keys", "shelf:" + file).build());
    }

    @Test
    void keys_thatChangeAtAnAddress_areReadAgain() throws IOException {
        ResumeTokenManager manager =
                builder(shelves(), "mooring.keys", "shelf:" + file).build();
        KeyMaker maker = new KeyMaker(server.sealer, null, new SecureRandom());
        String staged = new KeyFile(file)
                .update(keys -> maker.stage(keys, server.sealer.algorithms().get(0), Fixtures.NOW))
                .keys()
                .get(1)
                .id();
        new KeyFile(file).update(keys -> keys.promote(staged, Fixtures.NOW));
        server.clock.advance(ResumeTokenManager.Builder.DEFAULT_KEYS_RELOAD);
        ResumeToken token = manager.issue(Fixtures.session().build());
        assertEquals(staged, ResumeTokenManager.inspect(token.text()).header().keyId());
    }

    @Test
    void keys_ofAnAcceptedSealer_comeFromAProviderToo() throws IOException {
        IllegalStateException refused = assertThrows(
                IllegalStateException.class,
                builder(shelves(), "mooring.keys", "file:" + file, "mooring.accept.other.keys", "shelf:" + folder)
                        ::build);
        assertTrue(refused.getMessage().contains("key file " + folder), refused::getMessage);
    }

    @Test
    void keys_atAnAddressThatTheProviderRefuses_areRefusedInItsWords() throws IOException {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, builder(shelves(), "mooring.keys", "shelf:none")::build);
        assertEquals("The address of keys cannot be used: there is no such shelf", refused.getMessage());
    }

    @Test
    void keys_ofAProviderThatIsNotThere_nameItsArtifactAndNotTheAddress() {
        IllegalStateException refused = assertThrows(
                IllegalStateException.class,
                builder(getClass().getClassLoader(), "mooring.keys", "vault:secret/resume")::build);
        assertTrue(refused.getMessage().contains("mooring-keys-vault"), refused::getMessage);
        assertFalse(refused.getMessage().contains("secret/resume"), refused::getMessage);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"resume.keys", "file:", "env:", ":x", "vault:", "Vault:x", "mooring-keys 1 none\nkey k1 10:00"})
    void address_thatIsNone_isRefusedAndNotShown(String address) {
        Providers providers = Providers.discover();
        for (Runnable asked : new Runnable[] {() -> providers.keySource(address), () -> providers.kms(address)}) {
            String told =
                    assertThrows(IllegalArgumentException.class, asked::run).getMessage();
            assertTrue(told.startsWith("The address of ") && !told.contains("k1"), told);
        }
    }

    @Test
    void kms_atTheAddressOfAProvider_guardsTheKeys() throws IOException {
        ClassLoader loader = stamps();
        KeyEncryption kms = Providers.discover(loader).kms("stamp:red");
        Path guarded = folder.resolve("guarded.keys");
        new KeyFile(guarded)
                .create(new KeyMaker(server.sealer, kms, new SecureRandom()).encrypt(new KeyFile(file).read()));
        assertSealsAndOpens(builder(loader, "mooring.keys", "file:" + guarded, "mooring.kms", "stamp:red")
                .build());
        assertThrows(
                IllegalArgumentException.class,
                builder(loader, "mooring.keys", "file:" + guarded, "mooring.kms", "stamp:blue")::build);
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, builder(loader, "mooring.keys", "file:" + guarded)::build);
        assertTrue(refused.getMessage().contains("mooring.kms"), refused::getMessage);
    }

    @Test
    void kms_byPropertyAndBySetter_isRefused() {
        ResumeTokenManager.Builder twice = ResumeTokenManager.builder().properties(Map.of("mooring.kms", "stamp:red"));
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> twice.kms(new TestKms()));
        assertFalse(refused.getMessage().contains("red"), refused::getMessage);
    }
}

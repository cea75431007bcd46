package dev.mooring.crypto.hmac;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.spi.SealBrokenException;
import dev.mooring.api.spi.TokenSealer;
import dev.mooring.token.KeyFile;
import dev.mooring.token.KeyMaker;
import dev.mooring.token.Providers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.Security;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class HmacSealerProviderTest {
    private static final byte[] PAYLOAD = "payload".getBytes(StandardCharsets.US_ASCII);

    private final HmacSealerProvider provider = new HmacSealerProvider();

    @Test
    void provider_onThePath_isFound() {
        assertInstanceOf(HmacSealerProvider.class, Providers.discover().sealer("hmac-sha256"));
    }

    @Test
    void generateKey_twice_givesDifferentUsableKeys() throws SealBrokenException {
        KeyMaterial first = provider.generateKey("HMAC_SHA256");
        KeyMaterial second = provider.generateKey("HMAC_SHA256");
        assertNotEquals(first, second);
        assertEquals(32, first.bytes().length);
        assertEquals(KeyMaterial.Protection.CLEAR, first.protection());

        KeySet keys = new KeyMaker(provider, null, new SecureRandom())
                .create(provider.algorithms().get(0), Instant.EPOCH);
        TokenSealer sealer = provider.sealer(KeyFile.parse(KeyFile.format(keys)));
        byte[] sealed = sealer.seal(PAYLOAD, PAYLOAD);
        assertArrayEquals(PAYLOAD, sealer.open(keys.sealingKey().id(), sealed, PAYLOAD));
    }

    @Test
    void generateKey_otherAlgorithm_saysWhichToUse() {
        for (String algorithm : List.of("", "none", "HMAC_SHA1", "hmac_sha256", "AES256_GCM")) {
            assertTrue(refusal(() -> provider.generateKey(algorithm)).contains("use HMAC_SHA256"));
        }
    }

    @Test
    void importKeys_anything_isNotSupported() {
        assertThrows(UnsupportedOperationException.class, () -> provider.importKeys(new byte[0], null));
    }

    static Stream<Arguments> unusableKeys() {
        byte[] same = new byte[32];
        Arrays.fill(same, (byte) 0x5a);
        return Stream.of(
                Arguments.of(new byte[] {1}, "1 bytes"),
                Arguments.of(TestKeys.counting(0, 16), "16 bytes"),
                Arguments.of(TestKeys.counting(0, 31), "31 bytes"),
                Arguments.of(TestKeys.counting(0, 33), "33 bytes"),
                Arguments.of(TestKeys.counting(0, 64), "64 bytes"),
                Arguments.of("correct horse battery staple".getBytes(StandardCharsets.US_ASCII), "28 bytes"),
                Arguments.of(new byte[32], "repeated"),
                Arguments.of(same, "repeated"));
    }

    /** ATTACKS D01; the empty key is refused by {@link KeyMaterial}. */
    @ParameterizedTest
    @MethodSource("unusableKeys")
    void sealer_unusableKey_namesTheKeyAndWhatToDo(byte[] bytes, String fact) {
        String message = refusal(() -> TestKeys.sealer(
                TestKeys.key("k1", TokenKey.Status.SEALING, TestKeys.counting(0, 32)),
                TestKeys.key("kbad", TokenKey.Status.STAGED, bytes)));
        assertTrue(message.contains("kbad") && message.contains(fact) && message.contains("new random key"), message);
    }

    @Test
    void sealer_keyOfAnotherAlgorithm_isRefused() {
        TokenKey key =
                TestKeys.key("k1", TokenKey.Status.SEALING, "AES256_GCM", KeyMaterial.clear(TestKeys.counting(0, 32)));
        assertTrue(refusal(() -> TestKeys.sealer(key)).contains("AES256_GCM"));
    }

    @Test
    void sealer_keyThatIsStillEncrypted_isRefused() {
        TokenKey key = TestKeys.key(
                "k1", TokenKey.Status.SEALING, "HMAC_SHA256", KeyMaterial.encrypted(TestKeys.counting(0, 32)));
        assertTrue(refusal(() -> TestKeys.sealer(key)).startsWith("The key k1 is encrypted by a KMS"));
    }

    /** ATTACKS C02, C03: a key is bound to one sealer. */
    @Test
    void sealer_keysOfAnotherSealer_saysWhoseTheyAre() {
        KeySet keys =
                KeySet.of("tink-aead", List.of(TestKeys.key("k1", TokenKey.Status.SEALING, TestKeys.counting(0, 32))));
        String message = refusal(() -> provider.sealer(keys));
        assertTrue(message.contains("tink-aead") && message.contains("hmac-sha256"), message);
    }

    /** ATTACKS M08. */
    @ParameterizedTest
    @EnumSource(TestMacProvider.Fault.class)
    void sealer_brokenSecurityProviderPreferred_isRefused(TestMacProvider.Fault fault) {
        TestMacProvider broken = TestMacProvider.broken(fault);
        Security.insertProviderAt(broken, 1);
        try {
            String message = assertThrows(IllegalStateException.class, () -> TestKeys.sealer(TestKeys.counting(0, 32)))
                    .getMessage();
            assertTrue(message.contains(broken.getName()) && message.contains("java.security"), message);
        } finally {
            Security.removeProvider(broken.getName());
        }
    }

    /** Many hardware providers cannot clone a computation. */
    @Test
    void sealer_securityProviderThatCannotClone_sealsTheSame() throws SealBrokenException {
        byte[] sealed = TestKeys.sealer(TestKeys.counting(0, 32)).seal(PAYLOAD, PAYLOAD);
        TestMacProvider preferred = TestMacProvider.withoutClones();
        Security.insertProviderAt(preferred, 1);
        try {
            assertEquals(preferred, HmacSha256.provenProvider());
            TokenSealer sealer = TestKeys.sealer(TestKeys.counting(0, 32));
            assertArrayEquals(sealed, sealer.seal(PAYLOAD, PAYLOAD));
            assertArrayEquals(PAYLOAD, sealer.open("k1", sealed, PAYLOAD));
        } finally {
            Security.removeProvider(preferred.getName());
        }
    }

    /** ATTACKS M08: the provider that was proved is the one that is used. */
    @Test
    void sealer_brokenSecurityProviderPutBeforeLater_staysWithItsOwn() throws SealBrokenException {
        TokenSealer sealer = TestKeys.sealer(TestKeys.counting(0, 32));
        byte[] sealed = sealer.seal(PAYLOAD, PAYLOAD);
        TestMacProvider broken = TestMacProvider.broken(TestMacProvider.Fault.CONSTANT);
        Security.insertProviderAt(broken, 1);
        try {
            assertArrayEquals(sealed, sealer.seal(PAYLOAD, PAYLOAD));
            assertArrayEquals(PAYLOAD, sealer.open("k1", sealed, PAYLOAD));
        } finally {
            Security.removeProvider(broken.getName());
        }
    }

    /** ATTACKS L04. */
    @Test
    void text_ofAllThatHoldsOrRefusesKeys_showsNoKeyBytes() {
        byte[] key = TestKeys.counting(0xa0, 32);
        byte[] tooLong = Arrays.copyOf(key, 33);
        TokenSealer sealer = TestKeys.sealer(key);
        List<String> texts = List.of(
                provider.toString(),
                sealer.toString(),
                sealer.keyIds().toString(),
                new HmacSha256(HmacSha256.provenProvider(), key).toString(),
                refusal(() -> TestKeys.sealer(tooLong)),
                refusal(() -> TestKeys.sealer(
                        TestKeys.key("k1", TokenKey.Status.SEALING, "AES256_GCM", KeyMaterial.clear(key)))));
        String decimal = Arrays.toString(key);
        for (String text : texts) {
            assertFalse(text.toLowerCase(Locale.ROOT).contains(HexFormat.of().formatHex(key, 0, 8)));
            assertFalse(text.contains(Base64.getEncoder().encodeToString(key).substring(0, 10)));
            assertFalse(text.contains(Base64.getUrlEncoder().encodeToString(key).substring(0, 10)));
            assertFalse(text.contains(decimal.substring(1, 20)));
        }
    }

    private static String refusal(Executable call) {
        return assertThrows(IllegalArgumentException.class, call).getMessage();
    }
}

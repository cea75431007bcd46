package dev.mooring.crypto.tink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.spi.TokenSealer;
import dev.mooring.token.Providers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TinkAeadSealerProviderTest {
    private static final byte[] KEY = TestKeys.repeated(7, 32);

    private final TinkAeadSealerProvider provider = new TinkAeadSealerProvider();

    @Test
    void provider_onThePath_isFound() {
        assertInstanceOf(TinkAeadSealerProvider.class, Providers.discover().sealer("tink-aead"));
    }

    @Test
    void algorithms_first_isTheDefaultOfNewKeys() {
        assertEquals("XAES256_GCM", provider.algorithms().get(0));
    }

    /** ATTACKS D19: a stock JDK has no AES-GCM-SIV. */
    @ParameterizedTest
    @ValueSource(strings = {"", "none", "aes256_gcm", "HMAC_SHA256", "AES192_GCM", "AES256_GCM_SIV"})
    void generateKey_algorithmNotOffered_saysWhichAre(String algorithm) {
        assertTrue(refusal(() -> provider.generateKey(algorithm)).contains("XAES256_GCM, AES256_GCM"));
    }

    @Test
    void sealer_keyThatIsStillEncrypted_isRefused() {
        KeyMaterial encrypted =
                KeyMaterial.encrypted(provider.generateKey("AES256_GCM").bytes());
        assertTrue(refusal(() -> sealer("AES256_GCM", encrypted)).startsWith("The key k1 is encrypted by a KMS"));
    }

    /** ATTACKS C02, C03: a key is bound to one sealer. */
    @Test
    void sealer_keysOfAnotherSealer_saysWhoseTheyAre() throws Exception {
        TokenKey line = TestKeys.line(
                "k1", TokenKey.Status.SEALING, "AES256_GCM", TestKeys.material(TestKeys.keyset(TestKeys.aesGcm(KEY))));
        String message = refusal(() -> provider.sealer(KeySet.of("hmac-sha256", List.of(line))));
        assertTrue(message.contains("hmac-sha256") && message.contains("tink-aead"), message);
    }

    @Test
    void sealer_lineNamesAnotherAlgorithm_saysBoth() throws Exception {
        KeyMaterial aesGcm = TestKeys.material(TestKeys.keyset(TestKeys.aesGcm(KEY)));
        String message = refusal(() -> sealer("XAES256_GCM", aesGcm));
        assertTrue(message.contains("k1") && message.contains(" AES256_GCM") && message.contains("XAES256_GCM"));
    }

    @Test
    void sealer_algorithmNotOffered_namesIt() throws Exception {
        KeyMaterial aesGcm = TestKeys.material(TestKeys.keyset(TestKeys.aesGcm(KEY)));
        String message = refusal(() -> sealer("AES256_GCM_SIV", aesGcm));
        assertTrue(message.contains("k1") && message.contains("AES256_GCM_SIV"), message);
    }

    @Test
    void sealer_severalKeysInOneLine_saysHowMany() throws Exception {
        KeyMaterial two = TestKeys.material(TestKeys.keyset(TestKeys.aesGcm(KEY), TestKeys.aesGcm(KEY)));
        assertTrue(refusal(() -> sealer("AES256_GCM", two)).contains("The key k1 is a keyset of 2 keys"));
    }

    @Test
    void sealer_disabledKey_isRefused() throws Exception {
        byte[] enabled =
                TestKeys.material(TestKeys.keyset(TestKeys.aesGcm(KEY))).bytes();
        // Field 2 of the key is its status: 1 is enabled, 2 is disabled. Tink itself writes no such keyset.
        String hex = HexFormat.of().formatHex(enabled);
        assertTrue(hex.endsWith("100118012003"), "status, key id, prefix");
        byte[] disabled = HexFormat.of().parseHex(hex.replaceAll("100118012003$", "100218012003"));

        assertTrue(
                refusal(() -> sealer("AES256_GCM", KeyMaterial.clear(disabled))).contains("The key k1 is not enabled"));
    }

    @Test
    void sealer_sizesNotOffered_areRefused() throws Exception {
        KeyMaterial shortSalt = TestKeys.material(TestKeys.keyset(TestKeys.xaes(KEY, 8)));
        KeyMaterial middleKey = TestKeys.material(TestKeys.keyset(TestKeys.aesGcm(TestKeys.repeated(7, 24))));

        assertTrue(refusal(() -> sealer("XAES256_GCM", shortSalt)).contains("The key k1 is of a kind or size"));
        assertTrue(refusal(() -> sealer("AES256_GCM", middleKey)).contains("The key k1 is of a kind or size"));
    }

    /** The bytes of an HMAC key, and a keyset whose type is named as a MAC. */
    @Test
    void sealer_keyThatIsNoAead_isRefused() throws Exception {
        byte[] keyset = TestKeys.material(TestKeys.keyset(TestKeys.aesGcm(KEY))).bytes();
        String latin1 = new String(keyset, StandardCharsets.ISO_8859_1).replace("AesGcmKey", "AesMacKey");
        KeyMaterial mac = KeyMaterial.clear(latin1.getBytes(StandardCharsets.ISO_8859_1));

        assertTrue(refusal(() -> sealer("AES256_GCM", mac)).startsWith("The key k1 is no binary Tink keyset"));
        assertTrue(refusal(() -> sealer("AES256_GCM", KeyMaterial.clear(KEY)))
                .startsWith("The key k1 is no binary Tink keyset"));
    }

    /** Tink's registries stay as they are: here, without any key type. */
    @Test
    void tinkRegistries_afterUse_areUntouched() {
        provider.generateKey("AES256_GCM");
        assertThrows(
                GeneralSecurityException.class,
                () -> KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get()));
    }

    /** ATTACKS L04. */
    @Test
    void text_ofAllThatHoldsOrRefusesKeys_showsNoKeyBytes() throws Exception {
        byte[] key = HexFormat.of().parseHex("a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90");
        KeysetHandle keyset = TestKeys.keyset(TestKeys.aesGcm(key));
        List<String> texts = List.of(
                provider.toString(),
                TestKeys.sealer("AES256_GCM", TestKeys.aesGcm(key)).toString(),
                TinkKey.of("The key", keyset).toString(),
                refusal(() -> sealer("XAES256_GCM", TestKeys.material(keyset))),
                refusal(() -> sealer("AES256_GCM", KeyMaterial.clear(key))));
        for (String text : texts) {
            assertFalse(text.isEmpty());
            assertFalse(text.contains("a1b2c3d4"), "hexadecimal");
            assertFalse(text.contains("obLD1OX2"), "base64");
            assertFalse(text.contains("-95, -78, -61") || text.contains("161, 178, 195"), "decimal");
        }
    }

    private TokenSealer sealer(String algorithm, KeyMaterial material) {
        return provider.sealer(TestKeys.set(TestKeys.line("k1", TokenKey.Status.SEALING, algorithm, material)));
    }

    private static String refusal(Executable call) {
        return assertThrows(IllegalArgumentException.class, call).getMessage();
    }
}

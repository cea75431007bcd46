package dev.mooring.crypto.tink;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import dev.mooring.api.keys.KeyEncryption;
import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.spi.TokenSealer;
import dev.mooring.api.spi.TokenSealerProvider.ImportedKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TinkKeysetImportTest {
    private static final byte[] KEY = TestKeys.repeated(7, 32);
    private static final byte[] DATA = {1, 2, 3};

    private final TinkAeadSealerProvider provider = new TinkAeadSealerProvider();

    @Test
    void importKeys_keysetInTheClear_isSplitIntoItsKeys() throws Exception {
        KeysetHandle keyset = TestKeys.keyset(
                TestKeys.aesGcmWithPrefix(KEY, 0x80000001), TestKeys.xaes(KEY, 12), TestKeys.xchacha(KEY));
        List<ImportedKey> keys = importKeys(clear(keyset), null);

        assertEquals(
                List.of("AES256_GCM", "XAES256_GCM", "XCHACHA20_POLY1305"),
                keys.stream().map(ImportedKey::algorithm).toList());
        assertEquals(
                List.of(true, false, false),
                keys.stream().map(ImportedKey::primary).toList());
        assertOpensWhatTinkSealed(keyset, keys.get(0));
    }

    @Test
    void importKeys_encryptedOrNot_isInTheClear() throws Exception {
        KeysetHandle keyset = TestKeys.keyset(TestKeys.aesGcm(KEY));
        for (String json : List.of(clear(keyset), encrypted(keyset))) {
            ImportedKey key = importKeys(json, XorKms.INSTANCE).get(0);
            assertEquals(KeyMaterial.Protection.CLEAR, key.material().protection());
            assertOpensWhatTinkSealed(keyset, key);
        }
    }

    @Test
    void importKeys_encryptedWithoutKms_asksForIt() throws Exception {
        String json = encrypted(TestKeys.keyset(TestKeys.aesGcm(KEY)));
        assertEquals("The keyset is encrypted by a KMS: give that KMS", refusal(json, null));
    }

    @Test
    void importKeys_encryptedByAnotherKms_keepsTheKmssExceptionAsCause() throws Exception {
        String json = encrypted(TestKeys.keyset(TestKeys.aesGcm(KEY)));
        GeneralSecurityException denied = new GeneralSecurityException("access denied");
        KeyEncryption.Direction fails = (bytes, data) -> {
            throw denied;
        };
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> importKeys(json, KeyEncryption.of(fails, fails)));
        assertEquals(denied, refused.getCause());
    }

    /** Tink does not use them either, and no token of Mooring's was ever sealed by them. */
    @ParameterizedTest
    @ValueSource(strings = {"DISABLED", "DESTROYED"})
    void importKeys_keysNotEnabled_areLeftOut(String status) throws Exception {
        String json = clear(TestKeys.keyset(TestKeys.aesGcm(KEY), TestKeys.xaes(KEY, 12)));
        int last = json.lastIndexOf("ENABLED");
        List<ImportedKey> keys =
                importKeys(json.substring(0, last) + status + json.substring(last + "ENABLED".length()), null);

        assertEquals(
                List.of("AES256_GCM"), keys.stream().map(ImportedKey::algorithm).toList());
        assertTrue(keys.get(0).primary());
    }

    @Test
    void importKeys_primaryKeyNotEnabled_isRefused() throws Exception {
        String json = clear(TestKeys.keyset(TestKeys.aesGcm(KEY), TestKeys.xaes(KEY, 12)));
        assertTrue(refusal(json.replaceFirst("ENABLED", "DISABLED"), null).contains("primary key"));
    }

    /** ATTACKS D19: AES-GCM-SIV among them. */
    @Test
    void importKeys_kindOrSizeNotOffered_namesTheKeyByItsTinkId() throws Exception {
        String shortSalt = clear(TestKeys.keyset(TestKeys.aesGcm(KEY), TestKeys.xaes(KEY, 8)));
        String siv = shortSalt.replace("XAesGcmKey", "AesGcmSivKey");
        for (String json : List.of(shortSalt, siv)) {
            assertTrue(refusal(json, null).startsWith("The key 2 of the keyset is of a kind or size that is not"));
        }
    }

    /** ATTACKS C02, D10, and documents that are no keyset at all. */
    @Test
    void importKeys_notAKeysetOfAeads_isRefusedWithoutAParsersMessage() throws Exception {
        String json = clear(TestKeys.keyset(TestKeys.aesGcm(KEY), TestKeys.xaes(KEY, 12)));
        List<String> documents = List.of(
                "",
                "{}",
                "[]",
                "null",
                "[".repeat(100_000),
                "{\"primaryKeyId\":1,\"key\":[]}",
                "{\"encryptedKeyset\":\"AAAA\"}",
                "mooring-keys 1 tink-aead\n",
                json.substring(0, json.length() / 2),
                json.replace("XAesGcmKey", "HmacKey"),
                json.replace("\"keyId\":2", "\"keyId\":1"),
                json.replace("\"keyId\":1", "\"keyId\":7"),
                json.replace("\"value\":\"", "\"value\":\"canary!"),
                json.replace("ENABLED", "UNKNOWN_STATUS"));
        for (String document : documents) {
            assertFalse(document.equals(json), "each differs from the keyset");
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> importKeys(document, XorKms.INSTANCE));
            assertEquals(
                    "This is no Tink keyset in JSON that holds AEAD keys only: write one with Tink's tools",
                    refused.getMessage());
            assertNull(refused.getCause());
        }
    }

    /** A key sealed by Tink itself, with the whole keyset, opens by the one key that was taken over. */
    private void assertOpensWhatTinkSealed(KeysetHandle keyset, ImportedKey key) throws Exception {
        byte[] sealed = keyset.getPrimitive(TinkKey.TINK, Aead.class).encrypt(KEY, DATA);
        TokenSealer sealer = provider.sealer(
                TestKeys.set(TestKeys.line("k1", TokenKey.Status.SEALING, key.algorithm(), key.material())));
        assertArrayEquals(KEY, sealer.open("k1", sealed, DATA));
        KeysetHandle alone =
                TinkProtoKeysetFormat.parseKeyset(key.material().bytes(), InsecureSecretKeyAccess.get(), TinkKey.TINK);
        assertEquals(1, alone.size());
    }

    private List<ImportedKey> importKeys(String json, KeyEncryption kms) {
        return provider.importKeys(json.getBytes(StandardCharsets.UTF_8), kms);
    }

    private String refusal(String json, KeyEncryption kms) {
        return assertThrows(IllegalArgumentException.class, () -> importKeys(json, kms))
                .getMessage();
    }

    private static String clear(KeysetHandle keyset) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeKeyset(keyset, TinkKey.TINK, InsecureSecretKeyAccess.get());
    }

    private static String encrypted(KeysetHandle keyset) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeEncryptedKeyset(
                keyset, new KmsAead(XorKms.INSTANCE), new byte[0], TinkKey.TINK);
    }
}

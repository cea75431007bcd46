package dev.mooring.crypto.tink;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.Key;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.aead.XAesGcmKey;
import com.google.crypto.tink.aead.XAesGcmParameters;
import com.google.crypto.tink.aead.XChaCha20Poly1305Key;
import com.google.crypto.tink.util.SecretBytes;
import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.spi.TokenSealer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Keys whose bytes are known. */
final class TestKeys {
    private static final Instant MADE = Instant.parse("2026-11-23T10:00:00Z");

    private TestKeys() {}

    static byte[] repeated(int value, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    static Key xaes(byte[] key, int saltBytes) throws GeneralSecurityException {
        return XAesGcmKey.create(
                XAesGcmParameters.create(XAesGcmParameters.Variant.NO_PREFIX, saltBytes), secret(key), null);
    }

    static Key xchacha(byte[] key) throws GeneralSecurityException {
        return XChaCha20Poly1305Key.create(secret(key));
    }

    static Key aesGcm(byte[] key) throws GeneralSecurityException {
        return AesGcmKey.builder()
                .setParameters(aesGcm(key.length, AesGcmParameters.Variant.NO_PREFIX))
                .setKeyBytes(secret(key))
                .build();
    }

    /** An AES-GCM key that puts a prefix with its id before each ciphertext, as Tink's tools make them. */
    static Key aesGcmWithPrefix(byte[] key, int id) throws GeneralSecurityException {
        return aesGcmWithPrefix(key, id, AesGcmParameters.Variant.TINK);
    }

    static Key aesGcmWithPrefix(byte[] key, int id, AesGcmParameters.Variant variant) throws GeneralSecurityException {
        return AesGcmKey.builder()
                .setParameters(aesGcm(key.length, variant))
                .setKeyBytes(secret(key))
                .setIdRequirement(id)
                .build();
    }

    private static AesGcmParameters aesGcm(int keyBytes, AesGcmParameters.Variant variant)
            throws GeneralSecurityException {
        return AesGcmParameters.builder()
                .setKeySizeBytes(keyBytes)
                .setIvSizeBytes(12)
                .setTagSizeBytes(16)
                .setVariant(variant)
                .build();
    }

    static SecretBytes secret(byte[] bytes) {
        return SecretBytes.copyFrom(bytes, InsecureSecretKeyAccess.get());
    }

    /** A keyset of these keys with the ids 1, 2, …, unless they have their own; the first is the primary one. */
    static KeysetHandle keyset(Key... keys) throws GeneralSecurityException {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder();
        for (Key key : keys) {
            KeysetHandle.Builder.Entry entry = KeysetHandle.importKey(key);
            if (key.getIdRequirementOrNull() == null) {
                entry.withFixedId(builder.size() + 1);
            }
            builder.addEntry(builder.size() == 0 ? entry.makePrimary() : entry);
        }
        return builder.build();
    }

    static KeyMaterial material(KeysetHandle keyset) throws GeneralSecurityException {
        return KeyMaterial.clear(
                TinkProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get(), TinkKey.TINK));
    }

    static TokenKey line(String id, TokenKey.Status status, String algorithm, KeyMaterial material) {
        return new TokenKey(id, status, MADE, MADE, algorithm, material);
    }

    static KeySet set(TokenKey... lines) {
        return KeySet.of("tink-aead", List.of(lines));
    }

    /** A sealer with the one key {@code k1}. */
    static TokenSealer sealer(String algorithm, Key key) throws GeneralSecurityException {
        return new TinkAeadSealerProvider()
                .sealer(set(line("k1", TokenKey.Status.SEALING, algorithm, material(keyset(key)))));
    }
}

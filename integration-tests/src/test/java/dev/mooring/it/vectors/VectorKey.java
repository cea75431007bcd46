package dev.mooring.it.vectors;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.Key;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.aead.ChaCha20Poly1305Key;
import com.google.crypto.tink.aead.XAesGcmKey;
import com.google.crypto.tink.aead.XAesGcmParameters;
import com.google.crypto.tink.aead.XChaCha20Poly1305Key;
import com.google.crypto.tink.util.SecretBytes;
import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A key of the vectors.
 *
 * @param name what the vectors call it
 * @param sealer the id of its sealer
 * @param algorithm the algorithm, as the sealer names it
 * @param keyId what stands in headers
 * @param key its bytes in hex, as the algorithm takes them
 */
record VectorKey(String name, String sealer, String algorithm, String keyId, String key) {
    static final String HMAC = "hmac-sha256";
    static final String TINK = "tink-aead";

    private static final Instant MADE = Instant.parse("2025-12-31T00:00:00Z");

    byte[] bytes() {
        return HexFormat.of().parseHex(key);
    }

    boolean isHmac() {
        return sealer.equals(HMAC);
    }

    /** The keys of a sealer in the order given, of which the first, or the one named, seals. */
    static KeySet set(List<VectorKey> keys, String sealer, String sealing) {
        List<TokenKey> lines = new ArrayList<>();
        for (VectorKey key : keys) {
            if (key.sealer.equals(sealer)) {
                TokenKey.Status status = key.name.equals(sealing) ? TokenKey.Status.SEALING : TokenKey.Status.OPENING;
                lines.add(new TokenKey(key.keyId, status, MADE, MADE, key.algorithm, key.material()));
            }
        }
        return KeySet.of(sealer, lines);
    }

    private KeyMaterial material() {
        if (isHmac()) {
            return KeyMaterial.clear(bytes());
        }
        try {
            KeysetHandle keyset = KeysetHandle.newBuilder()
                    .addEntry(KeysetHandle.importKey(tinkKey()).withFixedId(1).makePrimary())
                    .build();
            return KeyMaterial.clear(
                    TinkProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get(), AeadConfig2026.get()));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private Key tinkKey() throws GeneralSecurityException {
        SecretBytes secret = SecretBytes.copyFrom(bytes(), InsecureSecretKeyAccess.get());
        return switch (algorithm) {
            case "XAES256_GCM" ->
                XAesGcmKey.create(
                        XAesGcmParameters.create(XAesGcmParameters.Variant.NO_PREFIX, Ciphers.XAES_SALT_BYTES),
                        secret,
                        null);
            case "AES256_GCM", "AES128_GCM" ->
                AesGcmKey.builder()
                        .setParameters(AesGcmParameters.builder()
                                .setKeySizeBytes(secret.size())
                                .setIvSizeBytes(12)
                                .setTagSizeBytes(16)
                                .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                                .build())
                        .setKeyBytes(secret)
                        .build();
            case "XCHACHA20_POLY1305" -> XChaCha20Poly1305Key.create(secret);
            case "CHACHA20_POLY1305" -> ChaCha20Poly1305Key.create(secret);
            default -> throw new AssertionError(algorithm);
        };
    }
}

package dev.mooring.crypto.tink;

import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.aead.AeadParameters;
import com.google.crypto.tink.aead.AesCtrHmacAeadParameters;
import com.google.crypto.tink.aead.AesEaxParameters;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.aead.ChaCha20Poly1305Parameters;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.aead.XAesGcmParameters;
import com.google.crypto.tink.aead.XChaCha20Poly1305Parameters;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The AEADs of Tink that run on a plain JDK, by their names in key files; the first is the default. AES-GCM-SIV is not
 * among them, because it needs a security provider that no JDK has.
 */
enum Algorithm {
    /** Random 96-bit salts and nonces, so that the number of messages is no concern (C2SP XAES-256-GCM). */
    XAES256_GCM(PredefinedAeadParameters.XAES_256_GCM_192_BIT_NONCE_NO_PREFIX),
    AES256_GCM(PredefinedAeadParameters.AES256_GCM),
    AES128_GCM(PredefinedAeadParameters.AES128_GCM),
    XCHACHA20_POLY1305(PredefinedAeadParameters.XCHACHA20_POLY1305),
    CHACHA20_POLY1305(PredefinedAeadParameters.CHACHA20_POLY1305),
    AES256_CTR_HMAC_SHA256(PredefinedAeadParameters.AES256_CTR_HMAC_SHA256),
    AES128_CTR_HMAC_SHA256(PredefinedAeadParameters.AES128_CTR_HMAC_SHA256),
    AES256_EAX(PredefinedAeadParameters.AES256_EAX),
    AES128_EAX(PredefinedAeadParameters.AES128_EAX);

    private final AeadParameters parameters;

    Algorithm(AeadParameters parameters) {
        this.parameters = parameters;
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Algorithm::name).toList();
    }

    static Optional<Algorithm> named(String name) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.name().equals(name))
                .findFirst();
    }

    /** Finds the algorithm of a key, whether or not the key puts a prefix of Tink's before a ciphertext. */
    static Optional<Algorithm> of(Parameters parameters) {
        try {
            Parameters wanted = withoutPrefix(parameters);
            for (Algorithm algorithm : values()) {
                if (algorithm.parametersOfNewKeys().equals(wanted)) {
                    return Optional.of(algorithm);
                }
            }
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink does not take the parameters of a key that it read itself");
        }
    }

    /** A token names its key in its own header, so that new keys do without the prefix. */
    Parameters parametersOfNewKeys() throws GeneralSecurityException {
        return withoutPrefix(parameters);
    }

    private static Parameters withoutPrefix(Parameters parameters) throws GeneralSecurityException {
        if (parameters instanceof XAesGcmParameters xaes) {
            return XAesGcmParameters.create(XAesGcmParameters.Variant.NO_PREFIX, xaes.getSaltSizeBytes());
        }
        if (parameters instanceof AesGcmParameters gcm) {
            return AesGcmParameters.builder()
                    .setKeySizeBytes(gcm.getKeySizeBytes())
                    .setIvSizeBytes(gcm.getIvSizeBytes())
                    .setTagSizeBytes(gcm.getTagSizeBytes())
                    .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                    .build();
        }
        if (parameters instanceof XChaCha20Poly1305Parameters) {
            return XChaCha20Poly1305Parameters.create(XChaCha20Poly1305Parameters.Variant.NO_PREFIX);
        }
        if (parameters instanceof ChaCha20Poly1305Parameters) {
            return ChaCha20Poly1305Parameters.create(ChaCha20Poly1305Parameters.Variant.NO_PREFIX);
        }
        if (parameters instanceof AesCtrHmacAeadParameters ctr) {
            return AesCtrHmacAeadParameters.builder()
                    .setAesKeySizeBytes(ctr.getAesKeySizeBytes())
                    .setHmacKeySizeBytes(ctr.getHmacKeySizeBytes())
                    .setIvSizeBytes(ctr.getIvSizeBytes())
                    .setTagSizeBytes(ctr.getTagSizeBytes())
                    .setHashType(ctr.getHashType())
                    .setVariant(AesCtrHmacAeadParameters.Variant.NO_PREFIX)
                    .build();
        }
        if (parameters instanceof AesEaxParameters eax) {
            return AesEaxParameters.builder()
                    .setKeySizeBytes(eax.getKeySizeBytes())
                    .setIvSizeBytes(eax.getIvSizeBytes())
                    .setTagSizeBytes(eax.getTagSizeBytes())
                    .setVariant(AesEaxParameters.Variant.NO_PREFIX)
                    .build();
        }
        return parameters;
    }
}

package dev.mooring.crypto.hmac;

import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.spi.TokenSealer;
import dev.mooring.api.spi.TokenSealerProvider;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sealer {@code hmac-sha256}: signed tokens that anyone can read.
 *
 * <p>{@code sealed = payload ‖ HMAC-SHA256(key, PAE("mooring.hmac-sha256.v1", associatedData, payload))}. A key is 32
 * random bytes.
 *
 * <p><b>Security.</b> Nothing is encrypted: whoever holds a token reads the snapshot in it. Making a sealer has the JDK's
 * preferred security provider compute known answers first, and stays with that provider.
 *
 * <p>Stateless and thread-safe, and so are the sealers it makes.
 */
public final class HmacSealerProvider implements TokenSealerProvider {
    private static final String ID = "hmac-sha256";
    private static final String ALGORITHM = "HMAC_SHA256";
    private static final int KEY_BYTES = 32;

    /** Makes the provider; {@link java.util.ServiceLoader} does the same. */
    public HmacSealerProvider() {}

    /**
     * The id of this sealer.
     *
     * @return {@code hmac-sha256}
     */
    @Override
    public String id() {
        return ID;
    }

    /**
     * The one algorithm of this sealer.
     *
     * @return {@code HMAC_SHA256}
     */
    @Override
    public List<String> algorithms() {
        return List.of(ALGORITHM);
    }

    /**
     * Makes a key of 32 bytes by the JDK's {@link SecureRandom}.
     *
     * @param algorithm {@code HMAC_SHA256}
     * @return the key
     * @throws IllegalArgumentException when the algorithm is another one
     */
    @Override
    public KeyMaterial generateKey(String algorithm) {
        if (!algorithm.equals(ALGORITHM)) {
            throw new IllegalArgumentException("The sealer " + ID + " has no algorithm of that name: use " + ALGORITHM);
        }
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return KeyMaterial.clear(key);
    }

    /**
     * Makes a sealer.
     *
     * @param keys keys of {@code hmac-sha256}, each of exactly 32 bytes that are not all equal
     * @return a sealer that holds these keys
     * @throws IllegalArgumentException when the keys are for another sealer or one of them is not usable; the message
     *     names the key by its id and says what to do
     * @throws IllegalStateException when the JDK's preferred security provider does not compute known answers of
     *     HMAC-SHA256
     */
    @Override
    public TokenSealer sealer(KeySet keys) {
        keys.requireSealer(ID);
        Provider provider = HmacSha256.provenProvider();
        Map<String, HmacSha256> byId = new HashMap<>();
        for (TokenKey key : keys.keys()) {
            byId.put(key.id(), new HmacSha256(provider, checked(key)));
        }
        return new HmacSealer(keys.sealingKey().id(), byId);
    }

    private static byte[] checked(TokenKey key) {
        if (!key.algorithm().equals(ALGORITHM)) {
            throw unusable(
                    key, "is for the algorithm " + key.algorithm() + ", and this sealer has " + ALGORITHM + " only");
        }
        byte[] bytes = key.secret();
        if (bytes.length != KEY_BYTES) {
            throw unusable(key, "has " + bytes.length + " bytes, and " + ALGORITHM + " takes exactly " + KEY_BYTES);
        }
        if (allEqual(bytes)) {
            throw unusable(key, "is one byte repeated, which anyone can guess");
        }
        return bytes;
    }

    private static boolean allEqual(byte[] bytes) {
        int different = 0;
        for (byte each : bytes) {
            different |= each ^ bytes[0];
        }
        return different == 0;
    }

    private static IllegalArgumentException unusable(TokenKey key, String why) {
        return new IllegalArgumentException("The key " + key.id() + " " + why + ": replace it by a new random key");
    }
}

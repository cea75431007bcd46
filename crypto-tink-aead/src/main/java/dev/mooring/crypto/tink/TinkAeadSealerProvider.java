package dev.mooring.crypto.tink;

import com.google.crypto.tink.Aead;
import dev.mooring.api.keys.KeyEncryption;
import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.spi.TokenSealer;
import dev.mooring.api.spi.TokenSealerProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sealer {@code tink-aead}: encrypted tokens.
 *
 * <p>{@code sealed = Aead(the key of that key id, alone).encrypt(payload, associatedData)}. The material of a key is a
 * binary Tink keyset of that one key.
 *
 * <p><b>Keys.</b> New keys have no Tink prefix. Keys that other tools made keep theirs, five bytes before each sealed
 * payload: it means nothing here, because the key is chosen by the key id of the token, which is authenticated.
 *
 * <p><b>Security.</b> Nonces are random, and with the default {@code XAES256_GCM} their number is no concern; a key for
 * {@code AES256_GCM} or {@code AES128_GCM} must not seal more than 2<sup>32</sup> tokens (NIST SP 800-38D, section 8.3).
 * Tink draws them from generators that a copy of a running virtual machine would copy along: do not restore one
 * snapshot of a machine or process several times without reseeding. Tink's global registries are neither used nor
 * changed.
 *
 * <p>Stateless and thread-safe, and so are the sealers it makes.
 */
public final class TinkAeadSealerProvider implements TokenSealerProvider {
    private static final String ID = "tink-aead";

    /** Makes the provider; {@link java.util.ServiceLoader} does the same. */
    public TinkAeadSealerProvider() {}

    /**
     * The id of this sealer.
     *
     * @return {@code tink-aead}
     */
    @Override
    public String id() {
        return ID;
    }

    /**
     * The AEADs of Tink that run on a plain JDK; AES-GCM-SIV is not one of them.
     *
     * @return their names, {@code XAES256_GCM} first
     */
    @Override
    public List<String> algorithms() {
        return Algorithm.names();
    }

    /**
     * Makes a key without a Tink prefix, and tries it.
     *
     * @param algorithm one of {@link #algorithms()}
     * @return the key
     * @throws IllegalArgumentException when the algorithm is not one of these or does not work on this JDK
     */
    @Override
    public KeyMaterial generateKey(String algorithm) {
        Algorithm known = Algorithm.named(algorithm)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The sealer " + ID + " has no algorithm of that name: use one of " + Algorithm.names()));
        return TinkKey.generate(known).material();
    }

    /**
     * Takes over the enabled keys of a Tink keyset in JSON; disabled and destroyed ones, which Tink does not use either,
     * are left out.
     *
     * @param document the keyset, in the clear or encrypted by the KMS without associated data
     * @param kms decrypts the keyset if that is encrypted; null if there is none
     * @return the keys in the order of the keyset, with the prefixes they have
     * @throws IllegalArgumentException when it is no such keyset, its primary key is not enabled, an enabled key is not
     *     for one of {@link #algorithms()} or does not work on this JDK, or the KMS refuses, with its exception as cause
     */
    @Override
    public List<ImportedKey> importKeys(byte[] document, @Nullable KeyEncryption kms) {
        return TinkKeysetImport.keys(document, kms);
    }

    /**
     * Makes a sealer, and tries each key.
     *
     * @param keys keys of {@code tink-aead}, each a keyset of one enabled key that is for the algorithm of its line
     * @return a sealer that holds these keys
     * @throws IllegalArgumentException when the keys are for another sealer, or one of them is encrypted, not usable, or
     *     does not work on this JDK; the message names the key by its id and says what to do
     */
    @Override
    public TokenSealer sealer(KeySet keys) {
        keys.requireSealer(ID);
        Map<String, Aead> aeads = new HashMap<>();
        for (TokenKey key : keys.keys()) {
            aeads.put(key.id(), aead(key));
        }
        return new TinkAeadSealer(keys.sealingKey().id(), aeads);
    }

    private static Aead aead(TokenKey key) {
        String name = "The key " + key.id();
        Algorithm algorithm = Algorithm.named(key.algorithm())
                .orElseThrow(() -> new IllegalArgumentException(name + " is for the algorithm " + key.algorithm()
                        + ", which is not offered: replace it by a new key for one of " + Algorithm.names()));
        TinkKey read = TinkKey.read(name, key.secret());
        if (read.algorithm() != algorithm) {
            throw new IllegalArgumentException(name + " is a key for " + read.algorithm()
                    + ", and its line of the key file says " + algorithm + ": correct the line");
        }
        return read.aead();
    }
}

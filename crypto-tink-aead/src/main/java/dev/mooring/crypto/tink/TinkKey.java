package dev.mooring.crypto.tink;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import dev.mooring.api.keys.KeyMaterial;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/**
 * One key of Tink that has proved that it works here.
 *
 * @param algorithm its algorithm
 * @param keyset the key, alone and enabled
 * @param aead seals and opens with it
 */
record TinkKey(Algorithm algorithm, KeysetHandle keyset, Aead aead) {
    /** Tink's own, without its global registries, so that a key type registered there changes nothing here. */
    static final Configuration TINK = AeadConfig2026.get();

    private static final byte[] NO_ASSOCIATED_DATA = {};
    private static final byte[] PROBE = "mooring self test".getBytes(StandardCharsets.US_ASCII);

    /**
     * Makes a new key.
     *
     * @throws IllegalArgumentException when this JDK cannot run the algorithm
     */
    static TinkKey generate(Algorithm algorithm) {
        String name = "A new key for " + algorithm;
        KeysetHandle keyset;
        try {
            keyset = KeysetHandle.generateNew(algorithm.parametersOfNewKeys(), TINK);
        } catch (GeneralSecurityException e) {
            throw doesNotWork(name);
        }
        return of(name, keyset);
    }

    /**
     * Reads the secret of a key line.
     *
     * @param name the key, as messages name it
     * @throws IllegalArgumentException when it is not one key that works here
     */
    static TinkKey read(String name, byte[] keyset) {
        return of(name, parsed(name, keyset));
    }

    private static KeysetHandle parsed(String name, byte[] keyset) {
        try {
            return TinkProtoKeysetFormat.parseKeyset(keyset, InsecureSecretKeyAccess.get(), TINK);
        } catch (GeneralSecurityException | RuntimeException e) {
            // without its cause, because a message of a parser may show the text that it parsed
            throw new IllegalArgumentException(
                    name + " is no binary Tink keyset of an AEAD key: restore it, or replace it by a new key");
        }
    }

    /**
     * Tries a keyset.
     *
     * @param name the key, as messages name it
     * @throws IllegalArgumentException when it is not one key that works here
     */
    static TinkKey of(String name, KeysetHandle keyset) {
        if (keyset.size() != 1) {
            throw new IllegalArgumentException(name + " is a keyset of " + keyset.size()
                    + " keys, and a line of a key file holds one: import the keyset");
        }
        KeysetHandle.Entry key = keyset.getAt(0);
        if (key.getStatus() != KeyStatus.ENABLED) {
            throw new IllegalArgumentException(name + " is not enabled: enable it with Tink's tools, or leave it out");
        }
        Algorithm algorithm = Algorithm.of(key.getKey().getParameters())
                .orElseThrow(() -> new IllegalArgumentException(
                        name + " is of a kind or size that is not offered: use one of " + Algorithm.names()));
        return new TinkKey(algorithm, keyset, provenAead(name + " (" + algorithm + ")", keyset));
    }

    private static Aead provenAead(String name, KeysetHandle keyset) {
        try {
            Aead aead = keyset.getPrimitive(TINK, Aead.class);
            if (keeps(aead)) {
                return aead;
            }
        } catch (GeneralSecurityException | RuntimeException e) {
            // the message of Tink or of a security provider is left out: nobody can act on it
        }
        throw doesNotWork(name);
    }

    /** Whether a message comes back, is encrypted otherwise the second time, and is refused once changed. */
    private static boolean keeps(Aead aead) throws GeneralSecurityException {
        byte[] encrypted = aead.encrypt(PROBE, NO_ASSOCIATED_DATA);
        boolean same = MessageDigest.isEqual(PROBE, aead.decrypt(encrypted, NO_ASSOCIATED_DATA));
        boolean repeated = MessageDigest.isEqual(encrypted, aead.encrypt(PROBE, NO_ASSOCIATED_DATA));
        encrypted[encrypted.length - 1] ^= 1;
        return same && !repeated && refuses(aead, encrypted);
    }

    private static boolean refuses(Aead aead, byte[] changed) {
        try {
            aead.decrypt(changed, NO_ASSOCIATED_DATA);
            return false;
        } catch (GeneralSecurityException e) {
            return true;
        }
    }

    private static IllegalArgumentException doesNotWork(String name) {
        return new IllegalArgumentException(name + " does not work on this JDK: check its security providers, or use"
                + " another of the algorithms " + Algorithm.names());
    }

    /** Writes the key as it stands in a key line. */
    KeyMaterial material() {
        try {
            return KeyMaterial.clear(
                    TinkProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get(), TINK));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink does not write a key that it made or read itself");
        }
    }

    /** Leaves the keyset out, which can describe itself only if Tink's registries know its kind of key. */
    @Override
    public String toString() {
        return "TinkKey[" + algorithm + "]";
    }
}

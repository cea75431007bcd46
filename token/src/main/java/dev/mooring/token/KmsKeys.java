package dev.mooring.token;

import dev.mooring.api.keys.KeyEncryption;
import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeyMaterial.Protection;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.spi.Pae;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts and decrypts the material of keys by a KMS, for every sealer alike.
 *
 * <p>The associated data are {@code PAE("mooring.key.v1", sealer id, key id, algorithm)}. The KMS therefore refuses
 * material that was moved to another key or another file. Status and times are not part of it, because they change and
 * whoever changes them need not have the KMS.
 */
final class KmsKeys {
    private static final String LABEL = "mooring.key.v1";

    private KmsKeys() {}

    /**
     * Encrypts a key, and makes sure that it comes back for this key only.
     *
     * @throws IllegalArgumentException when the KMS does not do that; its exception is the cause
     */
    static TokenKey encrypted(String sealerId, TokenKey key, KeyEncryption kms) {
        byte[] secret = key.secret();
        byte[] encrypted = ask(
                kms::encrypt,
                secret,
                associatedData(sealerId, key),
                "The KMS does not encrypt the key: check that it can be reached, and that its key may be used");
        TokenKey result = withMaterial(key, KeyMaterial.encrypted(encrypted));
        if (!MessageDigest.isEqual(secret, decrypted(sealerId, result, kms))
                || opensFor("another-" + sealerId, result, kms)) {
            throw new IllegalArgumentException("The KMS does not authenticate the associated data, so that an encrypted"
                    + " key could be moved to another id: use a KMS that does, as Tink's clients do");
        }
        return result;
    }

    private static boolean opensFor(String otherSealerId, TokenKey key, KeyEncryption kms) {
        try {
            decrypted(otherSealerId, key, kms);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Refuses keys whose protection is not the one that is expected: by the KMS if there is one, none otherwise.
     *
     * @throws IllegalArgumentException when a key is protected otherwise; the message names it
     */
    static void checkProtection(KeySet keys, @Nullable KeyEncryption kms) {
        for (TokenKey key : keys.keys()) {
            Protection protection = key.material().protection();
            if (kms == null && protection == Protection.KMS) {
                throw new IllegalArgumentException(
                        "The key " + key.id()
                                + " is encrypted by a KMS: give that KMS by mooring.kms, builder().kms(…), or --kms of the command");
            }
            if (kms != null && protection == Protection.CLEAR) {
                throw new IllegalArgumentException("The key " + key.id()
                        + " is in the clear, and beside a KMS only keys that it has encrypted are taken, because anyone"
                        + " who can write to the key file can add a clear one: if the key is yours, encrypt it with"
                        + " KeyMaker.encrypt; if not, remove it");
            }
        }
    }

    /**
     * The same keys in the clear.
     *
     * @throws IllegalArgumentException when a key is protected otherwise than is expected, or the KMS does not decrypt it;
     *     the exception of the KMS is the cause
     */
    static KeySet inTheClear(KeySet keys, @Nullable KeyEncryption kms) {
        checkProtection(keys, kms);
        return kms == null
                ? keys
                : KeySet.of(
                        keys.sealerId(),
                        keys.keys().stream()
                                .map(key -> withMaterial(key, KeyMaterial.clear(decrypted(keys.sealerId(), key, kms))))
                                .toList());
    }

    private static byte[] decrypted(String sealerId, TokenKey key, KeyEncryption kms) {
        return ask(
                kms::decrypt,
                key.material().bytes(),
                associatedData(sealerId, key),
                "The key " + key.id()
                        + " is encrypted, and the KMS does not decrypt it: check that this KMS encrypted it"
                        + " for this id, sealer and algorithm, that it can be reached, and that this server may use it");
    }

    /** The exception of the KMS is kept as the cause, because only it tells an operator the remedy. */
    private static byte[] ask(KeyEncryption.Direction kms, byte[] input, byte[] associatedData, String refusal) {
        try {
            return Objects.requireNonNull(kms.apply(input, associatedData), "The KMS answered with null");
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IllegalArgumentException(refusal, e);
        }
    }

    static byte[] associatedData(String sealerId, TokenKey key) {
        return Pae.encode(ascii(LABEL), ascii(sealerId), ascii(key.id()), ascii(key.algorithm()));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static TokenKey withMaterial(TokenKey key, KeyMaterial material) {
        return new TokenKey(key.id(), key.status(), key.createdAt(), key.since(), key.algorithm(), material);
    }
}

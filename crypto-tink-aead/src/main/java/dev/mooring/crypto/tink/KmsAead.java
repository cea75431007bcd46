package dev.mooring.crypto.tink;

import com.google.crypto.tink.Aead;
import dev.mooring.api.keys.KeyEncryption;
import java.security.GeneralSecurityException;
import java.util.Objects;

/** A KMS as Tink wants it. Its exceptions can be told apart from those of Tink. */
record KmsAead(KeyEncryption kms) implements Aead {

    /** The KMS did not do it; its own exception is the cause, which tells an operator why. */
    static final class RefusedByKmsException extends GeneralSecurityException {
        private static final long serialVersionUID = 1L;

        private RefusedByKmsException(Exception cause) {
            super(cause);
        }
    }

    @Override
    public byte[] encrypt(byte[] plaintext, byte[] associatedData) throws RefusedByKmsException {
        return ask(kms::encrypt, plaintext, associatedData);
    }

    @Override
    public byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws RefusedByKmsException {
        return ask(kms::decrypt, ciphertext, associatedData);
    }

    private static byte[] ask(KeyEncryption.Direction direction, byte[] input, byte[] associatedData)
            throws RefusedByKmsException {
        try {
            return Objects.requireNonNull(direction.apply(input, associatedData), "The KMS answered with null");
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new RefusedByKmsException(e);
        }
    }
}

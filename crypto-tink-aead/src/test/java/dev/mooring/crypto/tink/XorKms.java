package dev.mooring.crypto.tink;

import dev.mooring.api.keys.KeyEncryption;
import java.security.GeneralSecurityException;

/** A KMS in name: it turns each bit around, and refuses associated data. */
final class XorKms implements KeyEncryption {
    static final KeyEncryption INSTANCE = new XorKms();

    @Override
    public byte[] encrypt(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
        if (associatedData.length != 0) {
            throw new GeneralSecurityException("no associated data expected");
        }
        byte[] turned = plaintext.clone();
        for (int i = 0; i < turned.length; i++) {
            turned[i] ^= (byte) 0xff;
        }
        return turned;
    }

    @Override
    public byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws GeneralSecurityException {
        return encrypt(ciphertext, associatedData);
    }
}

package dev.mooring.testkit;

import dev.mooring.api.spi.SealBrokenException;
import dev.mooring.api.spi.TokenSealer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-GCM of the JDK. */
class ReferenceSealer implements TokenSealer {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final String primaryKeyId;
    private final Map<String, byte[]> keys;

    ReferenceSealer(String primaryKeyId, Map<String, byte[]> keys) {
        this.primaryKeyId = primaryKeyId;
        this.keys = Map.copyOf(keys);
    }

    @Override
    public String primaryKeyId() {
        return primaryKeyId;
    }

    @Override
    public Set<String> keyIds() {
        return keys.keySet();
    }

    @Override
    public boolean confidential() {
        return true;
    }

    @Override
    public byte[] seal(byte[] payload, byte[] associatedData) {
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(associatedData, "associatedData");
        byte[] nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        return seal(payload, associatedData, nonce);
    }

    final byte[] seal(byte[] payload, byte[] associatedData, byte[] nonce) {
        try {
            byte[] key = keys.get(primaryKeyId);
            byte[] encrypted =
                    cipher(Cipher.ENCRYPT_MODE, key, nonce, associatedData).doFinal(payload);
            byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + encrypted.length);
            System.arraycopy(encrypted, 0, sealed, NONCE_BYTES, encrypted.length);
            return sealed;
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public byte[] open(String keyId, byte[] sealed, byte[] associatedData) throws SealBrokenException {
        Objects.requireNonNull(associatedData, "associatedData");
        byte[] key = keys.get(keyId);
        if (key == null || sealed.length < NONCE_BYTES + TAG_BYTES) {
            throw new SealBrokenException();
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(sealed, NONCE_BYTES), associatedData)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (GeneralSecurityException broken) {
            throw new SealBrokenException();
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] associatedData)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BYTES * 8, nonce));
        cipher.updateAAD(associatedData);
        return cipher;
    }
}

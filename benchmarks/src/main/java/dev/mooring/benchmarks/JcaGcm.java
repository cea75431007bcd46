package dev.mooring.benchmarks;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM of the JDK at its best: one {@code Cipher}, a random nonce each time, in front of the encrypted bytes. */
final class JcaGcm implements Raw {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key = new SecretKeySpec(Fixture.rawKey(), "AES");
    private final Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    private final byte[] payload;
    private final byte[] associatedData;
    private final byte[] sealed;

    JcaGcm(byte[] payload, byte[] associatedData) throws GeneralSecurityException {
        this.payload = payload;
        this.associatedData = associatedData;
        this.sealed = seal();
    }

    @Override
    public byte[] seal() throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(8 * TAG_BYTES, nonce));
        cipher.updateAAD(associatedData);
        byte[] result = Arrays.copyOf(nonce, NONCE_BYTES + payload.length + TAG_BYTES);
        cipher.doFinal(payload, 0, payload.length, result, NONCE_BYTES);
        return result;
    }

    @Override
    public byte[] open() throws GeneralSecurityException {
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(8 * TAG_BYTES, sealed, 0, NONCE_BYTES));
        cipher.updateAAD(associatedData);
        return cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    }
}

package dev.mooring.it.vectors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The sealers' algorithms by the JDK's primitives alone, with nonces that are given: a second opinion, for tests only. */
final class Ciphers {
    static final int XAES_SALT_BYTES = 12;

    /** As many as the longest nonce needs. */
    static final int NONCE_BYTES = 24;

    private Ciphers() {}

    /** Seals a payload as a sealer does, with as much of the nonce as the algorithm needs. */
    static byte[] seal(VectorKey key, byte[] payload, byte[] associatedData, byte[] nonce) {
        try {
            byte[] secret = key.bytes();
            byte[] first12 = Arrays.copyOf(nonce, 12);
            byte[] next12 = Arrays.copyOfRange(nonce, 12, 24);
            return switch (key.algorithm()) {
                case "HMAC_SHA256" ->
                    join(payload, hmac(secret, pae(ascii("mooring.hmac-sha256.v1"), associatedData, payload)));
                case "AES128_GCM", "AES256_GCM" -> join(first12, aesGcm(secret, first12, payload, associatedData));
                case "XAES256_GCM" ->
                    join(first12, next12, aesGcm(xaesKey(secret, first12), next12, payload, associatedData));
                case "CHACHA20_POLY1305" -> join(first12, chaCha20(secret, first12, payload, associatedData));
                case "XCHACHA20_POLY1305" ->
                    join(
                            nonce,
                            chaCha20(
                                    hChaCha20(secret, Arrays.copyOf(nonce, 16)),
                                    join(new byte[4], Arrays.copyOfRange(nonce, 16, 24)),
                                    payload,
                                    associatedData));
                default -> throw new AssertionError(key.algorithm());
            };
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The pre-authentication encoding of PASETO. */
    static byte[] pae(byte[]... pieces) {
        byte[] encoded = littleEndian(pieces.length);
        for (byte[] piece : pieces) {
            encoded = join(encoded, littleEndian(piece.length), piece);
        }
        return encoded;
    }

    static byte[] join(byte[]... parts) {
        int size = 0;
        for (byte[] part : parts) {
            size += part.length;
        }
        ByteBuffer joined = ByteBuffer.allocate(size);
        for (byte[] part : parts) {
            joined.put(part);
        }
        return joined.array();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] littleEndian(long number) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(number)
                .array();
    }

    private static byte[] aesGcm(byte[] key, byte[] nonce, byte[] payload, byte[] data)
            throws GeneralSecurityException {
        return aead(
                "AES/GCM/NoPadding", new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce), payload, data);
    }

    private static byte[] chaCha20(byte[] key, byte[] nonce, byte[] payload, byte[] data)
            throws GeneralSecurityException {
        return aead("ChaCha20-Poly1305", new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(nonce), payload, data);
    }

    private static byte[] aead(
            String name, SecretKeySpec key, AlgorithmParameterSpec nonce, byte[] payload, byte[] data)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(name);
        cipher.init(Cipher.ENCRYPT_MODE, key, nonce);
        cipher.updateAAD(data);
        return cipher.doFinal(payload);
    }

    /** The key that XAES-256-GCM derives from its own and a salt: two blocks of AES-CMAC (SP 800-108). */
    private static byte[] xaesKey(byte[] key, byte[] salt) throws GeneralSecurityException {
        Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
        aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        byte[] mask = aes.doFinal(new byte[16]);
        int carry = mask[0] < 0 ? 0x87 : 0;
        for (int i = 0; i < 15; i++) {
            mask[i] = (byte) (mask[i] << 1 | (mask[i + 1] & 0xff) >> 7);
        }
        mask[15] = (byte) (mask[15] << 1 ^ carry);
        byte[] derived = {};
        for (byte counter = 1; counter <= 2; counter++) {
            byte[] block = join(new byte[] {0, counter, 'X', 0}, salt);
            for (int i = 0; i < 16; i++) {
                block[i] ^= mask[i];
            }
            derived = join(derived, aes.doFinal(block));
        }
        return derived;
    }

    /** The key that XChaCha20 derives from its own and 16 bytes of the nonce. */
    private static byte[] hChaCha20(byte[] key, byte[] nonce) {
        int[] state = new int[16];
        ByteBuffer.wrap(join(ascii("expand 32-byte k"), key, nonce))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer()
                .get(state);
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < 4; i++) {
                quarterRound(state, i, 4 + i, 8 + i, 12 + i);
            }
            for (int i = 0; i < 4; i++) {
                quarterRound(state, i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4);
            }
        }
        ByteBuffer derived = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        for (int i : new int[] {0, 1, 2, 3, 12, 13, 14, 15}) {
            derived.putInt(state[i]);
        }
        return derived.array();
    }

    private static void quarterRound(int[] s, int a, int b, int c, int d) {
        s[a] += s[b];
        s[d] = Integer.rotateLeft(s[d] ^ s[a], 16);
        s[c] += s[d];
        s[b] = Integer.rotateLeft(s[b] ^ s[c], 12);
        s[a] += s[b];
        s[d] = Integer.rotateLeft(s[d] ^ s[a], 8);
        s[c] += s[d];
        s[b] = Integer.rotateLeft(s[b] ^ s[c], 7);
    }
}

package dev.mooring.crypto.hmac;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 (RFC 2104, FIPS 180-4) with one key, computed by a security provider that has proved itself. Immutable
 * and thread-safe.
 */
final class HmacSha256 {
    static final int TAG_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final Provider provider;
    private final SecretKey key;

    /** Has taken the key and nothing else; only ever cloned. */
    private final Mac keyed;

    /**
     * Takes a key.
     *
     * @throws IllegalStateException when the provider does not work
     */
    HmacSha256(Provider provider, byte[] key) {
        this.provider = provider;
        this.key = new SecretKeySpec(key, ALGORITHM);
        this.keyed = keyed();
    }

    /**
     * Finds the JDK's preferred provider and has it compute RFC 4231, test cases 1 and 2. Sealers stay with it, so that
     * one put before it later is never asked.
     *
     * @throws IllegalStateException when there is none, or it computes something else
     */
    static Provider provenProvider() {
        Mac mac;
        try {
            mac = Mac.getInstance(ALGORITHM);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "No security provider has " + ALGORITHM + ": add one that does, such as SunJCE, to java.security");
        }
        Provider provider = mac.getProvider();
        boolean proven = computes(
                        provider,
                        HexFormat.of().parseHex("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"),
                        "Hi There",
                        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
                && computes(
                        provider,
                        "Jefe".getBytes(StandardCharsets.US_ASCII),
                        "what do ya want for nothing?",
                        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        if (!proven) {
            throw new IllegalStateException("The security provider " + provider.getName() + " computes " + ALGORITHM
                    + " wrongly: remove it from java.security, or put one that computes it right before it");
        }
        return provider;
    }

    private static boolean computes(Provider provider, byte[] key, String message, String tag) {
        try {
            byte[] expected = HexFormat.of().parseHex(tag);
            byte[] bytes = message.getBytes(StandardCharsets.US_ASCII);
            HmacSha256 hmac = new HmacSha256(provider, key);
            // two at once, because the clones of a faulty provider would share their state
            Mac first = hmac.start();
            Mac second = hmac.start();
            first.update(bytes);
            return MessageDigest.isEqual(expected, second.doFinal(bytes))
                    && MessageDigest.isEqual(expected, first.doFinal());
        } catch (RuntimeException e) {
            return false;
        }
    }

    /**
     * Starts a computation of its own, as a {@code Mac} is never shared between threads.
     *
     * @throws IllegalStateException when the provider has stopped working
     */
    Mac start() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            return keyed();
        }
    }

    private Mac keyed() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM, provider);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "The security provider " + provider.getName() + " does not compute " + ALGORITHM
                            + ": check the JDK's security providers",
                    e);
        }
    }
}

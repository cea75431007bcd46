package dev.mooring.crypto.hmac;

import dev.mooring.api.spi.Pae;
import dev.mooring.api.spi.SealBrokenException;
import dev.mooring.api.spi.TokenSealer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.crypto.Mac;

/** Puts the tag behind the payload: {@code payload ‖ HMAC-SHA256(key, PAE(label, associatedData, payload))}. */
final class HmacSealer implements TokenSealer {
    private static final int TAG_BYTES = HmacSha256.TAG_BYTES;

    /** Keeps the tags apart from those of anything else that uses the same key. */
    private static final byte[] LABEL = "mooring.hmac-sha256.v1".getBytes(StandardCharsets.US_ASCII);

    private final String primaryKeyId;
    private final HmacSha256 primary;
    private final Map<String, HmacSha256> keys;

    HmacSealer(String primaryKeyId, Map<String, HmacSha256> keys) {
        this.primaryKeyId = primaryKeyId;
        this.primary = Objects.requireNonNull(keys.get(primaryKeyId), "the key that seals");
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
        return false;
    }

    @Override
    public byte[] seal(byte[] payload, byte[] associatedData) {
        byte[] sealed = Arrays.copyOf(payload, Math.addExact(payload.length, TAG_BYTES));
        try {
            authenticated(primary, payload, associatedData).doFinal(sealed, payload.length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The security provider does not write a tag of " + TAG_BYTES + " bytes", e);
        }
        return sealed;
    }

    @Override
    public byte[] open(String keyId, byte[] sealed, byte[] associatedData) throws SealBrokenException {
        Objects.requireNonNull(associatedData, "associatedData");
        HmacSha256 key = keys.get(keyId);
        int length = sealed.length - TAG_BYTES;
        if (key == null || length < 0) {
            throw new SealBrokenException();
        }
        byte[] payload = Arrays.copyOf(sealed, length);
        byte[] tag = Arrays.copyOfRange(sealed, length, sealed.length);
        if (!MessageDigest.isEqual(computed(key, payload, associatedData), tag)) {
            throw new SealBrokenException();
        }
        return payload;
    }

    private static byte[] computed(HmacSha256 key, byte[] payload, byte[] associatedData) throws SealBrokenException {
        try {
            return authenticated(key, payload, associatedData).doFinal();
        } catch (RuntimeException e) {
            // A provider that fails verifies nothing, and why is not for whoever sent the token.
            throw new SealBrokenException();
        }
    }

    private static Mac authenticated(HmacSha256 key, byte[] payload, byte[] associatedData) {
        Mac mac = key.start();
        Pae.encode(mac::update, LABEL, associatedData, payload);
        return mac;
    }
}

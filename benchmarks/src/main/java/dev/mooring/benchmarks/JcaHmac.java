package dev.mooring.benchmarks;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 of the JDK at its best: one {@code Mac} that keeps its key, as one thread could. */
final class JcaHmac implements Raw {
    private final Mac mac;
    private final byte[] payload;
    private final byte[] associatedData;
    private final byte[] tag;

    JcaHmac(byte[] payload, byte[] associatedData) throws GeneralSecurityException {
        this.payload = payload;
        this.associatedData = associatedData;
        this.mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Fixture.rawKey(), "HmacSHA256"));
        this.tag = seal();
    }

    @Override
    public byte[] seal() {
        mac.update(associatedData);
        return mac.doFinal(payload);
    }

    @Override
    public byte[] open() throws GeneralSecurityException {
        if (!MessageDigest.isEqual(seal(), tag)) {
            throw new GeneralSecurityException("The tag is another one");
        }
        return payload;
    }
}

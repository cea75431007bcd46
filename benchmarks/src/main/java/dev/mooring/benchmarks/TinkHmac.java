package dev.mooring.benchmarks;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Mac;
import com.google.crypto.tink.mac.HmacParameters;
import com.google.crypto.tink.mac.MacConfig2026;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;

/** HMAC-SHA256 of Tink, which takes its message in one piece. */
final class TinkHmac implements Raw {
    private final Mac mac;
    private final byte[] payload;
    private final byte[] message;
    private final byte[] tag;

    TinkHmac(byte[] payload, byte[] associatedData) throws GeneralSecurityException {
        this.payload = payload;
        this.message = ByteBuffer.allocate(associatedData.length + payload.length)
                .put(associatedData)
                .put(payload)
                .array();
        HmacParameters parameters = HmacParameters.builder()
                .setKeySizeBytes(32)
                .setTagSizeBytes(32)
                .setHashType(HmacParameters.HashType.SHA256)
                .setVariant(HmacParameters.Variant.NO_PREFIX)
                .build();
        this.mac =
                KeysetHandle.generateNew(parameters, MacConfig2026.get()).getPrimitive(MacConfig2026.get(), Mac.class);
        this.tag = seal();
    }

    @Override
    public byte[] seal() throws GeneralSecurityException {
        return mac.computeMac(message);
    }

    @Override
    public byte[] open() throws GeneralSecurityException {
        mac.verifyMac(tag, message);
        return payload;
    }
}

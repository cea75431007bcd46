package dev.mooring.benchmarks;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;

/** A cipher of Tink. */
final class TinkAead implements Raw {
    private final Aead aead;
    private final byte[] payload;
    private final byte[] associatedData;
    private byte[] sealed;
    private byte[] nextSealed;

    private TinkAead(Parameters parameters, byte[] payload, byte[] associatedData) throws GeneralSecurityException {
        this.aead = KeysetHandle.generateNew(parameters, AeadConfig2026.get())
                .getPrimitive(AeadConfig2026.get(), Aead.class);
        this.payload = payload;
        this.associatedData = associatedData;
        this.sealed = seal();
        this.nextSealed = seal();
    }

    static TinkAead aes(byte[] payload, byte[] associatedData) throws GeneralSecurityException {
        AesGcmParameters parameters = AesGcmParameters.builder()
                .setKeySizeBytes(32)
                .setIvSizeBytes(12)
                .setTagSizeBytes(16)
                .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                .build();
        return new TinkAead(parameters, payload, associatedData);
    }

    static TinkAead xaes(byte[] payload, byte[] associatedData) throws GeneralSecurityException {
        return new TinkAead(PredefinedAeadParameters.XAES_256_GCM_192_BIT_NONCE_NO_PREFIX, payload, associatedData);
    }

    @Override
    public byte[] seal() throws GeneralSecurityException {
        return aead.encrypt(payload, associatedData);
    }

    @Override
    public byte[] open() throws GeneralSecurityException {
        // never the same twice in a row: XAES derives a key for each, and the JDK's cipher keeps what it prepared for
        // its last
        byte[] last = sealed;
        sealed = nextSealed;
        nextSealed = last;
        return aead.decrypt(sealed, associatedData);
    }
}

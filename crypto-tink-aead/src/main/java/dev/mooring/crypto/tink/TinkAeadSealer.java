package dev.mooring.crypto.tink;

import com.google.crypto.tink.Aead;
import dev.mooring.api.spi.SealBrokenException;
import dev.mooring.api.spi.TokenSealer;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Encrypts with one key of Tink, which is chosen by Mooring's key id and never by a prefix of Tink's. */
final class TinkAeadSealer implements TokenSealer {
    private final String primaryKeyId;
    private final Aead primary;
    private final Map<String, Aead> aeads;

    TinkAeadSealer(String primaryKeyId, Map<String, Aead> aeads) {
        this.primaryKeyId = primaryKeyId;
        this.primary = Objects.requireNonNull(aeads.get(primaryKeyId), "the key that seals");
        this.aeads = Map.copyOf(aeads);
    }

    @Override
    public String primaryKeyId() {
        return primaryKeyId;
    }

    @Override
    public Set<String> keyIds() {
        return aeads.keySet();
    }

    @Override
    public boolean confidential() {
        return true;
    }

    @Override
    public byte[] seal(byte[] payload, byte[] associatedData) {
        // Tink takes null for no associated data.
        Objects.requireNonNull(associatedData, "associatedData");
        try {
            return primary.encrypt(payload, associatedData);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "The key " + primaryKeyId + " does not encrypt any more: check the JDK's security providers", e);
        }
    }

    @Override
    public byte[] open(String keyId, byte[] sealed, byte[] associatedData) throws SealBrokenException {
        Objects.requireNonNull(sealed, "sealed");
        Objects.requireNonNull(associatedData, "associatedData");
        Aead aead = aeads.get(keyId);
        if (aead == null) {
            throw new SealBrokenException();
        }
        try {
            return aead.decrypt(sealed, associatedData);
        } catch (GeneralSecurityException | RuntimeException e) {
            // Security providers throw either for the same input, depending on the JDK.
            throw new SealBrokenException();
        }
    }
}

package dev.mooring.fuzz;

import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.spi.TokenSealer;
import dev.mooring.api.spi.TokenSealerProvider;
import java.util.List;
import java.util.Set;

/** A sealer that verifies whatever it is given, so that the fuzzer reaches the checks after the seal. */
final class PlainSealer implements TokenSealerProvider, TokenSealer {
    static final String ID = "plain";
    static final String KEY_ID = "k1";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<String> algorithms() {
        return List.of("NONE");
    }

    @Override
    public KeyMaterial generateKey(String algorithm) {
        return KeyMaterial.clear(new byte[] {1});
    }

    @Override
    public TokenSealer sealer(KeySet keys) {
        return this;
    }

    @Override
    public String primaryKeyId() {
        return KEY_ID;
    }

    @Override
    public Set<String> keyIds() {
        return Set.of(KEY_ID);
    }

    @Override
    public boolean confidential() {
        return false;
    }

    @Override
    public byte[] seal(byte[] payload, byte[] associatedData) {
        return payload.clone();
    }

    @Override
    public byte[] open(String keyId, byte[] sealed, byte[] associatedData) {
        return sealed.clone();
    }
}

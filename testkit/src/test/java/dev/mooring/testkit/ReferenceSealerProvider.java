package dev.mooring.testkit;

import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.spi.TokenSealer;
import dev.mooring.api.spi.TokenSealerProvider;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The simplest correct sealer, which shows that the contract can be kept; broken ones are made of it. */
public class ReferenceSealerProvider implements TokenSealerProvider {
    private static final String ALGORITHM = "AES256_GCM";

    public ReferenceSealerProvider() {}

    @Override
    public String id() {
        return "reference";
    }

    @Override
    public List<String> algorithms() {
        return List.of(ALGORITHM);
    }

    @Override
    public KeyMaterial generateKey(String algorithm) {
        if (!algorithm.equals(ALGORITHM)) {
            throw new IllegalArgumentException("The algorithm is " + ALGORITHM);
        }
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return KeyMaterial.clear(key);
    }

    @Override
    public TokenSealer sealer(KeySet keys) {
        if (!keys.sealerId().equals(id())) {
            throw new IllegalArgumentException("These keys are for " + keys.sealerId());
        }
        Map<String, byte[]> raw = new HashMap<>();
        keys.keys().forEach(key -> raw.put(key.id(), raw(key)));
        return new ReferenceSealer(keys.sealingKey().id(), raw);
    }

    private static byte[] raw(TokenKey key) {
        byte[] raw = key.secret();
        boolean constant = true;
        for (byte b : raw) {
            constant &= b == raw[0];
        }
        if (!key.algorithm().equals(ALGORITHM) || raw.length != 32 || constant) {
            throw new IllegalArgumentException("The key " + key.id() + " is not 32 random bytes for " + ALGORITHM);
        }
        return raw;
    }
}

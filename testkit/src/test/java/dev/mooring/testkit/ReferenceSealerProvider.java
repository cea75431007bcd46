package dev.mooring.testkit;

import dev.mooring.api.keys.KeyEncryption;
import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.spi.TokenSealer;
import dev.mooring.api.spi.TokenSealerProvider;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The simplest correct sealer, which shows that the contract can be kept; broken ones are made of it. */
public class ReferenceSealerProvider implements TokenSealerProvider {
    private static final byte[] NOTHING = {};
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
    public KeyMaterial generateKey(String algorithm, @Nullable KeyEncryption kms) {
        if (!algorithm.equals(ALGORITHM)) {
            throw new IllegalArgumentException("The algorithm is " + ALGORITHM);
        }
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        try {
            return kms == null ? KeyMaterial.clear(key) : KeyMaterial.encrypted(kms.encrypt(key, NOTHING));
        } catch (GeneralSecurityException failed) {
            throw new IllegalArgumentException("The KMS does not encrypt keys");
        }
    }

    @Override
    public TokenSealer sealer(KeySet keys, @Nullable KeyEncryption kms) {
        if (!keys.sealerId().equals(id())) {
            throw new IllegalArgumentException("These keys are for " + keys.sealerId());
        }
        Map<String, byte[]> raw = new HashMap<>();
        keys.keys().forEach(key -> raw.put(key.id(), raw(key, kms)));
        return new ReferenceSealer(keys.sealingKey().id(), raw);
    }

    private static byte[] raw(TokenKey key, @Nullable KeyEncryption kms) {
        byte[] raw = key.material().bytes();
        if (key.material().protection() == KeyMaterial.Protection.KMS) {
            raw = decrypted(key.id(), raw, kms);
        }
        boolean constant = true;
        for (byte b : raw) {
            constant &= b == raw[0];
        }
        if (!key.algorithm().equals(ALGORITHM) || raw.length != 32 || constant) {
            throw new IllegalArgumentException("The key " + key.id() + " is not 32 random bytes for " + ALGORITHM);
        }
        return raw;
    }

    private static byte[] decrypted(String id, byte[] encrypted, @Nullable KeyEncryption kms) {
        try {
            if (kms != null) {
                return kms.decrypt(encrypted, NOTHING);
            }
        } catch (GeneralSecurityException refused) {
            throw new IllegalArgumentException("The KMS does not decrypt the key " + id);
        }
        throw new IllegalArgumentException("The key " + id + " is encrypted: give the KMS");
    }
}

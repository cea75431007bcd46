package dev.mooring.token;

import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.spi.Pae;
import dev.mooring.api.spi.SealBrokenException;
import dev.mooring.api.spi.TokenSealer;
import dev.mooring.api.spi.TokenSealerProvider;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The sealer "hmac-sha256" as the format defines it, counting its calls. */
final class MacProvider implements TokenSealerProvider {
    private static final int TAG_BYTES = 32;

    private final String id;
    final AtomicInteger opened = new AtomicInteger();
    private Runnable whileOpening = () -> {};

    MacProvider() {
        this("hmac-sha256");
    }

    MacProvider(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    /** Runs this within each opening of a seal, before it is verified. */
    void whileOpening(Runnable action) {
        whileOpening = action;
    }

    @Override
    public List<String> algorithms() {
        return List.of("HMAC_SHA256");
    }

    @Override
    public KeyMaterial generateKey(String algorithm) {
        return KeyMaterial.clear(Fixtures.secret(99));
    }

    @Override
    public TokenSealer sealer(KeySet keys) {
        return new Sealer(keys);
    }

    private final class Sealer implements TokenSealer {
        private final KeySet keys;

        Sealer(KeySet keys) {
            this.keys = keys;
        }

        @Override
        public String primaryKeyId() {
            return keys.sealingKey().id();
        }

        @Override
        public Set<String> keyIds() {
            return keys.keys().stream().map(TokenKey::id).collect(Collectors.toSet());
        }

        @Override
        public boolean confidential() {
            return false;
        }

        @Override
        public byte[] seal(byte[] payload, byte[] associatedData) {
            byte[] sealed = Arrays.copyOf(payload, payload.length + TAG_BYTES);
            byte[] tag = tag(keys.sealingKey(), payload, associatedData);
            System.arraycopy(tag, 0, sealed, payload.length, TAG_BYTES);
            return sealed;
        }

        @Override
        public byte[] open(String keyId, byte[] sealed, byte[] associatedData) throws SealBrokenException {
            opened.incrementAndGet();
            whileOpening.run();
            if (sealed.length < TAG_BYTES) {
                throw new SealBrokenException();
            }
            byte[] payload = Arrays.copyOf(sealed, sealed.length - TAG_BYTES);
            byte[] tag = Arrays.copyOfRange(sealed, payload.length, sealed.length);
            if (!MessageDigest.isEqual(tag, tag(keys.key(keyId).orElseThrow(), payload, associatedData))) {
                throw new SealBrokenException();
            }
            return payload;
        }

        private byte[] tag(TokenKey key, byte[] payload, byte[] associatedData) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key.material().bytes(), "HmacSHA256"));
                return mac.doFinal(Pae.encode("mooring.hmac-sha256.v1".getBytes(), associatedData, payload));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

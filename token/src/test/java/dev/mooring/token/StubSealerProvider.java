package dev.mooring.token;

import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.spi.TokenSealer;
import dev.mooring.api.spi.TokenSealerProvider;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/** A sealer that does as a test says, whatever its contract says. */
final class StubSealerProvider implements TokenSealerProvider {
    String id = "hmac-sha256";
    Callable<TokenSealer> making = () -> new Sealer();
    Callable<String> primaryKeyId = () -> "k1";
    Callable<Set<String>> keyIds = () -> Set.of("k1");
    Callable<byte[]> sealing = () -> new byte[10];
    Callable<byte[]> opening = () -> new byte[10];

    @Override
    public String id() {
        return id;
    }

    @Override
    public List<String> algorithms() {
        return List.of("HMAC_SHA256");
    }

    @Override
    public KeyMaterial generateKey(String algorithm) {
        throw new IllegalArgumentException("No keys are made here");
    }

    @Override
    public TokenSealer sealer(KeySet keys) {
        return StubCodec.sneaky(making);
    }

    private final class Sealer implements TokenSealer {
        @Override
        public String primaryKeyId() {
            return StubCodec.sneaky(primaryKeyId);
        }

        @Override
        public Set<String> keyIds() {
            return StubCodec.sneaky(keyIds);
        }

        @Override
        public boolean confidential() {
            return false;
        }

        @Override
        public byte[] seal(byte[] payload, byte[] associatedData) {
            return StubCodec.sneaky(sealing);
        }

        @Override
        public byte[] open(String keyId, byte[] sealed, byte[] associatedData) {
            return StubCodec.sneaky(opening);
        }
    }
}

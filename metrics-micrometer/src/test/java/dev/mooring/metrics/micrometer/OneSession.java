package dev.mooring.metrics.micrometer;

import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.api.spi.TokenSealer;
import dev.mooring.api.spi.TokenSealerProvider;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A codec that knows one session, and a sealer that seals nothing: enough for a manager to have something to tell. */
record OneSession(SessionSnapshot session) implements TokenSealerProvider {
    static final String SEALER = "open-seal";

    @Override
    public String id() {
        return SEALER;
    }

    @Override
    public List<String> algorithms() {
        return List.of("NONE");
    }

    @Override
    public KeyMaterial generateKey(String algorithm) {
        return KeyMaterial.clear(new byte[32]);
    }

    @Override
    public TokenSealer sealer(KeySet keys) {
        return new OpenSeal(
                keys.sealingKey().id(), keys.keys().stream().map(TokenKey::id).collect(Collectors.toSet()));
    }

    SnapshotCodec codec() {
        return new Codec();
    }

    private final class Codec implements SnapshotCodec {
        @Override
        public String id() {
            return "one";
        }

        @Override
        public byte[] encode(SessionSnapshot snapshot) {
            return new byte[1];
        }

        @Override
        public SessionSnapshot decode(byte[] payload, SnapshotLimits limits) {
            return session;
        }
    }

    private record OpenSeal(String primaryKeyId, Set<String> keyIds) implements TokenSealer {
        @Override
        public boolean confidential() {
            return false;
        }

        @Override
        public byte[] seal(byte[] payload, byte[] associatedData) {
            return payload;
        }

        @Override
        public byte[] open(String keyId, byte[] sealed, byte[] associatedData) {
            return sealed;
        }
    }
}

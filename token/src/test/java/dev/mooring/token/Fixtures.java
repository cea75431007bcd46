package dev.mooring.token;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotBuilder;
import dev.mooring.token.ResumeTokenException.Reason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** The parts that these tests share: a time, keys, a session, and a manager whose every part can be watched. */
final class Fixtures {
    static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    /** One server: its clock, its providers, and who listens. */
    static final class Server {
        final TestClock clock = new TestClock(NOW);
        final MemoryCodec codec = new MemoryCodec();
        final MacProvider sealer = new MacProvider();
        final RecordingListener listener = new RecordingListener();

        ResumeTokenManager.Builder builder() {
            return builder(KeySource.of(keys()));
        }

        ResumeTokenManager.Builder builder(KeySource keys) {
            return ResumeTokenManager.builder()
                    .codec(codec)
                    .sealer(sealer)
                    .keys(keys)
                    .clock(clock)
                    .random(new CountingRandom())
                    .listener(listener);
        }

        ResumeTokenManager manager() {
            return builder().build();
        }
    }

    private Fixtures() {}

    /** 32 bytes that differ from those of every other number. */
    static byte[] secret(int number) {
        byte[] secret = new byte[32];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) (number + 7 * i);
        }
        return secret;
    }

    /** A key whose secret follows from its id, a {@code k} and a number. */
    static TokenKey key(String id, TokenKey.Status status) {
        byte[] secret = secret(Integer.parseInt(id.substring(1)));
        return new TokenKey(id, status, NOW, NOW, "HMAC_SHA256", KeyMaterial.clear(secret));
    }

    static KeySet keys() {
        return keys(key("k1", TokenKey.Status.SEALING));
    }

    static KeySet keys(TokenKey... keys) {
        return KeySet.of("hmac-sha256", List.of(keys));
    }

    static SnapshotBuilder session() {
        return SessionSnapshot.builder("session-1", NOW);
    }

    /** Runs a call that is to be refused, and checks the rules of every refusal. */
    static ResumeTokenException refusal(Executable action) {
        ResumeTokenException refusal = assertThrows(ResumeTokenException.class, action);
        assertNull(refusal.getCause());
        return refusal;
    }

    static Reason reason(Executable action) {
        return refusal(action).reason();
    }
}

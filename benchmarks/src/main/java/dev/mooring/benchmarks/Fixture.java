package dev.mooring.benchmarks;

import dev.mooring.api.keys.KeySet;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.api.spi.TokenSealerProvider;
import dev.mooring.testkit.SnapshotProfiles;
import dev.mooring.token.KeyMaker;
import dev.mooring.token.KeySource;
import dev.mooring.token.Providers;
import dev.mooring.token.ResumeTokenManager;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The set-up that benchmarks share. */
final class Fixture {
    /** As many bytes as a token's sealer gets as associated data: the domain, a header and no context. */
    static final int ASSOCIATED_DATA_BYTES = 150;

    private Fixture() {}

    static SessionSnapshot snapshot(String profile) {
        return switch (profile) {
            case "small" -> SnapshotProfiles.small();
            case "typical" -> SnapshotProfiles.typical();
            case "large" -> SnapshotProfiles.large();
            default -> throw new IllegalArgumentException("No profile is named " + profile);
        };
    }

    static SnapshotCodec codec(String id) {
        return Providers.discover().codec(id);
    }

    static KeySet keys(Choice choice) {
        TokenSealerProvider provider = Providers.discover().sealer(choice.sealer());
        return new KeyMaker(provider, null, new SecureRandom()).create(choice.algorithm(), Instant.now());
    }

    static ResumeTokenManager.Builder manager(Choice choice, SessionSnapshot snapshot) {
        return ResumeTokenManager.builder()
                .codec(choice.codec())
                .compression(choice.compression())
                .keys(KeySource.of(keys(choice)))
                .clock(clock(snapshot));
    }

    /** The profiles' sessions began at a fixed time, so the clock goes on from their last activity. */
    static InstantSource clock(SessionSnapshot snapshot) {
        return InstantSource.offset(InstantSource.system(), Duration.between(Instant.now(), snapshot.lastActivity()));
    }

    /** A key of 32 random bytes. */
    static byte[] rawKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return key;
    }

    /** The last step of every set-up. */
    static void require(boolean correct) {
        if (!correct) {
            throw new IllegalStateException("What came back is not what went in");
        }
    }
}

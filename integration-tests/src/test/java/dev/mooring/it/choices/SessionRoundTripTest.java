package dev.mooring.it.choices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.mooring.api.snapshot.ExportValue;
import dev.mooring.api.snapshot.ImportValue;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.api.spi.SnapshotFormatException;
import dev.mooring.it.deployed.Choice;
import dev.mooring.it.deployed.Keys;
import dev.mooring.session.CapabilityRestorer;
import dev.mooring.session.PersistentSessionManager;
import dev.mooring.session.ResumeOutcome.Resumed;
import dev.mooring.session.Session;
import dev.mooring.testkit.RandomSnapshots;
import dev.mooring.token.KeySource;
import dev.mooring.token.Providers;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenContext;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** K06 and J20: random sessions are live again as they were, by every codec with every sealer, and these agree. */
class SessionRoundTripTest {
    private static final int SESSIONS = 150;
    private static final Duration DAY = Duration.ofDays(1);
    private static final TokenContext CALLER = TokenContext.of("tenant", "acme");

    @TempDir
    private static Path folder;

    /** A session that can still be resumed a second after its creation. */
    private static SessionSnapshot session(long seed) {
        SessionSnapshot random = RandomSnapshots.snapshot(new SplittableRandom(seed));
        return random.toBuilder().lastActivity(random.createdAt()).maxAge(DAY).build();
    }

    @ParameterizedTest
    @EnumSource
    void session_sealedOpenedRestoredAndCaptured_isAsItWas(Choice choice) {
        Path keys = new Keys(folder).file(choice.sealer(), choice.sealer() + ".keys");
        for (long seed = 0; seed < SESSIONS; seed++) {
            SessionSnapshot before = session(seed);
            Instant now = before.createdAt().plusSeconds(1);
            ResumeTokenManager tokens = ResumeTokenManager.builder()
                    .codec(choice.codec())
                    .keys(KeySource.file(keys))
                    .clock(() -> now)
                    .build();
            assertEquals(next(before, now), resumed(before, tokens, now), "seed " + seed);
        }
    }

    /** The content of a session's next token. */
    private static SessionSnapshot next(SessionSnapshot before, Instant resumed) {
        return before.toBuilder()
                .generation(before.generation() + 1)
                .checkpoint(1)
                .lastActivity(resumed)
                .build();
    }

    private static SessionSnapshot resumed(SessionSnapshot before, ResumeTokenManager tokens, Instant now) {
        try (PersistentSessionManager sessions = PersistentSessionManager.builder(
                        tokens, request -> CapabilityRestorer.grant(request.reference()))
                .clock(() -> now)
                .build()) {
            String token = tokens.issue(before, CALLER).text();
            Resumed resumed = assertInstanceOf(Resumed.class, sessions.resume(token, CALLER));
            assertNextIdsAreUnused(before, resumed.session());
            return tokens.open(resumed.successor().text(), CALLER).snapshot();
        }
    }

    private static void assertNextIdsAreUnused(SessionSnapshot before, Session after) {
        assertEquals(before.nextPositiveId(), after.ids().nextPositiveId());
        assertEquals(before.nextNegativeId(), after.ids().nextNegativeId());
        assertEquals(before.nextPeerId(), after.ids().nextPeerId());
    }

    @Test
    void snapshot_throughEachCodec_isTheSameAgain() throws SnapshotFormatException {
        for (SnapshotCodec codec : Providers.discover().codecs()) {
            for (long seed = 0; seed < SESSIONS; seed++) {
                SessionSnapshot before = RandomSnapshots.snapshot(new SplittableRandom(seed));
                assertEquals(before, codec.decode(codec.encode(before), SnapshotLimits.DEFAULT), codec.id() + seed);
            }
        }
    }

    @Test
    void sessions_tried_holdEveryKindOfEntry() {
        Set<Class<?>> kinds = new HashSet<>();
        for (long seed = 0; seed < SESSIONS; seed++) {
            SessionSnapshot session = session(seed);
            Stream.concat(session.imports().values().stream(), session.exports().values().stream())
                    .forEach(entry -> kinds.add(entry.value().getClass()));
        }
        assertEquals(
                Set.of(
                        ImportValue.Resolved.class,
                        ImportValue.Stub.class,
                        ImportValue.Promise.class,
                        ExportValue.Resolved.class,
                        ExportValue.Rejected.class,
                        ExportValue.Stub.class,
                        ExportValue.Promise.class),
                kinds);
    }
}

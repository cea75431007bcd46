package dev.mooring.fuzz;

import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.api.spi.SnapshotFormatException;
import dev.mooring.api.spi.TokenSealerProvider;
import dev.mooring.testkit.RandomSnapshots;
import dev.mooring.testkit.SnapshotProfiles;
import dev.mooring.token.KeySource;
import dev.mooring.token.Providers;
import dev.mooring.token.ResumeTokenManager;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** The parts that all targets share: codecs, managers, and tokens that are put together by hand. */
final class Fixture {
    static final Instant NOW = Instant.parse("2026-01-01T00:10:00Z");
    private static final Instant CREATED_AT = Instant.parse("2026-01-01T00:00:00Z");
    static final String PREFIX = "mrt1.";
    static final SnapshotCodec JSON = Providers.discover().codec("json");
    static final SnapshotCodec CBOR = Providers.discover().codec("cbor");

    private static final int RANDOM_SEEDS = 24;

    private Fixture() {}

    /** A manager whose sealer verifies everything. */
    static ResumeTokenManager plainManager() {
        PlainSealer plain = new PlainSealer();
        TokenKey key =
                new TokenKey(PlainSealer.KEY_ID, TokenKey.Status.SEALING, NOW, NOW, "NONE", plain.generateKey("NONE"));
        return ResumeTokenManager.builder()
                .codec(CBOR)
                .acceptCodec(JSON)
                .sealer((TokenSealerProvider) plain)
                .keys(KeySource.of(KeySet.of(PlainSealer.ID, List.of(key))))
                .clock(InstantSource.fixed(NOW))
                .random(new Fixed.Randomness())
                .build();
    }

    /** A manager with keys of a real sealer. */
    static ResumeTokenManager manager(KeySet keys) {
        return ResumeTokenManager.builder()
                .codec(CBOR)
                .sealer(Providers.discover().sealer(keys.sealerId()))
                .keys(KeySource.of(keys))
                .clock(InstantSource.fixed(NOW))
                .random(new Fixed.Randomness())
                .build();
    }

    static String text(byte[] frame) {
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(frame);
    }

    static byte[] frame(String text) {
        return Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
    }

    /** The text of a token for the plain manager. */
    static String token(SnapshotCodec codec, boolean deflated, byte[] payload) {
        byte[] codecId = codec.id().getBytes(StandardCharsets.US_ASCII);
        byte[] sealerId = PlainSealer.ID.getBytes(StandardCharsets.US_ASCII);
        byte[] keyId = PlainSealer.KEY_ID.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer frame = ByteBuffer.allocate(64 + payload.length);
        frame.put((byte) 1).put((byte) (deflated ? 1 : 0));
        frame.put((byte) codecId.length).put(codecId);
        frame.put((byte) sealerId.length).put(sealerId);
        frame.put((byte) keyId.length).put(keyId);
        frame.putLong(1).putLong(2);
        frame.putLong(NOW.toEpochMilli()).putLong(NOW.plusSeconds(3600).toEpochMilli());
        frame.put(payload);
        byte[] whole = new byte[frame.position()];
        frame.flip().get(whole);
        return text(whole);
    }

    /** Reads the payload that a codec wrote. It may be refused only if it is too long. */
    static Optional<SessionSnapshot> readAgain(SnapshotCodec codec, byte[] written) {
        try {
            return Optional.of(codec.decode(written, SnapshotLimits.DEFAULT));
        } catch (SnapshotFormatException refusal) {
            Expect.that(
                    written.length > SnapshotLimits.DEFAULT.maxPayloadBytes(), codec.id() + " refuses its own payload");
            return Optional.empty();
        }
    }

    /** Valid sessions to start from, small ones first. */
    static Stream<SessionSnapshot> snapshots() {
        Random random = new Random(1);
        List<SessionSnapshot> snapshots = new ArrayList<>();
        snapshots.add(SnapshotProfiles.small());
        snapshots.add(SnapshotProfiles.typical());
        for (int i = 0; i < RANDOM_SEEDS; i++) {
            snapshots.add(current(RandomSnapshots.snapshot(random)));
        }
        return snapshots.stream();
    }

    /** The same session, begun a while ago, so that its tokens are within their times. */
    private static SessionSnapshot current(SessionSnapshot snapshot) {
        return new SessionSnapshot(
                snapshot.sessionId(),
                CREATED_AT,
                NOW,
                snapshot.schemaVersion(),
                snapshot.generation(),
                snapshot.checkpoint(),
                snapshot.nextPositiveId(),
                snapshot.nextNegativeId(),
                snapshot.nextPeerId(),
                snapshot.imports(),
                snapshot.exports(),
                snapshot.variables(),
                SessionSnapshot.DEFAULT_MAX_AGE,
                snapshot.capabilities());
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The bytes behind the first so many. */
    static byte[] after(int used, byte[] input) {
        return Arrays.copyOfRange(input, Math.min(used, input.length), input.length);
    }
}

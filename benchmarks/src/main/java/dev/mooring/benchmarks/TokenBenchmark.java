package dev.mooring.benchmarks;

import dev.mooring.testkit.SnapshotProfiles;
import dev.mooring.token.KeySet;
import dev.mooring.token.KeySource;
import dev.mooring.token.Providers;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.SessionSnapshot;
import dev.mooring.token.SnapshotLimits;
import dev.mooring.token.spi.SnapshotCodec;
import dev.mooring.token.spi.TokenSealer;
import dev.mooring.token.spi.TokenSealerProvider;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a token cost, and how much of that is Mooring's own?
 *
 * <p>{@code issue} and {@code open} are the whole way, from a snapshot to a token's text and back. The other rows are
 * parts of it, alone, on the same bytes: {@code encode} and {@code decode} the codec, {@code seal} and {@code unseal} the
 * sealer with its MAC or cipher. What {@code issue} takes beyond {@code encode} and {@code seal} (and {@code open} beyond
 * {@code decode} and {@code unseal}) is base64, the header, the checks of the snapshot, and a random token id.
 *
 * <p>Run it with {@code benchmarks/run}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TokenBenchmark {

    /** How the snapshot is written. */
    @Param({"json", "cbor"})
    public String codec;

    /** How it is protected. */
    @Param({"hmac-sha256", "tink-aead"})
    public String sealer;

    /** How large the session is. */
    @Param({"small", "typical", "large"})
    public String profile;

    private SessionSnapshot snapshot;
    private ResumeTokenManager manager;
    private String text;
    private SnapshotCodec snapshotCodec;
    private TokenSealer tokenSealer;
    private byte[] payload;
    private byte[] sealed;
    private final byte[] associatedData = new byte[150];

    /** Makes manager and parts, and makes sure that all of them do what they are to be measured at. */
    @Setup
    public void setUp() throws Exception {
        snapshot = profile();
        Providers providers = Providers.discover();
        TokenSealerProvider provider = providers.sealer(sealer);
        KeySet keys = KeySet.generate(provider, provider.algorithms().get(0), Instant.now(), new SecureRandom(), null);
        manager = ResumeTokenManager.builder()
                .codec(codec)
                .keys(KeySource.of(keys))
                .clock(clockAt(snapshot.lastActivity()))
                .build();
        text = manager.issue(snapshot).text();
        snapshotCodec = providers.codec(codec);
        tokenSealer = provider.sealer(keys, null);
        payload = snapshotCodec.encode(snapshot);
        sealed = tokenSealer.seal(payload, associatedData);
        if (!open().equals(snapshot) || !decode().equals(snapshot) || unseal().length != payload.length) {
            throw new IllegalStateException("What was issued is not what was opened");
        }
    }

    /** The profiles' sessions began at a fixed time, so the clock goes on from there. */
    private static InstantSource clockAt(Instant start) {
        return InstantSource.offset(InstantSource.system(), Duration.between(Instant.now(), start));
    }

    private SessionSnapshot profile() {
        return switch (profile) {
            case "small" -> SnapshotProfiles.small();
            case "typical" -> SnapshotProfiles.typical();
            default -> SnapshotProfiles.large();
        };
    }

    /** The whole way to a token. */
    @Benchmark
    public String issue() {
        return manager.issue(snapshot).text();
    }

    /** The whole way back. */
    @Benchmark
    public SessionSnapshot open() {
        return manager.open(text).snapshot();
    }

    /** The codec alone, writing. */
    @Benchmark
    public byte[] encode() {
        return snapshotCodec.encode(snapshot);
    }

    /** The codec alone, reading. */
    @Benchmark
    public SessionSnapshot decode() throws Exception {
        return snapshotCodec.decode(payload, SnapshotLimits.DEFAULT);
    }

    /** The sealer alone, sealing. */
    @Benchmark
    public byte[] seal() {
        return tokenSealer.seal(payload, associatedData);
    }

    /** The sealer alone, opening. */
    @Benchmark
    public byte[] unseal() throws Exception {
        return tokenSealer.open(tokenSealer.primaryKeyId(), sealed, associatedData);
    }
}

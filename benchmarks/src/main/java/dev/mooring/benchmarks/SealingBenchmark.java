package dev.mooring.benchmarks;

import dev.mooring.api.keys.KeySet;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.spi.TokenSealer;
import dev.mooring.token.KeySource;
import dev.mooring.token.Providers;
import dev.mooring.token.ResumeTokenManager;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * How much does sealing cost without a codec? {@code issue} and {@code open} go from bytes to a token's text and back, with the
 * header, the key lookup and all checks of a token, as the peers do in {@link PeerBenchmark#seal} and
 * {@link PeerBenchmark#unseal} on the same bytes; {@code seal} and {@code unseal} are the bare sealer, whose floor is
 * {@link RawBenchmark}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SealingBenchmark {

    /** Whose payload, and the sealer. */
    @Param({"json+hmac-sha256", "cbor+aes256-gcm", "cbor+xaes256-gcm"})
    public String token;

    /** How large the session is. */
    @Param({"small", "typical", "large"})
    public String profile;

    private final byte[] associatedData = new byte[Fixture.ASSOCIATED_DATA_BYTES];
    private byte[] payload;
    private SessionSnapshot snapshot;
    private ResumeTokenManager manager;
    private String text;
    private TokenSealer sealer;
    private byte[] sealed;

    /** Seals a payload both ways, and makes sure that it opens. */
    @Setup
    public void setUp() throws Exception {
        Choice choice = Choice.of(token);
        payload = Fixture.codec(choice.codec()).encode(Fixture.snapshot(profile));
        snapshot = Fixture.snapshot("small");
        KeySet keys = Fixture.keys(choice);
        manager = ResumeTokenManager.builder()
                .codec(new FixedCodec(payload, snapshot))
                .keys(KeySource.of(keys))
                .clock(Fixture.clock(snapshot))
                .build();
        text = issue();
        sealer = Providers.discover().sealer(choice.sealer()).sealer(keys);
        sealed = seal();
        Fixture.require(open().equals(snapshot) && Arrays.equals(unseal(), payload));
        Sizes.note(Sizes.TOKEN, text.length());
        Sizes.note(Sizes.PAYLOAD, payload.length);
    }

    /** Bytes to text. */
    @Benchmark
    public String issue() {
        return manager.issue(snapshot).text();
    }

    /** Text to bytes. */
    @Benchmark
    public SessionSnapshot open() {
        return manager.open(text).snapshot();
    }

    /** The sealer alone, sealing. */
    @Benchmark
    public byte[] seal() {
        return sealer.seal(payload, associatedData);
    }

    /** The sealer alone, opening. */
    @Benchmark
    public byte[] unseal() throws Exception {
        return sealer.open(sealer.primaryKeyId(), sealed, associatedData);
    }
}

package dev.mooring.benchmarks;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.token.ResumeTokenManager;
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
 * How much does a token cost? {@code issue} is the whole way from a snapshot to a token's text, {@code open} the whole way back.
 *
 * <p>The time that they take beyond {@link CodecBenchmark}, {@link RawBenchmark} and {@link Base64Benchmark} of the same choice is
 * Mooring's own: the header, the checks, and a random token id.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TokenBenchmark {

    /** The codec and the sealer. */
    @Param({
        "json+hmac-sha256",
        "json+aes256-gcm",
        "json+xaes256-gcm",
        "cbor+hmac-sha256",
        "cbor+aes256-gcm",
        "cbor+xaes256-gcm",
        "json+aes256-gcm+deflate"
    })
    public String token;

    /** How large the session is. */
    @Param({"small", "typical", "large"})
    public String profile;

    private SessionSnapshot snapshot;
    private ResumeTokenManager manager;
    private String text;
    private String nextText;

    /** Issues two tokens, and makes sure that they open. */
    @Setup
    public void setUp() {
        Choice choice = Choice.of(token);
        snapshot = Fixture.snapshot(profile);
        manager = Fixture.manager(choice, snapshot).build();
        text = issue();
        nextText = issue();
        Fixture.require(open().equals(snapshot) && open().equals(snapshot));
        Sizes.note(Sizes.TOKEN, text.length());
        Sizes.note(Sizes.PAYLOAD, Fixture.codec(choice.codec()).encode(snapshot).length);
    }

    /** Snapshot to text. */
    @Benchmark
    public String issue() {
        return manager.issue(snapshot).text();
    }

    /** Text to snapshot; never the same text twice in a row, as the JDK's cipher keeps what it prepared for its last key. */
    @Benchmark
    public SessionSnapshot open() {
        String last = text;
        text = nextText;
        nextText = last;
        return manager.open(text).snapshot();
    }
}

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
 * How long does a fresh JVM take to its first token? Finding the providers, making a key and the manager, and issuing, once,
 * with nothing loaded or compiled before. The JVM's own start is not in it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ColdBenchmark {

    /** The codec and the sealer. */
    @Param({"json+hmac-sha256", "cbor+aes256-gcm", "cbor+xaes256-gcm"})
    public String token;

    private SessionSnapshot snapshot;

    /** Makes the session, and nothing that issuing needs. */
    @Setup
    public void setUp() {
        snapshot = Fixture.snapshot("typical");
    }

    /** Nothing to text. */
    @Benchmark
    public String firstToken() {
        ResumeTokenManager manager = Fixture.manager(Choice.of(token), snapshot).build();
        String text = manager.issue(snapshot).text();
        Fixture.require(text.startsWith("mrt1."));
        return text;
    }
}

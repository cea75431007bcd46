package dev.mooring.benchmarks;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.session.CapabilityRestorer;
import dev.mooring.session.InMemoryLedger;
import dev.mooring.session.PersistentSessionManager;
import dev.mooring.session.ResumeOutcome;
import dev.mooring.session.Session;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenContext;
import java.time.InstantSource;
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
 * How much does moving a live session cost? {@code checkpoint} copies the session and issues a token; {@code suspendAndResume} ends
 * it too, and restores it with every reference granted again, and the claim in the ledger of this JVM. The time that they take beyond
 * {@code issue} and {@code open} of {@link TokenBenchmark} is the session's own.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SessionBenchmark {

    /** The codec and the sealer. */
    @Param({"json+hmac-sha256", "cbor+aes256-gcm", "cbor+xaes256-gcm"})
    public String token;

    /** How large the session is. */
    @Param({"small", "typical", "large"})
    public String profile;

    private PersistentSessionManager sessions;
    private Session session;

    /** Resumes the profile's session, and makes sure that it is still the same after being suspended and resumed. */
    @Setup
    public void setUp() {
        SessionSnapshot snapshot = Fixture.snapshot(profile);
        InstantSource clock = Fixture.clock(snapshot);
        ResumeTokenManager tokens = Fixture.manager(Choice.of(token), snapshot).build();
        sessions = PersistentSessionManager.builder(tokens, request -> CapabilityRestorer.grant(new Object()))
                .ledger(InMemoryLedger.builder().clock(clock).build())
                .clock(clock)
                .build();
        session = resumed(tokens.issue(snapshot).text());
        suspendAndResume();
        SessionSnapshot after = tokens.open(checkpoint()).snapshot();
        Fixture.require(after.imports().equals(snapshot.imports())
                && after.exports().equals(snapshot.exports())
                && after.variables().equals(snapshot.variables()));
    }

    /** The live session to text; it stays live. */
    @Benchmark
    public String checkpoint() {
        return sessions.checkpoint(session).token().text();
    }

    /** The live session to text and back to a live one, of the next generation. */
    @Benchmark
    public Session suspendAndResume() {
        session = resumed(sessions.suspend(session).token().text());
        return session;
    }

    private Session resumed(String text) {
        if (sessions.resume(text, TokenContext.none()) instanceof ResumeOutcome.Resumed resumed) {
            return resumed.session();
        }
        throw new IllegalStateException("The session was not resumed");
    }
}

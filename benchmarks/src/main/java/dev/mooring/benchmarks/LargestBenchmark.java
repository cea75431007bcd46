package dev.mooring.benchmarks;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotBuilder;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.token.ResumeTokenManager;
import java.time.Instant;
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
 * How much does the largest allowed snapshot allocate? The figure is the allocation, less the token's text, over the
 * payload; the time is beside the point. {@link HeapBenchmark} tells how much of it is held at once.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LargestBenchmark {
    /** So many variables of so many characters come within 2 % of the most bytes that a payload may have. */
    private static final int CHARS = 1_034;

    /** The codec and the sealer. */
    @Param({"json+hmac-sha256", "cbor+aes256-gcm", "cbor+xaes256-gcm"})
    public String token;

    private SessionSnapshot snapshot;
    private ResumeTokenManager manager;

    /** Fills a session, and makes sure that no larger one is allowed and that its token opens. */
    @Setup
    public void setUp() {
        Choice choice = Choice.of(token);
        SnapshotLimits limits = SnapshotLimits.DEFAULT;
        SnapshotBuilder builder = SessionSnapshot.builder("largest", Instant.parse("2026-01-01T00:00:00Z"));
        for (int i = 0; i < limits.maxVariables(); i++) {
            builder.variable("v" + i, Value.of("x".repeat(CHARS)));
        }
        snapshot = builder.build();
        manager = Fixture.manager(choice, snapshot)
                .maxTokenChars(2 * limits.maxPayloadBytes())
                .build();
        String text = issue();
        int payload = Fixture.codec(choice.codec()).encode(snapshot).length;
        Fixture.require(payload > 0.98 * limits.maxPayloadBytes());
        Fixture.require(manager.open(text).snapshot().equals(snapshot));
        Sizes.note(Sizes.TOKEN, text.length());
        Sizes.note(Sizes.PAYLOAD, payload);
    }

    /** Snapshot to text. */
    @Benchmark
    public String issue() {
        return manager.issue(snapshot).text();
    }
}

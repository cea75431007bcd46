package dev.mooring.benchmarks;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.token.ResumeTokenManager;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/** Does a second thread double the throughput of one shared manager? Threads take the rest from each other. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ThreadsBenchmark {
    private SessionSnapshot snapshot;
    private ResumeTokenManager manager;
    private String text;

    /** Issues a token, and makes sure that it opens. */
    @Setup
    public void setUp() {
        snapshot = Fixture.snapshot("typical");
        manager = Fixture.manager(Choice.of("cbor+aes256-gcm"), snapshot).build();
        text = manager.issue(snapshot).text();
        Fixture.require(manager.open(text).snapshot().equals(snapshot));
    }

    /** Snapshot to text. */
    @Benchmark
    @Threads(1)
    public String issueByOne() {
        return manager.issue(snapshot).text();
    }

    /** Snapshot to text. */
    @Benchmark
    @Threads(2)
    public String issueByTwo() {
        return manager.issue(snapshot).text();
    }

    /** Text to snapshot. */
    @Benchmark
    @Threads(1)
    public SessionSnapshot openByOne() {
        return manager.open(text).snapshot();
    }

    /** Text to snapshot. */
    @Benchmark
    @Threads(2)
    public SessionSnapshot openByTwo() {
        return manager.open(text).snapshot();
    }
}

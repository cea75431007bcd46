package dev.mooring.benchmarks;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.Value;
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
 * Does it matter which texts a JVM has met? The JVM compiles code for strings by the strings that it saw first: JDK 25
 * compiled loops over characters worse as long as all texts were Latin-1. Both rows are of the same session, whose texts
 * are Latin-1; with {@code mixed}, the JVM has issued and opened sessions with other texts before. The gap between the
 * two values is the price of having met nothing else.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TextsBenchmark {
    private static final int SESSIONS_BEFORE = 20_000;

    /** The texts that the JVM meets before it is measured. */
    @Param({"latin1", "mixed"})
    public String texts;

    private SessionSnapshot snapshot;
    private ResumeTokenManager manager;
    private String text;
    private String nextText;

    /** Issues and opens sessions of the texts, and then two tokens of the session that is measured. */
    @Setup
    public void setUp() {
        snapshot = Fixture.snapshot("typical");
        manager = Fixture.manager(Choice.of("cbor+aes256-gcm"), snapshot).build();
        if (texts.equals("mixed")) {
            SessionSnapshot other =
                    snapshot.toBuilder().variable("имя", Value.of("日本語 €")).build();
            for (int i = 0; i < SESSIONS_BEFORE; i++) {
                Fixture.require(
                        manager.open(manager.issue(other).text()).snapshot().equals(other));
            }
        }
        text = issue();
        nextText = issue();
        Fixture.require(open().equals(snapshot) && open().equals(snapshot));
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

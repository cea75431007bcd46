package dev.mooring.benchmarks;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SnapshotCodec;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.ObjectMapper;

/**
 * How much does a codec cost, alone and beside databind? {@code encode} and {@code decode} are the codec's; {@code databindWrite}
 * and {@code databindRead} are Jackson's own of the same document as a {@code Map}, which knows nothing of a session and
 * checks nothing.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CodecBenchmark {

    /** The codec. */
    @Param({"json", "cbor"})
    public String codec;

    /** How large the session is. */
    @Param({"small", "typical", "large"})
    public String profile;

    private SessionSnapshot snapshot;
    private SnapshotCodec snapshotCodec;
    private byte[] payload;
    private ObjectMapper mapper;
    private Map<String, Object> document;

    /** Encodes a snapshot, reads the document as a map, and makes sure that both come back. */
    @Setup
    public void setUp() throws Exception {
        snapshot = Fixture.snapshot(profile);
        snapshotCodec = Fixture.codec(codec);
        payload = encode();
        mapper = Documents.mapper(codec);
        document = databindRead();
        Fixture.require(decode().equals(snapshot));
        Fixture.require(Documents.read(mapper, databindWrite()).equals(document));
        Sizes.note(Sizes.PAYLOAD, payload.length);
    }

    /** The codec, writing. */
    @Benchmark
    public byte[] encode() {
        return snapshotCodec.encode(snapshot);
    }

    /** The codec, reading. */
    @Benchmark
    public SessionSnapshot decode() throws Exception {
        return snapshotCodec.decode(payload, SnapshotLimits.DEFAULT);
    }

    /** Databind, writing. */
    @Benchmark
    public byte[] databindWrite() {
        return mapper.writeValueAsBytes(document);
    }

    /** Databind, reading. */
    @Benchmark
    public Map<String, Object> databindRead() {
        return Documents.read(mapper, payload);
    }
}

package dev.mooring.benchmarks;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SnapshotCodec;
import java.util.Arrays;
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
 * How much would another library cost? {@code seal} and {@code unseal} are its sealing alone, on the bytes that
 * {@link SealingBenchmark} seals: those of CBOR if it encrypts, of JSON if it signs. {@code issue} and {@code open} have
 * Mooring's JSON codec before it, to compare with {@link TokenBenchmark}. {@code issueMap} and {@code openMap} are what users
 * write: a map through databind.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PeerBenchmark {

    /** The library, and the part of it. */
    @Param({"nimbus-jwe", "jjwt-jwe", "nimbus-jws", "jjwt-jws", "fernet", "jpaseto"})
    public String peer;

    /** How large the session is. */
    @Param({"small", "typical", "large"})
    public String profile;

    private final ObjectMapper mapper = Documents.mapper("json");
    private Peer library;
    private SessionSnapshot snapshot;
    private SnapshotCodec json;
    private Map<String, Object> document;
    private byte[] payload;
    private String sealed;
    private String text;

    /** Seals a payload and a document, and makes sure that both open. */
    @Setup
    public void setUp() throws Exception {
        library = Peer.named(peer);
        snapshot = Fixture.snapshot(profile);
        json = Fixture.codec("json");
        document = Documents.read(mapper, json.encode(snapshot));
        payload = Fixture.codec(Peer.codecBeside(peer)).encode(snapshot);
        sealed = seal();
        Fixture.require(Arrays.equals(unseal(), payload));
        text = issueMap();
        Fixture.require(openMap().equals(document));
        text = issue();
        Fixture.require(open().equals(snapshot));
        Sizes.note(Sizes.TOKEN, text.length());
        Sizes.note(Sizes.PAYLOAD, payload.length);
    }

    /** Bytes to text. */
    @Benchmark
    public String seal() throws Exception {
        return library.seal(payload);
    }

    /** Text to bytes. */
    @Benchmark
    public byte[] unseal() throws Exception {
        return library.open(sealed);
    }

    /** Snapshot to text, by our own JSON codec. */
    @Benchmark
    public String issue() throws Exception {
        return library.seal(json.encode(snapshot));
    }

    /** Text to snapshot, by our own JSON codec. */
    @Benchmark
    public SessionSnapshot open() throws Exception {
        return json.decode(library.open(text), SnapshotLimits.DEFAULT);
    }

    /** Map to text, by databind. */
    @Benchmark
    public String issueMap() throws Exception {
        return library.seal(mapper.writeValueAsBytes(document));
    }

    /** Text to map, by databind. */
    @Benchmark
    public Map<String, Object> openMap() throws Exception {
        return Documents.read(mapper, library.open(text));
    }
}

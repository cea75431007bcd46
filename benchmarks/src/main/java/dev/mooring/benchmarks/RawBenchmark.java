package dev.mooring.benchmarks;

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
 * The floor of a sealer: the MAC or cipher alone, by the JDK and by Tink, on the bytes of a payload and as many of associated
 * data as a token has. The sealer {@code hmac-sha256} consists of the JDK's, {@code tink-aead} of Tink's.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RawBenchmark {

    /** The library, and the part of it. */
    @Param({"jca-hmac-sha256", "tink-hmac-sha256", "jca-aes256-gcm", "tink-aes256-gcm", "tink-xaes256-gcm"})
    public String raw;

    /** Whose payload. */
    @Param({"json", "cbor"})
    public String codec;

    /** How large the session is. */
    @Param({"small", "typical", "large"})
    public String profile;

    private Raw keyed;

    /** Seals a payload, and makes sure that it opens. */
    @Setup
    public void setUp() throws Exception {
        byte[] payload = Fixture.codec(codec).encode(Fixture.snapshot(profile));
        keyed = Raw.named(raw, payload);
        Fixture.require(Arrays.equals(open(), payload));
    }

    /** Encrypts, or computes the tag. */
    @Benchmark
    public byte[] seal() throws Exception {
        return keyed.seal();
    }

    /** Decrypts, or verifies the tag. */
    @Benchmark
    public byte[] open() throws Exception {
        return keyed.open();
    }
}

package dev.mooring.benchmarks;

import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The floor of a token's text: the JDK's base64url alone, on the very bytes of a token. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Base64Benchmark {

    /** Whose bytes. */
    @Param({"json+hmac-sha256", "cbor+aes256-gcm", "cbor+xaes256-gcm"})
    public String token;

    /** How large the session is. */
    @Param({"small", "typical", "large"})
    public String profile;

    private final Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    private final Base64.Decoder decoder = Base64.getUrlDecoder();
    private String text;
    private byte[] frame;

    /** Takes a token apart, and makes sure that its text comes back. */
    @Setup
    public void setUp() {
        var snapshot = Fixture.snapshot(profile);
        String issued = Fixture.manager(Choice.of(token), snapshot)
                .build()
                .issue(snapshot)
                .text();
        text = issued.substring(issued.indexOf('.') + 1);
        frame = decode();
        Fixture.require(encode().equals(text) && Arrays.equals(decode(), frame));
    }

    /** Bytes to text. */
    @Benchmark
    public String encode() {
        return encoder.encodeToString(frame);
    }

    /** Text to bytes. */
    @Benchmark
    public byte[] decode() {
        return decoder.decode(text);
    }
}

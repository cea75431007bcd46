package dev.mooring.benchmarks.report;

import java.util.Map;
import java.util.function.BiFunction;

/** The rows that goals and tables are made of, by their meaning. */
final class Rows {
    static final String AES = "cbor+aes256-gcm";
    static final String XAES = "cbor+xaes256-gcm";
    static final String HMAC = "json+hmac-sha256";
    static final String DEFLATED = "json+aes256-gcm+deflate";

    private Rows() {}

    /** The two ways, and the name of each part of them. */
    enum Way {
        ISSUE("issue", "encode", "seal", "encode", "databindWrite", "seal"),
        OPEN("open", "decode", "open", "decode", "databindRead", "unseal");

        final String token;
        final String codec;
        final String raw;
        final String base64;
        final String databind;
        final String peer;

        Way(String token, String codec, String raw, String base64, String databind, String peer) {
            this.token = token;
            this.codec = codec;
            this.raw = raw;
            this.base64 = base64;
            this.databind = databind;
            this.peer = peer;
        }
    }

    /** The figure that is taken of a row: its time, or its allocation. */
    interface Take extends BiFunction<String, Map<String, String>, Figure> {}

    static Figure token(Take take, Way way, String token, String profile) {
        return take.apply("TokenBenchmark." + way.token, Map.of("token", token, "profile", profile));
    }

    /** Codec, MAC or cipher, and base64: each alone, by the parts of the token. */
    static Figure floor(Take take, Way way, String token, String profile) {
        String codec = token.substring(0, token.indexOf('+'));
        String sealer = token.substring(token.indexOf('+') + 1);
        String raw = (sealer.startsWith("hmac") ? "jca-" : "tink-") + sealer;
        return take.apply("CodecBenchmark." + way.codec, Map.of("codec", codec, "profile", profile))
                .plus(take.apply("RawBenchmark." + way.raw, Map.of("raw", raw, "codec", codec, "profile", profile)))
                .plus(take.apply("Base64Benchmark." + way.base64, Map.of("token", token, "profile", profile)));
    }

    static Figure codec(Way way, String codec) {
        return Figure.time("CodecBenchmark." + way.codec, Map.of("codec", codec, "profile", "typical"));
    }

    static Figure databind(Way way, String codec) {
        return Figure.time("CodecBenchmark." + way.databind, Map.of("codec", codec, "profile", "typical"));
    }

    /** Bytes to text and back, without a codec. */
    static Figure sealing(Way way, String token) {
        return Figure.time("SealingBenchmark." + way.token, Map.of("token", token, "profile", "typical"));
    }

    /** The faster of both libraries that seal alone. */
    static Figure bestPeerSealing(Way way, String kind) {
        return peer(way.peer, "nimbus-" + kind).lower(peer(way.peer, "jjwt-" + kind));
    }

    /** The faster of both libraries behind our JSON codec. */
    static Figure bestPeer(Way way, String kind) {
        return peer(way.token, "nimbus-" + kind).lower(peer(way.token, "jjwt-" + kind));
    }

    static Figure peer(String method, String peer) {
        return Figure.time("PeerBenchmark." + method, Map.of("peer", peer, "profile", "typical"));
    }

    static Figure payload(String token, String profile) {
        return Figure.size("payload.bytes", "TokenBenchmark.issue", Map.of("token", token, "profile", profile));
    }

    static Figure chars(String token) {
        return Figure.size("token.chars", "TokenBenchmark.issue", Map.of("token", token, "profile", "typical"));
    }

    static Figure perByte(Way way, String token, String profile) {
        return token(Figure::time, way, token, profile).over(payload(token, profile));
    }

    static Figure threads(Way way, String threads) {
        return Figure.time("ThreadsBenchmark." + way.token + threads, Map.of());
    }

    /** By the texts that the JVM has met before. */
    static Figure texts(Way way, String texts) {
        return Figure.time("TextsBenchmark." + way.token, Map.of("texts", texts));
    }

    /** The allocation of sealing the largest snapshot beside its text, over its payload. */
    static Figure largestAllocation(String token) {
        String row = "LargestBenchmark.issue";
        Map<String, String> values = Map.of("token", token);
        return Figure.allocation(row, values)
                .minus(Figure.size("token.chars", row, values))
                .over(Figure.size("payload.bytes", row, values));
    }

    /** The heap that issuing a very large snapshot needs beside its text, over its payload. */
    static Figure heap(String token) {
        String row = "HeapBenchmark.issue";
        Map<String, String> values = Map.of("token", token);
        return Figure.size("heap.bytes", row, values).over(Figure.size("payload.bytes", row, values));
    }
}

package dev.mooring.it.vectors;

import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.codec.cbor.CborSnapshotCodec;
import dev.mooring.codec.json.JsonSnapshotCodec;
import dev.mooring.testkit.TokenVectors;
import dev.mooring.token.KeySource;
import dev.mooring.token.OpenedToken;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The frozen vectors as objects, and the server that they are for. */
final class Vectors {
    static final List<SnapshotCodec> CODECS = List.of(new JsonSnapshotCodec(), new CborSnapshotCodec());

    private static final Map<Settings, ResumeTokenManager> SERVERS = new HashMap<>();
    private static final JsonMapper JSON = new JsonMapper();

    private Vectors() {}

    /**
     * What both kinds of vectors have.
     *
     * @param name what the vector is called; no two are called the same
     * @param key the name of its key; empty where nothing is sealed with one of the keys
     * @param context the context in which it is presented
     * @param at the server's clock, in milliseconds since 1970
     * @param notBefore the server's setting of that name, where it has one
     * @param text the token
     */
    record Presented(
            String name,
            Optional<String> key,
            Map<String, String> context,
            long at,
            Optional<Long> notBefore,
            String text) {

        private static Presented of(JsonNode vector) {
            Map<String, String> context = new LinkedHashMap<>();
            vector.path("context")
                    .properties()
                    .forEach(entry ->
                            context.put(entry.getKey(), entry.getValue().asString()));
            return new Presented(
                    vector.get("name").asString(),
                    vector.optional("key").map(JsonNode::asString),
                    context,
                    vector.get("at").asLong(),
                    vector.optional("notBefore").map(JsonNode::asLong),
                    vector.get("text").asString());
        }

        TokenContext tokenContext() {
            TokenContext all = TokenContext.none();
            for (Map.Entry<String, String> entry : context.entrySet()) {
                all = all.and(entry.getKey(), entry.getValue());
            }
            return all;
        }

        /** Presents it to the server that it is for. */
        OpenedToken open() {
            return SERVERS.computeIfAbsent(new Settings(at, notBefore), Settings::server)
                    .open(text, tokenContext());
        }
    }

    /**
     * A token that opens.
     *
     * @param presented the token, and how it is presented
     * @param header its header, field by field
     * @param payload its payload in hex, inflated
     * @param document the snapshot as the JSON codec writes it
     */
    record Valid(Presented presented, JsonNode header, String payload, String document) {
        @Override
        public String toString() {
            return presented.name();
        }
    }

    /**
     * A token that is refused.
     *
     * @param presented the token, and how it is presented
     * @param reason the name of the reason
     * @param why what is wrong with it
     */
    record Invalid(Presented presented, String reason, String why) {
        @Override
        public String toString() {
            return presented.name();
        }
    }

    /** What the server's settings differ in. */
    private record Settings(long at, Optional<Long> notBefore) {

        /** A server of otherwise default settings, which accepts both codecs and the keys of both sealers. */
        private ResumeTokenManager server() {
            List<VectorKey> keys = keys();
            ResumeTokenManager.Builder server = ResumeTokenManager.builder()
                    .codec(CODECS.get(0))
                    .acceptCodec(CODECS.get(1))
                    .keys(KeySource.of(VectorKey.set(keys, VectorKey.HMAC, "hmac-1")))
                    .acceptSealer(VectorKey.TINK, KeySource.of(VectorKey.set(keys, VectorKey.TINK, "xaes-256-gcm")))
                    .clock(() -> Instant.ofEpochMilli(at));
            notBefore.map(Instant::ofEpochMilli).ifPresent(server::notBefore);
            return server.build();
        }
    }

    /** A server with this clock. */
    static ResumeTokenManager server(long at) {
        return SERVERS.computeIfAbsent(new Settings(at, Optional.empty()), Settings::server);
    }

    static List<VectorKey> keys() {
        return read(TokenVectors.keys()).stream()
                .map(key -> new VectorKey(
                        key.get("name").asString(),
                        key.get("sealer").asString(),
                        key.get("algorithm").asString(),
                        key.get("keyId").asString(),
                        key.get("key").asString()))
                .toList();
    }

    static List<Valid> valid() {
        return read(TokenVectors.valid()).stream()
                .map(vector -> new Valid(
                        Presented.of(vector),
                        vector.get("header"),
                        vector.get("payload").asString(),
                        vector.get("document").asString()))
                .toList();
    }

    static List<Invalid> invalid() {
        return read(TokenVectors.invalid()).stream()
                .map(vector -> new Invalid(
                        Presented.of(vector),
                        vector.get("reason").asString(),
                        vector.get("why").asString()))
                .toList();
    }

    private static List<JsonNode> read(String file) {
        return JSON.readTree(file).valueStream().toList();
    }
}

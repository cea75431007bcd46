package dev.mooring.it.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.api.spi.SnapshotFormatException;
import dev.mooring.codec.cbor.CborSnapshotCodec;
import dev.mooring.codec.json.JsonSnapshotCodec;
import dev.mooring.it.deployed.Command;
import dev.mooring.it.pages.Docs;
import dev.mooring.support.NodeJs;
import dev.mooring.testkit.RandomSnapshots;
import dev.mooring.token.Compression;
import dev.mooring.token.KeySource;
import dev.mooring.token.OpenedToken;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tokens are read alike by a reader in Node, which was written from the page of the format and shares no code with us. */
class SecondReaderTest {
    private static final Path READER = Docs.ROOT.resolve("integration-tests/src/test/node");
    private static final Path VECTORS = Docs.ROOT.resolve("testkit/src/main/resources/dev/mooring/testkit/vectors");
    private static final JsonMapper JSON = new JsonMapper();
    private static final SnapshotCodec JSON_CODEC = new JsonSnapshotCodec();
    private static final List<SnapshotCodec> CODECS = List.of(JSON_CODEC, new CborSnapshotCodec());
    private static final byte[] PIECES = "\"\\{}[]:,019.eE-u \n\u0000\u0001\u0018".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] KEY = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f".repeat(2));
    private static final KeySet KEYS = KeySet.of(
            "hmac-sha256",
            List.of(new TokenKey(
                    "k1",
                    TokenKey.Status.SEALING,
                    Instant.EPOCH,
                    Instant.EPOCH,
                    "HMAC_SHA256",
                    KeyMaterial.clear(KEY))));

    @TempDir
    Path folder;

    @BeforeAll
    static void findTheReader() {
        NodeJs.folder(READER, "cbor2");
    }

    private static Command.Outcome run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("node"));
        command.addAll(List.of(arguments));
        return Command.run(READER, "", command);
    }

    private static Command.Outcome check(Path vectors) {
        return run("check.mjs", vectors.toString());
    }

    @Test
    void vectors_readBySharingNoCode_areAsTheySay() {
        Command.Outcome outcome = run("check.mjs");
        assertEquals("", outcome.err());
        assertEquals(0, outcome.exitCode());
        assertEquals(
                "valid: %1$d of %1$d vectors are as they say\ninvalid: %2$d of %2$d vectors are as they say\n"
                        .formatted(
                                read("valid.json").size(), read("invalid.json").size()),
                outcome.out());
    }

    @Test
    void vector_withOneByteFlipped_isNamed() throws IOException {
        for (String name : List.of("keys.json", "valid.json", "invalid.json")) {
            Files.copy(VECTORS.resolve(name), folder.resolve(name));
        }
        ArrayNode valid = read("valid.json");
        ObjectNode changed = (ObjectNode) valid.get(valid.size() / 2);
        String text = changed.get("text").asString();
        int middle = text.length() / 2;
        changed.put("text", text.substring(0, middle) + (char) (text.charAt(middle) ^ 1) + text.substring(middle + 1));
        write("valid.json", valid);

        Command.Outcome outcome = check(folder);
        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.err().startsWith("valid " + changed.get("name").asString() + ": "), outcome.err());
        assertTrue(outcome.out().startsWith("valid: " + (valid.size() - 1) + " of "), outcome.out());
    }

    @Test
    void vectors_inCbor_areInAccordanceWithTheCddl() {
        Command.Outcome outcome = run("check-cddl.mjs");
        assertEquals("", outcome.err());
        assertEquals(0, outcome.exitCode());
        assertTrue(
                outcome.out().matches("([0-9]{2,}) of \\1 documents are in accordance with snapshot.cddl\n"),
                outcome.out());
    }

    @Test
    void vector_withAnotherVersionInCbor_isNamedAgainstTheCddl() {
        ArrayNode valid = read("valid.json");
        valid.removeIf(vector -> !vector.get("name").asString().startsWith("cbor-hmac-1-"));
        ObjectNode changed = (ObjectNode) valid.get(1);
        changed.put("payload", changed.get("payload").asString().replaceFirst("0001", "0002"));
        write("valid.json", valid);

        Command.Outcome outcome = run("check-cddl.mjs", folder.toString());
        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.err().startsWith("valid " + changed.get("name").asString() + ": "), outcome.err());
        assertTrue(outcome.out().startsWith(valid.size() - 1 + " of "), outcome.out());
    }

    /** What no vector has: anything a session can hold, in both codecs, deflated or not. */
    @Test
    void tokens_ofRandomSnapshots_areReadAlike() {
        Judged judged = new Judged();
        for (int seed = 0; seed < 200; seed++) {
            RandomGenerator random = new SplittableRandom(seed);
            SessionSnapshot snapshot = RandomSnapshots.snapshot(random);
            for (SnapshotCodec codec : CODECS) {
                judged.token(
                        codec,
                        codec.encode(snapshot),
                        snapshot,
                        random.nextBoolean() ? Compression.DEFLATE : Compression.NONE);
            }
        }
        assertEquals(0, judged.invalid.size());
        assertReadAlike(judged);
    }

    /** Authentic documents that are broken anyhow: both readers open or refuse them, for the same reason. */
    @Test
    void tokens_ofMutatedDocuments_areJudgedAlike() {
        Judged judged = new Judged();
        for (int seed = 0; seed < 1_000; seed++) {
            RandomGenerator random = new SplittableRandom(seed);
            SessionSnapshot snapshot = RandomSnapshots.snapshot(new SplittableRandom(seed / 20));
            for (SnapshotCodec codec : CODECS) {
                judged.token(codec, mutated(codec.encode(snapshot), random), snapshot, Compression.NONE);
            }
        }
        assertTrue(judged.valid.size() > 100 && judged.invalid.size() > 500);
        assertReadAlike(judged);
    }

    /** Replaces, takes out, repeats or puts in a few bytes, often ones that mean something in a document. */
    private static byte[] mutated(byte[] document, RandomGenerator random) {
        int from = random.nextInt(document.length);
        int to = Math.min(document.length, from + random.nextInt(random.nextInt(4) == 0 ? 40 : 3));
        byte[] put = switch (random.nextInt(4)) {
            case 0 -> new byte[0];
            case 1 -> new byte[] {(byte) random.nextInt(256)};
            case 2 -> new byte[] {PIECES[random.nextInt(PIECES.length)]};
            default -> Arrays.copyOfRange(document, from, to);
        };
        int rest = random.nextBoolean() ? from : to;
        return ByteBuffer.allocate(from + put.length + document.length - rest)
                .put(document, 0, from)
                .put(put)
                .put(document, rest, document.length - rest)
                .array();
    }

    private void assertReadAlike(Judged judged) {
        write("keys.json", Judged.keys());
        write("valid.json", judged.valid);
        write("invalid.json", judged.invalid);
        Command.Outcome outcome = check(folder);
        assertEquals("", outcome.err());
        assertEquals(0, outcome.exitCode());
    }

    private static ArrayNode read(String name) {
        return (ArrayNode) JSON.readTree(VECTORS.resolve(name));
    }

    private void write(String name, JsonNode content) {
        JSON.writeValue(folder.resolve(name), content);
    }

    /** Tokens, and what we make of them, told as vectors. */
    private static final class Judged {
        final ArrayNode valid = JSON.createArrayNode();
        final ArrayNode invalid = JSON.createArrayNode();
        private final Map<String, ResumeTokenManager> servers = new HashMap<>();
        private byte[] payload = {};
        private Instant now = Instant.EPOCH;

        static ArrayNode keys() {
            ArrayNode keys = JSON.createArrayNode();
            keys.addObject()
                    .put("sealer", "hmac-sha256")
                    .put("algorithm", "HMAC_SHA256")
                    .put("keyId", "k1")
                    .put("key", HexFormat.of().formatHex(KEY));
            return keys;
        }

        /** Seals any payload as the snapshot's, and opens it. */
        void token(SnapshotCodec codec, byte[] document, SessionSnapshot snapshot, Compression compression) {
            payload = document;
            now = snapshot.createdAt();
            ResumeTokenManager server =
                    servers.computeIfAbsent(codec.id() + compression, any -> server(codec, compression));
            String text = server.issue(snapshot).text();
            ObjectNode vector = JSON.createObjectNode()
                    .put("name", codec.id() + "-" + (valid.size() + invalid.size()))
                    .put("at", now.toEpochMilli())
                    .put("text", text);
            try {
                OpenedToken opened = server.open(text);
                vector.put("payload", HexFormat.of().formatHex(document))
                        .put("document", new String(JSON_CODEC.encode(opened.snapshot()), StandardCharsets.UTF_8))
                        .set("header", header(opened.header()));
                valid.add(vector);
            } catch (ResumeTokenException refused) {
                invalid.add(vector.put("reason", refused.reason().name()).put("why", refused.getMessage()));
            }
        }

        private ResumeTokenManager server(SnapshotCodec codec, Compression compression) {
            return ResumeTokenManager.builder()
                    .codec(new Replacing(codec, () -> payload))
                    .keys(KeySource.of(KEYS))
                    .clock(() -> now)
                    .compression(compression)
                    .build();
        }

        private static ObjectNode header(TokenHeader header) {
            return JSON.createObjectNode()
                    .put("codec", header.codecId())
                    .put("sealer", header.sealerId())
                    .put("keyId", header.keyId())
                    .put("tokenId", header.tokenId())
                    .put("issuedAt", header.issuedAt().toEpochMilli())
                    .put("expiresAt", header.expiresAt().toEpochMilli())
                    .put("flags", header.deflated() ? 1 : 0);
        }
    }

    /**
     * A codec that writes something else.
     *
     * @param real reads it
     * @param payload what is written
     */
    private record Replacing(SnapshotCodec real, Supplier<byte[]> payload) implements SnapshotCodec {
        @Override
        public String id() {
            return real.id();
        }

        @Override
        public byte[] encode(SessionSnapshot snapshot) {
            return payload.get().clone();
        }

        @Override
        public SessionSnapshot decode(byte[] document, SnapshotLimits limits) throws SnapshotFormatException {
            return real.decode(document, limits);
        }
    }
}

package dev.mooring.it.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.ExportValue;
import dev.mooring.api.snapshot.ImportValue;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.TableEntry;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.snapshot.Value.BytesValue.ArrayKind;
import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.api.spi.SnapshotFormatException;
import dev.mooring.it.vectors.Vectors.Invalid;
import dev.mooring.it.vectors.Vectors.Presented;
import dev.mooring.it.vectors.Vectors.Valid;
import dev.mooring.testkit.TokenVectors;
import dev.mooring.token.KeySource;
import dev.mooring.token.OpenedToken;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenHeader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The frozen vectors of token format version 1, with the real codecs and sealers (E10, B07, J20). */
class TokenVectorsTest {
    private static final List<VectorKey> KEYS = Vectors.keys();

    /** What opening can answer; the other reasons are those of issuing and restoring. */
    private static final Set<Reason> OF_OPENING = EnumSet.range(Reason.MALFORMED, Reason.SESSION_TOO_OLD);

    static Stream<Valid> valid() {
        return Vectors.valid().stream();
    }

    static Stream<Invalid> invalid() {
        return Vectors.invalid().stream();
    }

    /** What the files said of version 1 stays said: a vector may be added, and none may change. */
    @ParameterizedTest
    @CsvSource({
        "keys.json, 27157f3e4f30c3833f6469d8d3228018ac3f516408e988ba882d762ebb382e34",
        "valid.json, 457fa77bc1069d28809e298bbdd90a05a3c604e398e09edfaa79f0f8f02567ac",
        "invalid.json, 107df6f985a82c3517bbc03b8b203358244e3e57a9a7e2f978c4b8ebdbe492b1"
    })
    void file_frozen_isAsItWas(String file, String hash) throws GeneralSecurityException {
        byte[] bytes = text(file).getBytes(StandardCharsets.US_ASCII);
        assertEquals(
                hash,
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    }

    private static String text(String file) {
        return switch (file) {
            case "keys.json" -> TokenVectors.keys();
            case "valid.json" -> TokenVectors.valid();
            default -> TokenVectors.invalid();
        };
    }

    @ParameterizedTest
    @MethodSource("valid")
    void valid_opened_isTheDocument(Valid vector) throws SnapshotFormatException {
        Presented presented = vector.presented();
        OpenedToken opened = presented.open();
        assertEquals(vector.document(), json(opened.snapshot()));
        SessionSnapshot document = Vectors.CODECS
                .get(0)
                .decode(vector.document().getBytes(StandardCharsets.UTF_8), SnapshotLimits.DEFAULT);
        assertEquals(document, opened.snapshot());
        assertHeader(vector.header(), opened.header());
        assertEquals(
                opened.header(), ResumeTokenManager.inspect(presented.text()).header());
        assertEquals(presented.key().orElseThrow(), keyOf(opened.header()).name());
    }

    /** The payload is that of the document in the only spelling of each codec, but for the spellings that only people use. */
    @ParameterizedTest
    @MethodSource("valid")
    void valid_payload_isTheDocumentEncoded(Valid vector) throws SnapshotFormatException {
        SnapshotCodec codec = codec(vector.header().get("codec").asString());
        byte[] payload = HexFormat.of().parseHex(vector.payload());
        SessionSnapshot snapshot = codec.decode(payload, SnapshotLimits.DEFAULT);
        assertEquals(vector.document(), json(snapshot));
        assertEquals(
                isSpelledByAWriter(vector),
                vector.payload().equals(HexFormat.of().formatHex(codec.encode(snapshot))));
    }

    /** Signed tokens that Mooring would issue. DEFLATE may make other bytes with another zlib, and is only opened. */
    static Stream<Valid> issuable() {
        return valid().filter(vector -> vector.header().get("sealer").asString().equals(VectorKey.HMAC)
                && vector.header().get("flags").asInt() % 2 == 0
                && isSpelledByAWriter(vector)
                && !vector.presented().name().contains("-time-"));
    }

    @ParameterizedTest
    @MethodSource("issuable")
    void valid_issuedAgain_isTheSameText(Valid vector) throws SnapshotFormatException {
        JsonNode header = vector.header();
        SessionSnapshot snapshot = Vectors.CODECS
                .get(0)
                .decode(vector.document().getBytes(StandardCharsets.UTF_8), SnapshotLimits.DEFAULT);
        long issuedAt = header.get("issuedAt").asLong();
        ResumeTokenManager issuer = ResumeTokenManager.builder()
                .codec(codec(header.get("codec").asString()))
                .keys(KeySource.of(VectorKey.set(
                        KEYS, VectorKey.HMAC, vector.presented().key().orElseThrow())))
                .clock(() -> Instant.ofEpochMilli(issuedAt))
                .random(new Given(header.get("tokenId").asString()))
                .maxSessionAge(Duration.ofDays(30))
                .ttl(Duration.ofMillis(header.get("expiresAt").asLong() - issuedAt))
                .build();
        assertEquals(
                vector.presented().text(),
                issuer.issue(snapshot, vector.presented().tokenContext()).text());
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void invalid_opened_isRefusedForItsReason(Invalid vector) {
        Presented presented = vector.presented();
        ResumeTokenException refusal = assertThrows(ResumeTokenException.class, presented::open, vector.why());
        assertEquals(vector.reason(), refusal.reason().name(), vector.why());
    }

    /** The generator is what made the files, but for DEFLATE, which may make other bytes with another zlib. */
    @Test
    void generator_runAgain_makesTheSameVectors() {
        JsonMapper json = new JsonMapper();
        for (String file : List.of("keys.json", "valid.json", "invalid.json")) {
            List<JsonNode> frozen = json.readTree(text(file)).valueStream().toList();
            List<? extends JsonNode> made = VectorGenerator.vectors(file);
            assertEquals(frozen.size(), made.size());
            for (int i = 0; i < frozen.size(); i++) {
                String again = json.writeValueAsString(made.get(i));
                if (!saysDeflated(frozen.get(i))) {
                    assertEquals(json.writeValueAsString(frozen.get(i)), again);
                }
            }
        }
    }

    /** Version 1 and the flag of DEFLATE, without and with that of a context, are the first bytes of a frame. */
    private static boolean saysDeflated(JsonNode vector) {
        String text = vector.path("text").asString("");
        return text.startsWith("mrt1.AQE") || text.startsWith("mrt1.AQM");
    }

    @Test
    void vectors_together_areManyAndMostAreInvalid() {
        assertEquals(7, KEYS.size());
        assertEquals(155, valid().count());
        assertEquals(1344, invalid().count());
        assertEquals(96, issuable().count());
        List<String> names = Stream.concat(
                        valid().map(vector -> vector.presented().name()),
                        invalid().map(vector -> vector.presented().name()))
                .toList();
        assertEquals(names.size(), Set.copyOf(names).size());
        List<Presented> presented = invalid().map(Invalid::presented).toList();
        List<String> deeds = presented.stream()
                .map(each -> each.text() + each.context() + each.at() + each.notBefore())
                .toList();
        assertEquals(deeds.size(), Set.copyOf(deeds).size(), "no token is there twice");
        assertTrue(invalid().count() > 2 * valid().count());
    }

    @Test
    void invalid_reasons_areAllThatOpeningGives() {
        Set<String> reasons = invalid().map(Invalid::reason).collect(Collectors.toSet());
        assertEquals(OF_OPENING.stream().map(Reason::name).collect(Collectors.toSet()), reasons);
    }

    /** Every key with both codecs, and with each of them every kind of value, of typed array and of entry. */
    @Test
    void valid_keysAndCodecs_haveEveryKind() throws SnapshotFormatException {
        for (VectorKey key : KEYS) {
            for (SnapshotCodec codec : Vectors.CODECS) {
                Seen seen = new Seen();
                for (Valid vector : Vectors.valid()) {
                    if (vector.presented().key().orElseThrow().equals(key.name())
                            && vector.header().get("codec").asString().equals(codec.id())) {
                        seen.add(codec.decode(HexFormat.of().parseHex(vector.payload()), SnapshotLimits.DEFAULT));
                    }
                }
                assertEquals(EnumSet.allOf(Value.Kind.class), seen.kinds, key.name());
                assertEquals(EnumSet.allOf(ArrayKind.class), seen.arrayKinds, key.name());
                Set<Class<?>> entries = new HashSet<>();
                entries.addAll(List.of(ImportValue.class.getPermittedSubclasses()));
                entries.addAll(List.of(ExportValue.class.getPermittedSubclasses()));
                assertEquals(entries, seen.entries, key.name());
            }
        }
    }

    /** What is in snapshots. */
    private static final class Seen {
        final Set<Value.Kind> kinds = EnumSet.noneOf(Value.Kind.class);
        final Set<ArrayKind> arrayKinds = EnumSet.noneOf(ArrayKind.class);
        final Set<Class<?>> entries = new HashSet<>();

        void add(SessionSnapshot snapshot) {
            snapshot.variables().values().forEach(this::add);
            for (TableEntry<ImportValue> entry : snapshot.imports().values()) {
                entries.add(entry.value().getClass());
                if (entry.value() instanceof ImportValue.Resolved resolved) {
                    add(resolved.value());
                }
            }
            for (TableEntry<ExportValue> entry : snapshot.exports().values()) {
                entries.add(entry.value().getClass());
                if (entry.value() instanceof ExportValue.Resolved resolved) {
                    add(resolved.value());
                } else if (entry.value() instanceof ExportValue.Rejected rejected) {
                    add(rejected.value());
                }
            }
        }

        private void add(Value value) {
            kinds.add(value.kind());
            if (value instanceof Value.BytesValue bytes) {
                arrayKinds.add(bytes.arrayKind());
            } else if (value instanceof Value.ArrayValue array) {
                array.elements().forEach(this::add);
            } else if (value instanceof Value.ObjectValue object) {
                object.members().values().forEach(this::add);
            } else if (value instanceof Value.ErrorValue error) {
                error.properties().values().forEach(this::add);
            }
        }
    }

    /** Randomness that is known. */
    private static final class Given extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final String hex;

        Given(String hex) {
            this.hex = hex;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            byte[] given = HexFormat.of().parseHex(hex);
            assertEquals(given.length, bytes.length);
            System.arraycopy(given, 0, bytes, 0, given.length);
        }
    }

    private static boolean isSpelledByAWriter(Valid vector) {
        return !vector.presented().name().contains("-spelled-otherwise-");
    }

    private static String json(SessionSnapshot snapshot) {
        return new String(Vectors.CODECS.get(0).encode(snapshot), StandardCharsets.UTF_8);
    }

    private static SnapshotCodec codec(String id) {
        return Vectors.CODECS.stream()
                .filter(codec -> codec.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static VectorKey keyOf(TokenHeader header) {
        return KEYS.stream()
                .filter(key -> key.keyId().equals(header.keyId()))
                .findFirst()
                .orElseThrow();
    }

    private static void assertHeader(JsonNode expected, TokenHeader header) {
        assertEquals(expected.get("codec").asString(), header.codecId());
        assertEquals(expected.get("sealer").asString(), header.sealerId());
        assertEquals(expected.get("keyId").asString(), header.keyId());
        assertEquals(expected.get("tokenId").asString(), header.tokenId());
        assertEquals(expected.get("issuedAt").asLong(), header.issuedAt().toEpochMilli());
        assertEquals(expected.get("expiresAt").asLong(), header.expiresAt().toEpochMilli());
        int flags = (header.deflated() ? 1 : 0) + (header.contextBound() ? 2 : 0);
        assertEquals(expected.get("flags").asInt(), flags);
    }
}

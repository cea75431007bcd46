package dev.mooring.codec.cbor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.spi.SnapshotFormatException;
import dev.mooring.testkit.RandomSnapshots;
import dev.mooring.testkit.SnapshotProfiles;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORGenerator;
import tools.jackson.dataformat.cbor.CBORParser;

/** Jackson's parser reads each document that we write, and we read what Jackson's generator writes of the profile. */
class JacksonTest {
    private static final CborSnapshotCodec CODEC = new CborSnapshotCodec();
    private static final CBORFactory JACKSON = CBORFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(1_100).build())
            .build();

    @Test
    void everyDocument_writtenHere_isWholeForJacksonsParser() {
        Set<JsonToken> met = EnumSet.noneOf(JsonToken.class);
        snapshots().map(CODEC::encode).forEach(document -> met.addAll(parsed(document)));
        assertTrue(
                met.containsAll(EnumSet.of(
                        JsonToken.VALUE_NULL,
                        JsonToken.VALUE_TRUE,
                        JsonToken.VALUE_STRING,
                        JsonToken.VALUE_NUMBER_INT,
                        JsonToken.VALUE_NUMBER_FLOAT,
                        JsonToken.VALUE_EMBEDDED_OBJECT)),
                met::toString);
    }

    private static Stream<SessionSnapshot> snapshots() {
        return Stream.concat(
                Stream.of(SnapshotProfiles.small(), SnapshotProfiles.typical(), SnapshotProfiles.large()),
                IntStream.range(0, 500).mapToObj(seed -> RandomSnapshots.snapshot(new SplittableRandom(seed))));
    }

    /** Reads the content of every token, and nothing but one item. */
    private static Set<JsonToken> parsed(byte[] document) {
        Set<JsonToken> met = EnumSet.noneOf(JsonToken.class);
        try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), document)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                met.add(token);
                if (token.isNumeric()) {
                    parser.getNumberValue();
                } else if (token.isScalarValue()) {
                    parser.getString();
                }
            }
            assertTrue(parser.streamReadContext().inRoot());
            assertEquals(document.length, parser.currentLocation().getByteOffset());
        }
        return met;
    }

    @Test
    void contents_writtenHere_areTheSameForJacksonsParser() {
        byte[] document = CODEC.encode(Documents.snapshot()
                .variable(
                        "x",
                        Value.array(Value.of("ü€\ud83d\ude00"), Value.of(-257), Value.of(0x1p-24), Value.UNDEFINED))
                .variable("y", Value.of(new byte[] {1, -1}))
                .variable("z", Value.of(BigInteger.TWO.pow(64).not()))
                .build());
        try (CBORParser parser = (CBORParser) JACKSON.createParser(ObjectReadContext.empty(), document)) {
            while (!"x".equals(parser.nextName())) {
                // on to the variables
            }
            assertEquals(JsonToken.START_ARRAY, parser.nextToken());
            assertEquals("ü€\ud83d\ude00", parser.nextStringValue());
            assertEquals(-257, parser.nextIntValue(0));
            assertEquals(JsonToken.VALUE_NUMBER_FLOAT, parser.nextToken());
            assertEquals(0x1p-24, parser.getDoubleValue());
            // as which Jackson's parser reads undefined
            assertEquals(JsonToken.VALUE_EMBEDDED_OBJECT, parser.nextToken());
            assertNull(parser.getEmbeddedObject());
            assertEquals(JsonToken.END_ARRAY, parser.nextToken());
            assertEquals("y", parser.nextName());
            assertEquals(JsonToken.VALUE_EMBEDDED_OBJECT, parser.nextToken());
            assertArrayEquals(new byte[] {1, -1}, parser.getBinaryValue());
            assertEquals("z", parser.nextName());
            assertEquals(JsonToken.VALUE_NUMBER_INT, parser.nextToken());
            assertEquals(BigInteger.TWO.pow(64).not(), parser.getBigIntegerValue());
        }
    }

    static Stream<Arguments> writtenByJackson() {
        return Stream.of(
                written(Value.NULL, CBORGenerator::writeNull),
                written(Value.of(true), out -> out.writeBoolean(true)),
                written(Value.of(23), out -> out.writeNumber(23)),
                written(Value.of(-25), out -> out.writeNumber(-25)),
                written(Value.of(0x1_0000_0000L), out -> out.writeNumber(0x1_0000_0000L)),
                written(Value.of(-Value.MAX_INTEGER), out -> out.writeNumber(-Value.MAX_INTEGER)),
                written(Value.of(1.1), out -> out.writeNumber(1.1)),
                written(Value.of(100_000.0), out -> out.writeNumber(100_000f)),
                written(Value.of(BigInteger.TWO.pow(64)), out -> out.writeNumber(BigInteger.TWO.pow(64))),
                written(Value.of(""), out -> out.writeString("")),
                written(Value.of("ü€"), out -> out.writeString("ü€")),
                written(Value.of("x".repeat(3_996)), out -> out.writeString("x".repeat(3_996))),
                written(Value.of(new byte[300]), out -> out.writeBinary(new byte[300])),
                written(Value.array(Value.of("a"), Value.of(1)), out -> {
                    out.writeStartArray(null, 2);
                    out.writeString("a");
                    out.writeNumber(1);
                    out.writeEndArray();
                }),
                written(new Value.UrlValue("a:b"), out -> {
                    out.writeTag(27);
                    out.writeStartArray(null, 2);
                    out.writeString("url");
                    out.writeString("a:b");
                    out.writeEndArray();
                }));
    }

    private static Arguments written(Value value, Consumer<CBORGenerator> writing) {
        return arguments(value.kind(), value, writing);
    }

    @ParameterizedTest(name = "{index} {0}")
    @MethodSource("writtenByJackson")
    void value_ofTheProfile_isReadAsJacksonsGeneratorWritesIt(
            Value.Kind kind, Value value, Consumer<CBORGenerator> writing) throws SnapshotFormatException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CBORGenerator out = (CBORGenerator) JACKSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            writing.accept(out);
        }
        byte[] document = Documents.withVariable(Documents.hex(bytes.toByteArray()));
        assertEquals(value, Documents.variable(document), kind::toString);
        assertArrayEquals(
                document, CODEC.encode(Documents.snapshot().variable("x", value).build()));
    }

    @Test
    void document_afterARefusedText_isWholeAndAlone() {
        SessionSnapshot good = Documents.snapshot().variable("x", Value.of("y")).build();
        byte[] document = CODEC.encode(good);
        SessionSnapshot bad =
                Documents.snapshot().variable("x", Value.of("\ud83d")).build();
        for (int i = 0; i < 3; i++) {
            IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> CODEC.encode(bad));
            assertNull(refusal.getCause());
            assertArrayEquals(document, CODEC.encode(good));
        }
    }
}

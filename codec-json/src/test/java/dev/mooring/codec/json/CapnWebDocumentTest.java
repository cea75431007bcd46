package dev.mooring.codec.json;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.spi.SnapshotFormatException;
import dev.mooring.codec.json.CapnWebReader.Token;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapnWebDocumentTest {
    private static final Value WITH_STUB = new Value.ObjectValue(
            Map.of("a", new Value.ArrayValue(List.of(Value.of(1), new Value.StubValue("-7"), Value.UNDEFINED))));
    private static final String SPELLED = "{\"a\":[[1,[\"export\",-7],[\"undefined\"]]]}";

    private static Value other(String kind, CapnWebReader in) throws SnapshotFormatException {
        if (!kind.equals("export")) {
            throw in.refusal("Nothing of that kind");
        }
        long id = in.integer("An id");
        in.end("An export has an id only");
        return new Value.StubValue(Long.toString(id));
    }

    private static Value read(String json) throws SnapshotFormatException {
        return CapnWebReader.read(json, SnapshotLimits.DEFAULT, CapnWebDocumentTest::other, CapnWebReader::value);
    }

    private static String write(int maxDepth, Value value) {
        return CapnWebWriter.write(
                maxDepth,
                (reference, out) -> {
                    out.array();
                    out.text("export");
                    out.integer(Long.parseLong(((Value.StubValue) reference).reference()));
                    out.end();
                },
                out -> out.value(value));
    }

    @Test
    void value_withAKindOfTheCallersOwn_isReadAndWritten() throws SnapshotFormatException {
        assertEquals(WITH_STUB, read(SPELLED));
        assertEquals(SPELLED, write(3, WITH_STUB));
    }

    @Test
    void value_withMoreLevelsThanTheWritersLimit_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> write(2, WITH_STUB));
    }

    /** A JVM that is out of memory would fail once more while it closes, perhaps with the same error. */
    @Test
    void writer_whoseDocumentFails_isNotClosed() {
        List<CapnWebWriter> writers = new ArrayList<>();
        assertThrows(
                OutOfMemoryError.class,
                () -> CapnWebWriter.write(1, (reference, out) -> {}, out -> {
                    writers.add(out);
                    out.array();
                    throw new OutOfMemoryError();
                }));
        assertDoesNotThrow(writers.get(0)::end);
    }

    @Test
    void message_withAValueInside_isReadTokenByToken() throws SnapshotFormatException {
        String message = "[\"resolve\",4,[\"date\",5]]";
        Value value = CapnWebReader.read(message, SnapshotLimits.DEFAULT, CapnWebDocumentTest::other, in -> {
            in.array("An array");
            assertEquals(Token.TEXT, in.next());
            assertEquals("resolve", in.currentText("A name"));
            assertEquals(4, in.integer("An id"));
            Value read = in.value();
            in.end("No more");
            return read;
        });
        assertEquals(Value.Kind.DATE, value.kind());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "[\"stub\",\"a\"]",
                "1 2",
                "\"\\ud800\"",
                "\"\\u00g0\"",
                "[\"export\",1.5]",
                "[\"export\",1,2]",
                "[\"secret\"]",
                "nul",
                "1e999"
            })
    void document_thatIsNotAcceptable_isRefusedWithoutItsContent(String json) {
        SnapshotFormatException refused = assertThrows(SnapshotFormatException.class, () -> read(json));
        assertTrue(refused.getMessage().contains("character"), refused.getMessage());
        assertFalse(refused.getMessage().contains("secret"), refused.getMessage());
    }

    @Test
    void bigInteger_ofCapnWebsLength_isReadAndOneBitMore_isRefused() throws Exception {
        BigInteger most =
                BigInteger.ONE.shiftLeft(Value.BigIntegerValue.MAX_BITS).subtract(BigInteger.ONE);
        assertTrue(most.compareTo(BigInteger.TEN.pow(16_384)) > 0);
        assertEquals(Value.of(most), read("[\"bigint\",\"" + most + "\"]"));
        assertEquals(Value.of(most.not()), read("[\"bigint\",\"" + most.not() + "\"]"));
        String more = "[\"bigint\",\"" + most.add(BigInteger.ONE) + "\"]";
        SnapshotFormatException refused = assertThrows(SnapshotFormatException.class, () -> read(more));
        assertTrue(refused.getMessage().contains("54427 bits"), refused.getMessage());
    }
}

package dev.mooring.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.Value;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariableStateManagerTest {
    private final Session session =
            IdAllocatorTest.session(SessionSnapshot.builder("s", Instant.EPOCH).build());
    private final VariableStateManager variables = session.variables();

    @Test
    void variables_setGetDelete_behaveAsAMap() {
        variables.set("a", Value.of(1));
        variables.set("a", Value.of(2));
        variables.set("b", Value.NULL);
        assertEquals(Optional.of(Value.of(2)), variables.get("a"));
        assertEquals(Optional.empty(), variables.get("c"));
        assertTrue(variables.has("b"));
        assertFalse(variables.has("c"));
        assertEquals(Set.of("a", "b"), variables.names());
        assertTrue(variables.delete("a"));
        assertFalse(variables.delete("a"));
        assertEquals(1, variables.count());
        variables.clear();
        assertEquals(Map.of(), variables.exportAll());
    }

    @Test
    void view_withoutTheLayersVariables_showsAndChangesTheOthersAlone() {
        VariableStateManager view = variables.without("layer.");
        variables.set("layer.state", Value.of(1));
        view.set("a", Value.of(2));
        assertEquals(Map.of("a", Value.of(2)), view.exportAll());
        assertEquals(Set.of("a"), view.names());
        assertEquals(1, view.count());
        assertEquals(Optional.empty(), view.get("layer.state"));
        assertFalse(view.has("layer.state"));
        assertFalse(view.delete("layer.state"));
        String message = assertThrows(IllegalArgumentException.class, () -> view.set("layer.state", Value.NULL))
                .getMessage();
        assertTrue(message.contains("layer."), message);
        assertThrows(IllegalArgumentException.class, () -> view.set("mooring:layer", Value.NULL));
        view.clear();
        assertEquals(Map.of("layer.state", Value.of(1)), variables.exportAll());
    }

    @Test
    void importAll_oneThatBreaksALimit_setsNone() {
        variables.set("kept", Value.of(1));
        Map<String, Value> mixed = Map.of("good", Value.of(2), "bad", new Value.StubValue("s"));
        assertThrows(IllegalArgumentException.class, () -> variables.importAll(mixed));
        assertEquals(Map.of("kept", Value.of(1)), variables.exportAll());
        variables.importAll(Map.of("kept", Value.of(3), "good", Value.of(2)));
        assertEquals(Map.of("kept", Value.of(3), "good", Value.of(2)), variables.exportAll());
    }

    @Test
    void importAll_oneMoreThanThereMayBe_setsNone() {
        variables.set("kept", Value.of(1));
        Map<String, Value> tooMany = new HashMap<>(Map.of("kept", Value.of(2)));
        for (int i = 0; i < 1_000; i++) {
            tooMany.put("v" + i, Value.of(i));
        }
        assertThrows(IllegalArgumentException.class, () -> variables.importAll(tooMany));
        assertEquals(Map.of("kept", Value.of(1)), variables.exportAll());
    }

    @Test
    void set_beyondThousand_isRefused() {
        Map<String, Value> thousand = new HashMap<>();
        for (int i = 0; i < 1_000; i++) {
            thousand.put("v" + i, Value.of(i));
        }
        variables.importAll(thousand);
        assertThrows(IllegalArgumentException.class, () -> variables.set("one more", Value.NULL));
        variables.set("v7", Value.of("changed"));
        variables.delete("v8");
        variables.set("one more", Value.NULL);
        assertEquals(1_000, variables.count());
    }

    @Test
    void set_namesAndValuesAtTheirLimits_areAccepted() {
        variables.set("n".repeat(256), Value.of(1));
        variables.set("", Value.of(1));
        variables.set("array", new Value.ArrayValue(Collections.nCopies(1_000, Value.NULL)));
        variables.set("object", objectOf(100));
        assertEquals(4, variables.count());
    }

    private static Value objectOf(int members) {
        Map<String, Value> all = new HashMap<>();
        for (int i = 0; i < members; i++) {
            all.put("m" + i, Value.NULL);
        }
        return new Value.ObjectValue(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000", "\n", "\u007f", "\u009f", "\uD800"})
    void set_nameThatIsNotPlain_isRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> variables.set(name, Value.NULL));
        assertThrows(IllegalArgumentException.class, () -> variables.set("n".repeat(257), Value.NULL));
    }

    static Stream<Value> unacceptable() {
        Value tooDeep = Value.NULL;
        for (int level = 0; level < 64; level++) {
            tooDeep = Value.array(tooDeep);
        }
        return Stream.of(
                new Value.ArrayValue(Collections.nCopies(1_001, Value.NULL)),
                objectOf(101),
                new Value.StubValue("s"),
                new Value.ArrayValue(List.of(new Value.PromiseValue("p"))),
                Value.of("\uDC00"),
                tooDeep);
    }

    @ParameterizedTest
    @MethodSource("unacceptable")
    void set_valueThatBreaksALimit_isRefused(Value value) {
        assertThrows(IllegalArgumentException.class, () -> variables.set("v", value));
        assertEquals(0, variables.count());
    }

    @Test
    void capabilities_addedAndRemoved_keepTheirOrder() {
        session.addCapability("b");
        session.addCapability("a");
        assertEquals(List.of("b", "a"), session.capabilities());
        assertTrue(session.removeCapability("b"));
        assertFalse(session.removeCapability("b"));
        assertThrows(IllegalArgumentException.class, () -> session.addCapability("c\n"));
        for (int i = 1; i < 1_000; i++) {
            session.addCapability("c" + i);
        }
        assertThrows(IllegalArgumentException.class, () -> session.addCapability("one more"));
    }

    /** Half of the threads set two variables to one value, the others look: never do the two differ. */
    @ParameterizedTest
    @MethodSource("dev.mooring.session.AtOnce#kindsOfThreads")
    void importAll_whileOthersLook_isSeenWholeOrNotAtAll(Supplier<ExecutorService> threads) throws Exception {
        variables.importAll(Map.of("a", Value.of(0), "b", Value.of(0)));
        AtOnce.run(threads, thread -> {
            for (int i = 0; i < 1_000; i++) {
                Value value = Value.of(thread * 1_000L + i);
                if (thread % 2 == 0) {
                    variables.importAll(Map.of("a", value, "b", value));
                } else {
                    Map<String, Value> seen = variables.exportAll();
                    assertEquals(seen.get("a"), seen.get("b"));
                }
            }
        });
    }
}

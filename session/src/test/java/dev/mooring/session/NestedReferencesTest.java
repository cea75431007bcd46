package dev.mooring.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mooring.api.snapshot.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NestedReferencesTest {
    private static final Value STUB = new Value.StubValue("stub");
    private static final Value PROMISE = new Value.PromiseValue("promise");

    @Test
    void in_anyContainer_findsEachReferenceOnceAndInOrder() {
        assertEquals(List.of(STUB), NestedReferences.in(STUB));
        assertEquals(List.of(PROMISE, STUB), NestedReferences.in(Value.array(PROMISE, STUB, PROMISE)));
        assertEquals(List.of(STUB), NestedReferences.in(Value.object(Map.of("member", Value.array(STUB)))));
        assertEquals(
                List.of(PROMISE),
                NestedReferences.in(
                        new Value.ErrorValue("Error", "failed", Optional.empty(), Map.of("property", PROMISE))));
    }

    @Test
    void in_severalOfOneKind_findsEach() {
        Value stub = new Value.StubValue("other");
        Value promise = new Value.PromiseValue("other");
        assertEquals(
                List.of(STUB, stub, PROMISE, promise), NestedReferences.in(Value.array(STUB, stub, PROMISE, promise)));
    }

    @Test
    void in_plainValues_findsNothing() {
        assertEquals(List.of(), NestedReferences.in(Value.array(Value.of(1), Value.of("stub"), Value.NULL)));
    }

    @Test
    void in_stubAndPromiseOfOneReference_findsBoth() {
        Value promise = new Value.PromiseValue("stub");
        assertEquals(List.of(STUB, promise), NestedReferences.in(Value.array(STUB, promise)));
    }
}

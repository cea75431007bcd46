package dev.mooring.session;

import dev.mooring.api.snapshot.Value;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** Finds the stubs and promises that are nested in a value. */
final class NestedReferences {

    private NestedReferences() {}

    /** Each {@link Value.StubValue} and {@link Value.PromiseValue} once, in order. */
    static Set<Value> in(Value value) {
        Set<Value> found = new LinkedHashSet<>();
        collect(value, found);
        return found;
    }

    private static void collect(Value value, Set<Value> found) {
        switch (value.kind()) {
            case STUB, PROMISE -> found.add(value);
            case ARRAY -> collect(((Value.ArrayValue) value).elements(), found);
            case OBJECT -> collect(((Value.ObjectValue) value).members().values(), found);
            case ERROR -> collect(((Value.ErrorValue) value).properties().values(), found);
            default -> {
                // the other kinds hold no values
            }
        }
    }

    private static void collect(Collection<Value> values, Set<Value> found) {
        values.forEach(value -> collect(value, found));
    }
}

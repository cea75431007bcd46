package dev.mooring.rpc.capnweb.internal.wire;

import dev.mooring.api.snapshot.Value;
import java.util.List;
import java.util.Optional;

/**
 * A value with references in it.
 *
 * @param value the value, in which {@code StubValue("k")} stands for the k-th reference, from 0
 * @param references the references, in the order of the message
 */
public record Payload(Value value, List<Reference> references) {
    /** Copies the list. */
    public Payload {
        references = List.copyOf(references);
    }

    /**
     * The call or the map that this is, and nothing else.
     *
     * @return the {@link Reference.Call} or {@link Reference.Remap}, or empty
     */
    public Optional<Reference> single() {
        return value instanceof Value.StubValue && references.size() == 1
                ? Optional.of(references.get(0)).filter(Payload::takesSteps)
                : Optional.empty();
    }

    private static boolean takesSteps(Reference reference) {
        return reference instanceof Reference.Call || reference instanceof Reference.Remap;
    }

    /**
     * The stand-in for a reference.
     *
     * @param index its number, from 0
     * @return the stub value
     */
    public static Value.StubValue placeholder(int index) {
        return new Value.StubValue(Integer.toString(index));
    }

    /**
     * The number of a reference.
     *
     * @param placeholder its stand-in
     * @return from 0
     */
    public static int index(Value.StubValue placeholder) {
        return Integer.parseInt(placeholder.reference());
    }
}

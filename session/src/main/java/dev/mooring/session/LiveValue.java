package dev.mooring.session;

import dev.mooring.api.snapshot.Value;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An entry of a live table. The live objects are the application's own; the part that outlives the session is the
 * reference beside them, by which the application grants them again.
 */
public sealed interface LiveValue {

    /**
     * A stub that has no reference, and so cannot be suspended.
     *
     * @param object the live object
     * @return the stub
     */
    static LiveValue stub(Object object) {
        return new Stub(object, Optional.empty());
    }

    /**
     * A stub.
     *
     * @param object the live object
     * @param reference by which the application grants it again
     * @return the stub
     */
    static LiveValue stub(Object object, String reference) {
        return new Stub(object, Optional.of(reference));
    }

    /**
     * A pending promise that has no reference, and so cannot be suspended.
     *
     * @param object the live object, such as a {@code CompletableFuture}
     * @return the promise, not pulled
     */
    static LiveValue promise(Object object) {
        return new Promise(object, Optional.empty(), false);
    }

    /**
     * A pending promise.
     *
     * @param object the live object, such as a {@code CompletableFuture}
     * @param reference by which the application attaches to it again
     * @return the promise, not pulled
     */
    static LiveValue promise(Object object, String reference) {
        return new Promise(object, Optional.of(reference), false);
    }

    /**
     * A value that has arrived and holds no stubs and promises, or none that are of use here.
     *
     * @param value the value
     * @return the resolved value
     */
    static LiveValue resolved(Value value) {
        return new Resolved(value, Map.of());
    }

    /**
     * A reason why there is no value.
     *
     * @param reason usually {@link Value#error(String, String)}
     * @return the rejected value
     */
    static LiveValue rejected(Value reason) {
        return new Rejected(reason, Map.of());
    }

    /**
     * A stub: ours in the export table, the peer's in the import table.
     *
     * @param object the live object
     * @param reference by which the application grants it again, if it can
     */
    record Stub(Object object, Optional<String> reference) implements LiveValue {
        /** Refuses null. */
        public Stub {
            Objects.requireNonNull(object, "object");
            Objects.requireNonNull(reference, "reference");
        }

        @Override
        public String toString() {
            return "Stub";
        }
    }

    /**
     * A promise that is still pending.
     *
     * @param object the live object
     * @param reference by which the application attaches to it again, if it can
     * @param pulled whether the peer has asked for the result; of an export only
     */
    record Promise(Object object, Optional<String> reference, boolean pulled) implements LiveValue {
        /** Refuses null. */
        public Promise {
            Objects.requireNonNull(object, "object");
            Objects.requireNonNull(reference, "reference");
        }

        @Override
        public String toString() {
            return "Promise[pulled=" + pulled + "]";
        }
    }

    /**
     * A value that has arrived.
     *
     * @param value the value
     * @param objects the live objects of the {@link Value.StubValue}s and {@link Value.PromiseValue}s in it; a nested
     *     promise that could not be attached again stands here as {@link Rejected}
     */
    record Resolved(Value value, Map<Value, Object> objects) implements LiveValue {
        /** Copies the map. */
        public Resolved {
            Objects.requireNonNull(value, "value");
            objects = NestedReferences.copyOf(objects);
        }

        @Override
        public String toString() {
            return "Resolved[" + value + "]";
        }
    }

    /**
     * A promise that was rejected. A snapshot has no rejected imports: there the reason becomes the value.
     *
     * @param reason why
     * @param objects the live objects in it, as in {@link Resolved#objects}
     */
    record Rejected(Value reason, Map<Value, Object> objects) implements LiveValue {
        /** Copies the map. */
        public Rejected {
            Objects.requireNonNull(reason, "reason");
            objects = NestedReferences.copyOf(objects);
        }

        @Override
        public String toString() {
            return "Rejected[" + reason + "]";
        }
    }
}

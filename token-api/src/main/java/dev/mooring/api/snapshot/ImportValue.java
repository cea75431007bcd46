package dev.mooring.api.snapshot;

import java.util.Objects;

/** What an import table knows of one import. */
public sealed interface ImportValue {

    /**
     * An import whose value has arrived.
     *
     * @param value the value
     */
    record Resolved(Value value) implements ImportValue {
        /** Refuses null. */
        public Resolved {
            Objects.requireNonNull(value, "value");
        }
    }

    /**
     * A stub of the peer's.
     *
     * @param reference the application's reference, by which it grants the stub again
     */
    record Stub(String reference) implements ImportValue {
        /** Refuses null. */
        public Stub {
            Objects.requireNonNull(reference, "reference");
        }

        @Override
        public String toString() {
            return "Stub[" + reference.length() + " chars]";
        }
    }

    /**
     * A promise of the peer's that is still pending.
     *
     * @param reference the application's reference, by which it attaches to the promise again
     */
    record Promise(String reference) implements ImportValue {
        /** Refuses null. */
        public Promise {
            Objects.requireNonNull(reference, "reference");
        }

        @Override
        public String toString() {
            return "Promise[" + reference.length() + " chars]";
        }
    }
}

package dev.mooring.api.snapshot;

import java.util.Objects;

/**
 * One import, as an import table knows it.
 *
 * <p>Kinds may be added in minor versions, so a {@code switch} over {@link #kind()} needs a {@code default}.
 */
public sealed interface ImportValue {

    /** The kinds of imports, for switching. */
    enum Kind {
        /** {@link Resolved}. */
        RESOLVED,
        /** {@link Stub}. */
        STUB,
        /** {@link Promise}. */
        PROMISE
    }

    /**
     * Tells the kind of this import.
     *
     * @return the kind
     */
    Kind kind();

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

        @Override
        public Kind kind() {
            return Kind.RESOLVED;
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
        public Kind kind() {
            return Kind.STUB;
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
        public Kind kind() {
            return Kind.PROMISE;
        }

        @Override
        public String toString() {
            return "Promise[" + reference.length() + " chars]";
        }
    }
}

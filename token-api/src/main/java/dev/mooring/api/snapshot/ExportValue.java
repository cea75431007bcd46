package dev.mooring.api.snapshot;

import java.util.Objects;

/**
 * One export, as an export table knows it.
 *
 * <p>Kinds may be added in minor versions, so a {@code switch} over {@link #kind()} needs a {@code default}.
 */
public sealed interface ExportValue {

    /** The kinds of exports, for switching. */
    enum Kind {
        /** {@link Resolved}. */
        RESOLVED,
        /** {@link Rejected}. */
        REJECTED,
        /** {@link Stub}. */
        STUB,
        /** {@link Promise}. */
        PROMISE
    }

    /**
     * Tells the kind of this export.
     *
     * @return the kind
     */
    Kind kind();

    /**
     * An export that has been resolved.
     *
     * @param value the value
     */
    record Resolved(Value value) implements ExportValue {
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
     * An export that has been rejected.
     *
     * @param value the reason, usually a {@link Value.ErrorValue}
     */
    record Rejected(Value value) implements ExportValue {
        /** Refuses null. */
        public Rejected {
            Objects.requireNonNull(value, "value");
        }

        @Override
        public Kind kind() {
            return Kind.REJECTED;
        }
    }

    /**
     * A stub of ours.
     *
     * @param reference the application's reference, by which it grants the stub again
     */
    record Stub(String reference) implements ExportValue {
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
     * A promise of ours that is still pending.
     *
     * @param reference the application's reference, by which it takes the promise up again
     * @param pulled whether the peer has asked for the result
     */
    record Promise(String reference, boolean pulled) implements ExportValue {
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
            return "Promise[" + reference.length() + " chars, pulled=" + pulled + "]";
        }
    }
}

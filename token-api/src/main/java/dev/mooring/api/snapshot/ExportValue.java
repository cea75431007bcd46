package dev.mooring.api.snapshot;

import java.util.Objects;

/** What an export table knows of one export. */
public sealed interface ExportValue {

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
        public String toString() {
            return "Promise[" + reference.length() + " chars, pulled=" + pulled + "]";
        }
    }
}

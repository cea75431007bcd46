package dev.mooring.session;

import dev.mooring.api.snapshot.Value;
import dev.mooring.token.TokenContext;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The application's decision, reference by reference, whether the objects that a token names are granted again.
 *
 * <p>A token carries no live objects and no rights, only references that this application chose. The restorer looks each
 * up in a list of the references that it knows, decides whether the caller may have it <em>now</em>, and makes a live object:
 *
 * <pre>{@code
 * CapabilityRestorer restorer = request -> {
 *     if (request.reference().equals("calculator") && request.capabilities().contains("calculator")) {
 *         return CapabilityRestorer.grant(new Calculator());
 *     }
 *     return CapabilityRestorer.refuse();
 * };
 * }</pre>
 *
 * <p>It is called on the thread that resumes, without any lock, once for each stub and promise, after the token was
 * claimed and before anything is live. It may block. An exception is a refusal. Thread-safe.
 */
@FunctionalInterface
public interface CapabilityRestorer {

    /** The place of a reference in the session. */
    enum Place {
        /** A stub of the peer's in the import table. */
        IMPORT_STUB,
        /** A stub of ours in the export table. */
        EXPORT_STUB,
        /** A pending promise of the peer's. */
        IMPORT_PROMISE,
        /** A pending promise of ours. */
        EXPORT_PROMISE,
        /** A stub in a value of a table. */
        NESTED_STUB,
        /** A promise in a value of a table. */
        NESTED_PROMISE;

        /**
         * Says whether it is a promise.
         *
         * @return whether it is pending
         */
        public boolean isPromise() {
            return this == IMPORT_PROMISE || this == EXPORT_PROMISE || this == NESTED_PROMISE;
        }
    }

    /**
     * A reference that is to be granted again.
     *
     * @param sessionId the session
     * @param place the place of the reference
     * @param id the id of its entry in the import or export table, or of the entry in whose value it is nested
     * @param reference the application's reference
     * @param variables the variables of the session
     * @param capabilities the capabilities that the session was granted: an upper bound, never a proof
     * @param context the server's knowledge of this caller
     */
    record Request(
            String sessionId,
            Place place,
            long id,
            String reference,
            Map<String, Value> variables,
            List<String> capabilities,
            TokenContext context) {
        /** Refuses null, and copies the list. */
        public Request {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(place, "place");
            Objects.requireNonNull(reference, "reference");
            variables = Collections.unmodifiableMap(variables);
            capabilities = List.copyOf(capabilities);
            Objects.requireNonNull(context, "context");
        }

        @Override
        public String toString() {
            return "Request[" + place + "]";
        }
    }

    /** The decision of a restorer. */
    sealed interface Decision {}

    /**
     * The reference is granted.
     *
     * @param object the live object
     * @param undo disposes of the object when the resume fails after all
     */
    record Granted(Object object, AutoCloseable undo) implements Decision {
        /** Refuses null. */
        public Granted {
            Objects.requireNonNull(object, "object");
            Objects.requireNonNull(undo, "undo");
        }

        /** Leaves out the object, whose own text may not be for everyone. */
        @Override
        public String toString() {
            return "Granted";
        }
    }

    /**
     * The reference is not granted, and the resume is refused for it.
     *
     * @param retryable whether trying again makes sense
     */
    record Denied(boolean retryable) implements Decision {}

    /**
     * The reference is not granted, and its entry alone is rejected: the rest of the session is resumed.
     *
     * @param reason the value with which the entry is rejected
     */
    record Rejected(Value reason) implements Decision {
        /** Refuses null. */
        public Rejected {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public String toString() {
            return "Rejected";
        }
    }

    /**
     * Decides.
     *
     * @param request the reference that is to be granted again
     * @return {@link #grant}, {@link #reject}, {@link #refuse} or {@link #refuseForNow}
     * @throws Exception if it cannot decide, which is a refusal
     */
    Decision restore(Request request) throws Exception;

    /**
     * Grants.
     *
     * @param object the live object; an {@link AutoCloseable} is closed when the resume fails after all
     * @return the decision
     */
    static Decision grant(Object object) {
        return new Granted(object, object instanceof AutoCloseable closeable ? closeable : () -> {});
    }

    /**
     * Grants.
     *
     * @param object the live object
     * @param undo disposes of it when the resume fails after all
     * @return the decision
     */
    static Decision grant(Object object, AutoCloseable undo) {
        return new Granted(object, undo);
    }

    /**
     * Rejects one reference and lets the rest of the session be resumed. The entry keeps its id and is rejected with the
     * reason; in a value, the reason stands in the place of the live object. It is listed in
     * {@link ResumeOutcome.Resumed#rejected}.
     *
     * @param reason why, usually {@link Value#error(String, String)}
     * @return the decision
     */
    static Decision reject(Value reason) {
        return new Rejected(reason);
    }

    /**
     * Refuses for good.
     *
     * @return the decision
     */
    static Decision refuse() {
        return new Denied(false);
    }

    /**
     * Refuses because something is missing that may be there later.
     *
     * @return the decision
     */
    static Decision refuseForNow() {
        return new Denied(true);
    }
}

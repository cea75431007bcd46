package dev.mooring.session;

import dev.mooring.token.TokenContext;
import java.util.List;
import java.util.Objects;

/**
 * The application's decision, reference by reference, whether what a token names is granted again.
 *
 * <p>A token carries no live objects and no rights, only references that this application chose. The restorer looks each
 * up in a list of what it knows, decides whether the caller may have it <em>now</em>, and makes a live object:
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
 * claimed and before anything is live. It may block. What it throws is a refusal. Thread-safe.
 */
@FunctionalInterface
public interface CapabilityRestorer {

    /** Where a reference stood. */
    enum Kind {
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
     * What is to be granted again.
     *
     * @param sessionId the session
     * @param kind where the reference stood
     * @param reference the application's reference
     * @param capabilities what the session was granted: an upper bound, never a proof
     * @param context what the server knows of this caller
     */
    record Request(String sessionId, Kind kind, String reference, List<String> capabilities, TokenContext context) {
        /** Copies the list. */
        public Request {
            Objects.requireNonNull(sessionId, "sessionId");
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(reference, "reference");
            capabilities = List.copyOf(capabilities);
            Objects.requireNonNull(context, "context");
        }

        @Override
        public String toString() {
            return "Request[" + kind + "]";
        }
    }

    /** What a restorer says. */
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

        /** Leaves out the object, which may say of itself what is not for everyone. */
        @Override
        public String toString() {
            return "Granted";
        }
    }

    /**
     * The reference is not granted.
     *
     * @param retryable whether trying again makes sense
     */
    record Refused(boolean retryable) implements Decision {}

    /**
     * Decides.
     *
     * @param request what is to be granted again
     * @return {@link #grant}, {@link #refuse} or {@link #refuseForNow}
     * @throws Exception where it cannot decide, which is a refusal
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
     * Refuses for good.
     *
     * @return the decision
     */
    static Decision refuse() {
        return new Refused(false);
    }

    /**
     * Refuses because something is missing that may be there later.
     *
     * @return the decision
     */
    static Decision refuseForNow() {
        return new Refused(true);
    }
}

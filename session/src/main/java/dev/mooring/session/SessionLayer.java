package dev.mooring.session;

import dev.mooring.api.snapshot.Value;
import java.util.Optional;

/**
 * A layer between a session and its client, such as an RPC protocol, that has state of its own. Its state travels in each
 * token of the session, beside the variables of the application, which do not show it.
 *
 * <p>The tokens of a session with a layer also name the copy of the session that issued them, so that a client whose
 * connection was lost can be {@linkplain PersistentSessionManager#attach attached} to that copy again.
 */
@FunctionalInterface
public interface SessionLayer {

    /**
     * Gives the layer's state for the token that is about to be issued. Called at each suspend, checkpoint and resume under
     * the session's guard, at the instant at which the session is captured: a change that is made here, or was made in an
     * earlier step, is in the token, and a later one is not. It must not block. A state that differs from that of the resume
     * counts as a change of the session, which settles the claim of the resume.
     *
     * @return the state, within the limits of a variable's value, one level of depth less
     * @throws RuntimeException to make the suspend or checkpoint fail; it reaches the caller
     */
    Value stateAtCut();

    /** Makes the layer of each session of a manager. Thread-safe. */
    @FunctionalInterface
    interface Factory {

        /**
         * Says whether this server understands a layer's state. Asked before the token is claimed, so that the client can
         * try another server.
         *
         * @param state the state in the token; empty if the token was issued without a layer
         * @return true unless overridden; false refuses the token as
         *     {@link dev.mooring.token.ResumeTokenException.Reason#UNSUPPORTED}
         */
        default boolean understands(Optional<Value> state) {
            return true;
        }

        /**
         * Makes the layer of a session that was begun, or that was restored and is not live yet.
         *
         * @param session the session
         * @param state the state in the token from which the session was restored; empty for a new session, and if the
         *     token was issued without a layer
         * @return the layer
         * @throws RuntimeException if it cannot; it reaches the caller of begin or resume, and nothing is live
         */
        SessionLayer layerOf(Session session, Optional<Value> state);
    }
}

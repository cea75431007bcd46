package dev.mooring.session;

import dev.mooring.api.ledger.CopyId;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.session.Restoration.RestorePolicy;
import dev.mooring.token.TokenContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The parts and policies of a manager, complete.
 *
 * @param ledger lets tokens become sessions
 * @param restore how sessions are restored, and who is told
 * @param missingReferences the treatment of entries without a reference
 * @param superseding whether suspends and checkpoints end older tokens
 * @param revokingOnReuse whether reuse of a token revokes its session
 * @param idleTimeout how long a session may be idle
 * @param maxSessionAge how long a session may live
 * @param layers makes the layers of sessions
 * @param limits how large sessions may be
 * @param clock tells the time
 * @param cleanUp runs beside the manager
 */
record ManagerParts(
        SessionLedger ledger,
        RestorePolicy restore,
        MissingReferences missingReferences,
        boolean superseding,
        boolean revokingOnReuse,
        Duration idleTimeout,
        Duration maxSessionAge,
        Optional<SessionLayer.Factory> layers,
        SnapshotLimits limits,
        InstantSource clock,
        CleanUp cleanUp) {

    /** Is told of the events of sessions. */
    SessionListener listener() {
        return restore.listener();
    }

    /** The conditions under which one session lives. */
    Session.Conditions conditions(TokenContext context, CopyId copy) {
        return new Session.Conditions(context, copy, superseding, layers, limits, clock);
    }
}

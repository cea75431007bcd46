package dev.mooring.session;

import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.CopyId;
import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.Value;
import dev.mooring.session.ResumeOutcome.Resumed;
import dev.mooring.session.Session.Ending;
import dev.mooring.session.SessionRegistry.Resumption;
import dev.mooring.token.OpenedToken;
import dev.mooring.token.ResumeToken;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.ResumeTokenManager;
import java.time.Instant;
import java.util.Optional;

/**
 * Makes sessions of tokens, in this order: refuse if the server is being drained; open; reserve the session id here; claim;
 * grant each reference; publish. The same attempt gets the same session again.
 *
 * @param tokens opens tokens, and issues the successor
 * @param parts the parts and policies of the manager
 * @param ledger lets a token become a session
 * @param registry the live sessions
 * @param ender ends the session that is replaced
 */
record Resumer(
        ResumeTokenManager tokens, ManagerParts parts, LedgerGate ledger, SessionRegistry registry, Ender ender) {

    /** Resumes a token, or throws why not. */
    Resumed resume(ResumeRequest request) {
        registry.checkOpen();
        OpenedToken opened = tokens.open(request.text(), request.context());
        refuseLastGeneration(opened.snapshot());
        refuseForeignLayer(opened.snapshot());
        String sessionId = opened.snapshot().sessionId();
        ResumeAttempt attempt = request.attempt().orElseGet(ResumeAttempt::random);
        Resumption resumption = new Resumption(attempt, opened.snapshot().generation(), request.context());
        Optional<Resumed> before = answeredBefore(opened, resumption);
        if (before.isPresent()) {
            return before.get();
        }
        registry.reserve(request, sessionId);
        try {
            return resumeReserved(opened, request, resumption);
        } finally {
            registry.release(sessionId);
        }
    }

    /** The answer that this attempt was given before, if its session is live and the ledger lets it be given again. */
    private Optional<Resumed> answeredBefore(OpenedToken opened, Resumption resumption) {
        String sessionId = opened.snapshot().sessionId();
        Optional<Resumed> before = registry.answer(sessionId, resumption);
        while (before.isPresent()) {
            Session session = before.get().session();
            claim(opened, resumption, session.copy(), true);
            if (session.isLive()) {
                return before;
            }
            // it ended while the ledger was asked, and another thread may have restored for this attempt since
            before = registry.answer(sessionId, resumption);
        }
        return before;
    }

    private Resumed resumeReserved(OpenedToken opened, ResumeRequest request, Resumption resumption) {
        // another thread may have restored for this attempt before the reservation
        Optional<Resumed> meanwhile = answeredBefore(opened, resumption);
        if (meanwhile.isPresent()) {
            return meanwhile.get();
        }
        CopyId copy = CopyId.random();
        claim(opened, resumption, copy, request.attempt().isPresent());
        return restore(opened.snapshot(), request, resumption, copy);
    }

    /** The last generation has no next one. This is checked before the token is claimed. */
    private static void refuseLastGeneration(SessionSnapshot snapshot) {
        if (snapshot.generation() == Value.MAX_INTEGER) {
            throw new ResumeTokenException(Reason.INVALID_SNAPSHOT, "The session has used up its generations");
        }
    }

    private void refuseForeignLayer(SessionSnapshot snapshot) {
        Optional<Value> state = LayerState.of(snapshot).map(LayerState::state);
        if (parts.layers().filter(layers -> !layers.understands(state)).isPresent()) {
            throw new ResumeTokenException(
                    Reason.UNSUPPORTED, "The layer of this server does not understand the state in the token");
        }
    }

    private void claim(OpenedToken opened, Resumption resumption, CopyId copy, boolean retryable) {
        SessionSnapshot snapshot = opened.snapshot();
        Claim claim = new Claim(
                snapshot.sessionId(),
                snapshot.generation(),
                snapshot.checkpoint(),
                resumption.attempt(),
                copy,
                opened.header().issuedAt(),
                LedgerGate.keepUntil(snapshot.createdAt(), snapshot.maxAge()));
        switch (ledger.claim(claim, retryable)) {
            case REVOKED ->
                throw new ResumeTokenException(
                        Reason.REVOKED, "The session was revoked, or the ledger is younger than the token");
            case SUPERSEDED ->
                throw new ResumeTokenException(
                        Reason.REPLAYED,
                        "A later token superseded this one, or the session that this attempt resumed has gone on");
            case REPLAYED -> {
                // the owner of an attempt whose session is live here is no thief
                if (registry.answer(snapshot.sessionId(), resumption).isEmpty()) {
                    noteReuse(snapshot.sessionId());
                }
                throw new ResumeTokenException(
                        Reason.REPLAYED,
                        "A token of generation " + snapshot.generation() + " or later has become a session already");
            }
            case REPEATED, CLAIMED -> {
                // this server may restore the session
            }
        }
    }

    private void noteReuse(String sessionId) {
        boolean revoked = false;
        if (parts.revokingOnReuse()) {
            try {
                ender.revoke(sessionId);
                revoked = true;
            } catch (ResumeTokenException unavailable) {
                // the listener knows, and the token is refused anyway
            }
        }
        parts.listener().reused(sessionId, revoked);
    }

    private Resumed restore(SessionSnapshot snapshot, ResumeRequest request, Resumption resumption, CopyId copy) {
        Restoration restoration = new Restoration(
                parts.restore(), snapshot, request.context(), request.attempt().isPresent());
        boolean live = false;
        try {
            Session session =
                    new Session(next(snapshot), restoration.grantAll(), parts.conditions(request.context(), copy));
            request.preparation().accept(session);
            Capture.Captured restored = session.restored().toSnapshot(parts.missingReferences());
            ResumeToken successor = tokens.issue(restored.snapshot(), request.context());
            Resumed resumed = new Resumed(session, successor, restoration.rejected());
            Optional<Session> replaced = registry.publish(resumed, resumption);
            live = true;
            replaced.ifPresent(older -> ender.end(older, Ending.REPLACED));
            parts.listener().resumed(session);
            return resumed;
        } finally {
            if (!live) {
                restoration.undo();
            }
        }
    }

    /** The next generation, active now. */
    private SessionSnapshot next(SessionSnapshot snapshot) {
        Instant now = parts.clock().instant();
        return snapshot.toBuilder()
                .generation(snapshot.generation() + 1)
                .lastActivity(now.isAfter(snapshot.lastActivity()) ? now : snapshot.lastActivity())
                .build();
    }
}

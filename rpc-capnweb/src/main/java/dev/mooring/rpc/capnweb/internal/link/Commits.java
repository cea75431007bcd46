package dev.mooring.rpc.capnweb.internal.link;

import dev.mooring.rpc.capnweb.internal.link.LinkedPeer.Taken;
import dev.mooring.session.PersistentSessionManager;
import dev.mooring.session.Session;
import dev.mooring.token.ResumeToken;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the commits of a copy, one after the other, each under the session's guard. */
final class Commits {
    private final Copy.Origin origin;
    private final PersistentSessionManager sessions;
    private final Duration longest;
    private final Bodies bodies = new Bodies();
    private long serial;
    private volatile @Nullable String fragile;
    private volatile Duration refreshAfter;

    /**
     * A commit.
     *
     * @param commit the commit
     * @param taken the peer's part of it
     * @param last whether the session was suspended with it
     */
    record Made(Commit commit, Taken taken, boolean last) {}

    /**
     * Makes the maker.
     *
     * @param origin the copy
     * @param sessions issues tokens
     * @param longest the longest time between two tokens
     */
    Commits(Copy.Origin origin, PersistentSessionManager sessions, Duration longest) {
        this.origin = origin;
        this.sessions = sessions;
        this.longest = longest;
        serial = origin.serial();
        refreshAfter = longest;
        origin.state().pending().forEach(bodies::add);
    }

    /** Notes a message of the client's. */
    void received(long number, String line) {
        bodies.add(number, line);
    }

    /** The UTF-16 units of the messages that no commit covers yet. */
    long uncoveredChars() {
        return bodies.chars();
    }

    /**
     * Takes the peer's outputs, and issues a token of the state that made them; under the session's guard.
     *
     * @param last whether the session is suspended, after which nothing changes it on this server
     */
    Made make(LinkedPeer peer, boolean last) {
        Session session = peer.session();
        Taken taken = peer.take();
        List<LinkState.Pending> pending = bodies.digest(taken.pending(), origin.doubt(), taken.covers());
        serial++;
        LinkState state = new LinkState(
                origin.name(), serial, taken.covers(), origin.doubt().upTo(), last, pending);
        session.variables().set(LinkState.VARIABLE, state.toValue());
        String token = tokenOf(session, last);
        Commit commit = new Commit(serial, taken.covers(), state.numbers(), token, taken.doubt(), taken.lines());
        return new Made(commit, taken, last && token != null);
    }

    private @Nullable String tokenOf(Session session, boolean last) {
        try {
            ResumeToken token = (last ? sessions.suspend(session) : sessions.checkpoint(session)).token();
            issued(token);
            fragile = null;
            return token.text();
        } catch (ResumeTokenException refusal) {
            if (refusal.reason() != Reason.ENCODING_FAILED && refusal.reason() != Reason.LEDGER_UNAVAILABLE) {
                throw refusal;
            }
            fragile = "The session cannot be saved at present";
            return null;
        }
    }

    /** The client gets a token: the next one comes when half of its life is over, at the latest. */
    void issued(ResumeToken token) {
        Duration half = Duration.between(token.issuedAt(), token.expiresAt()).dividedBy(2);
        refreshAfter = half.compareTo(longest) < 0 ? half : longest;
    }

    /** How long after a token the next one has to come. */
    Duration refreshAfter() {
        return refreshAfter;
    }

    /** Why the last commit had no token; null if it had one. */
    @Nullable
    String fragile() {
        return fragile;
    }

    /** The serial of the next commit. */
    long nextSerial() {
        return serial + 1;
    }
}

package dev.mooring.rpc.capnweb.internal.link;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.Value;
import dev.mooring.session.PersistentSessionManager;
import dev.mooring.session.ResumeOutcome;
import dev.mooring.session.ResumeRequest;
import dev.mooring.session.Session;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The server's side of the link: takes sockets, and finds or makes the copies that serve them. */
public final class LinkEndpoint {
    private static final String GONE = "The state that the client has seen is gone with its server";
    private static final String UNABLE = "The server cannot serve the session at present";
    private static final String LEAVES = "The server is about to leave, and takes no session in: try another one";

    /** The name of the client's secret, as a hash, in the context of its tokens. */
    private static final String HOLDER = "mooring.holder";

    private static final String OTHER_VERSION = "The session is of another version of the link";

    /**
     * A peer that is to be made.
     *
     * @param session its session
     * @param context the facts that the server knows of the client
     * @param link is told of outputs and of the end, under no lock
     */
    public record Place(Session session, TokenContext context, PeerLink link) {}

    /** Makes peers. */
    public interface Peers {

        /**
         * Makes the peer of a session that begins.
         *
         * @param place its place
         * @return the peer
         * @throws Exception if there cannot be one at present: the client is refused retryably
         */
        LinkedPeer begin(Place place) throws Exception;

        /**
         * Makes the peer of a session that was restored. It is inert until it is started.
         *
         * @param place its place
         * @param doubt decides about calls
         * @param covers the number of the last message that has taken effect
         * @return the peer
         * @throws Exception if there cannot be one at present: the client is refused retryably
         */
        LinkedPeer restore(Place place, Doubt doubt, long covers) throws Exception;

        /**
         * A client was refused before it had a peer.
         *
         * @param retryable whether it tries again
         * @param message the reason that it was told
         */
        void refused(boolean retryable, String message);

        /**
         * A peer could not be made.
         *
         * @param thrown why
         */
        void failed(Throwable thrown);
    }

    /** The link as a peer tells it of its outputs and its end, under no lock. */
    public interface PeerLink {
        /** There are outputs. */
        void wake();

        /**
         * The session has ended on this side.
         *
         * @param code the status code for the WebSocket
         * @param reason a short sentence
         */
        void end(int code, String reason);

        /**
         * The application has ended the session: its tokens are no longer accepted.
         *
         * @param code the status code for the WebSocket
         * @param reason a short sentence
         * @throws ResumeTokenException if the ledger cannot be asked; the session has ended all the same
         */
        void revoke(int code, String reason);
    }

    private final ResumeTokenManager tokens;
    private final PersistentSessionManager sessions;
    private final Peers peers;
    private final LinkSettings settings;
    private final Map<String, Copy> copies = new ConcurrentHashMap<>();
    private final Gate gate = new Gate();
    private volatile @Nullable Leaving leaving;

    /**
     * Makes an endpoint.
     *
     * @param tokens opens tokens
     * @param sessions begins and resumes sessions
     * @param peers makes peers
     * @param settings bounds and times
     */
    public LinkEndpoint(
            ResumeTokenManager tokens, PersistentSessionManager sessions, Peers peers, LinkSettings settings) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.peers = peers;
        this.settings = settings;
    }

    /**
     * Takes a socket whose client speaks the link.
     *
     * @param socket the sending side
     * @param context the facts that the server knows of the client
     * @return the receiving side
     */
    public Connection accept(LinkSocket socket, TokenContext context) {
        return new Connection(
                new Carrier(
                        socket, cut -> settings.timer().after(settings.times().deadAfter(), cut)),
                context);
    }

    /**
     * The server leaves: it takes no session in any more, and each that it has makes its last commit as soon as no call of it
     * runs (L-32).
     *
     * @param how how long it takes at most
     * @return completes with how each session has left, when all have
     */
    public CompletionStage<List<Left>> leave(Leaving how) {
        leaving = how;
        Set<CompletionStage<Left>> outcomes = new HashSet<>(leaveNow(how));
        return gate.close().thenCompose(empty -> {
            outcomes.addAll(leaveNow(how)); // those that came in at the last moment
            CompletableFuture<List<Left>> all = CompletableFuture.completedFuture(List.of());
            for (CompletionStage<Left> each : outcomes) {
                all = all.thenCombine(
                        each,
                        (before, one) ->
                                Stream.concat(before.stream(), Stream.of(one)).toList());
            }
            return all;
        });
    }

    /** A copy without a peer is about to come in. */
    private List<CompletionStage<Left>> leaveNow(Leaving how) {
        return copies.values().stream()
                .filter(copy -> copy.peerIfAny().isPresent())
                .map(copy -> copy.leave(how))
                .toList();
    }

    /** The receiving side of a socket; one thread at a time calls it. */
    public final class Connection {
        private final Carrier carrier;
        private final TokenContext context;
        private final FrameReader reader = new FrameReader(settings.maxFrameChars());
        private boolean asked;
        private boolean over;
        private volatile boolean gone;
        private volatile @Nullable Copy copy;

        /** Cancels the alarm of a socket that says nothing at all. */
        private final Runnable speaks;

        private Connection(Carrier carrier, TokenContext context) {
            this.carrier = carrier;
            this.context = context;
            speaks = settings.timer()
                    .after(settings.times().deadAfter(), () -> carrier.cut(Copy.NORMAL, "No frame came for too long"));
        }

        /**
         * Takes a frame.
         *
         * @param text the frame
         */
        public void receive(String text) {
            if (over) {
                return;
            }
            speaks.run();
            try {
                ClientFrame frame = reader.read(text);
                Copy serving = copy;
                if (serving != null) {
                    serving.receive(carrier, frame);
                } else {
                    ask(frame);
                }
            } catch (LinkException broken) {
                breakOff(broken);
            }
        }

        private void breakOff(LinkException broken) {
            over = true;
            Copy serving = copy;
            if (serving != null) {
                serving.breakRule(carrier, broken.rule());
            } else {
                peers.refused(false, broken.rule());
                carrier.send(ServerFrames.refused(false, broken.rule(), 0));
                carrier.close(Copy.BROKEN_RULE, broken.rule());
            }
        }

        private void ask(ClientFrame frame) throws LinkException {
            if (frame instanceof ClientFrame.Ping && asked) {
                carrier.sendOnce(ServerFrames.PONG);
            } else if (frame instanceof ClientFrame.Open open && !asked) {
                asked = true;
                later(() -> enter(() -> begin(this, open)));
            } else if (frame instanceof ClientFrame.Resume resume && !asked) {
                asked = true;
                later(() -> resume(this, resume));
            } else {
                throw new LinkException("A connection begins with open or resume, and waits for the answer");
            }
        }

        /**
         * The peer that the client talks to.
         *
         * @return the peer; empty until the client has begun or resumed a session
         */
        public Optional<LinkedPeer> peer() {
            Copy serving = copy;
            return serving == null ? Optional.empty() : serving.peerIfAny();
        }

        /** Takes note that the socket is closed. */
        public void closed() {
            gone = true;
            speaks.run();
            Copy serving = copy;
            if (serving != null) {
                serving.closed(carrier);
            } else {
                carrier.closed();
            }
        }

        /** Does a step that may wait for the ledger; the client is answered in any case, if it is still there. */
        private void later(Runnable step) {
            settings.executor().execute(() -> {
                if (gone) {
                    return;
                }
                try {
                    step.run();
                } catch (VirtualMachineError fatal) {
                    throw fatal;
                } catch (Throwable thrown) {
                    peers.failed(thrown);
                    refuse(true, UNABLE);
                }
            });
        }

        /** From now on the copy takes the frames; it drops them until it knows the socket. */
        private void hand(@Nullable Copy serving) {
            copy = serving;
        }

        /** The copy knows the socket, which may have been closed meanwhile. */
        private void handed(Copy serving) {
            if (gone) {
                serving.closed(carrier);
            }
        }

        private void refuse(boolean retryable, String message) {
            refuse(retryable, message, 0);
        }

        private void refuse(boolean retryable, String message, long afterMs) {
            peers.refused(retryable, message);
            carrier.send(ServerFrames.refused(retryable, message, afterMs));
            carrier.close(Copy.NORMAL, "");
        }

        /** Takes a session in, unless the server leaves. */
        private void enter(Runnable step) {
            if (!gate.enter()) {
                Leaving how = leaving;
                refuse(true, LEAVES, how == null ? 0 : how.afterMs());
                return;
            }
            try {
                step.run();
            } finally {
                gate.exit();
            }
        }
    }

    private TokenContext holder(TokenContext context, String secret) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
            return context.and(HOLDER, Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every JDK has SHA-256", missing);
        }
    }

    private void begin(Connection connection, ClientFrame.Open open) {
        Session session = sessions.begin(holder(connection.context, open.secret()));
        LinkState none = new LinkState(session.copy(), 0, 0, 0, false, List.of());
        Copy copy = Copy.begun(
                new Copy.Origin(session.copy(), 0, none, Doubt.NONE), sessions, settings, () -> forget(session));
        LinkedPeer peer =
                orEnd(session, () -> peers.begin(new Place(session, connection.context, linkOf(session, copy))));
        copies.put(session.id(), copy);
        connection.carrier.send(ServerFrames.settings(settings.maxFrameChars(), settings.maxKeptChars()));
        connection.hand(copy);
        copy.begin(peer, connection.carrier);
        connection.handed(copy);
    }

    /** Makes a peer; if that fails, nothing is left of the session on this server. */
    private LinkedPeer orEnd(Session session, Callable<LinkedPeer> make) {
        boolean made = false;
        try {
            LinkedPeer peer = make.call();
            made = true;
            return peer;
        } catch (RuntimeException thrown) {
            throw thrown;
        } catch (Exception thrown) {
            throw new IllegalStateException("The peer could not be made", thrown);
        } finally {
            if (!made) {
                sessions.end(session);
            }
        }
    }

    /**
     * Takes note that a session has ended on this server.
     *
     * @param session the session
     */
    public void ended(Session session) {
        Copy copy = copies.get(session.id());
        if (copy != null && copy.name().equals(session.copy())) {
            copy.drop("The session has ended");
        }
    }

    private PeerLink linkOf(Session session, Copy copy) {
        return new PeerLink() {
            @Override
            public void wake() {
                copy.wake();
            }

            @Override
            public void end(int code, String reason) {
                copy.endedByPeer(code, reason);
            }

            @Override
            public void revoke(int code, String reason) {
                try {
                    sessions.revoke(session.id());
                } finally {
                    copy.endedByPeer(code, reason);
                }
            }
        };
    }

    private void forget(Session session) {
        copies.computeIfPresent(session.id(), (any, copy) -> copy.name().equals(session.copy()) ? null : copy);
    }

    private void resume(Connection connection, ClientFrame.Resume question) {
        try {
            TokenContext context = holder(connection.context, question.secret());
            SessionSnapshot snapshot = tokens.open(question.token(), context).snapshot();
            Value saved = snapshot.variables().get(LinkState.VARIABLE);
            Optional<LinkState> state = saved == null ? Optional.empty() : LinkState.from(saved);
            if (state.isEmpty()) {
                connection.refuse(false, OTHER_VERSION);
            } else {
                resume(connection, question, new Presented(snapshot.sessionId(), context, state.get()));
            }
        } catch (ResumeTokenException refusal) {
            connection.refuse(refusal.retryable(), refusal.clientMessage());
        } catch (LinkException broken) {
            connection.breakOff(broken);
        }
    }

    /** The contents of a token that was presented by its holder. */
    private record Presented(String sessionId, TokenContext context, LinkState state) {}

    private void resume(Connection connection, ClientFrame.Resume question, Presented presented) throws LinkException {
        Copy live = copies.get(presented.sessionId());
        if (live != null && isServedBy(live, connection, question, presented.state())) {
            connection.handed(live);
            return;
        }
        connection.hand(null);
        if (question.seen().ack() > presented.state().serial()) {
            connection.refuse(false, GONE);
            return;
        }
        if (live != null && live.isOutdatedBy(question)) {
            live.drop("The client asked again for something else");
        }
        connection.enter(() -> restore(connection, question, presented));
    }

    private static boolean isServedBy(Copy live, Connection connection, ClientFrame.Resume question, LinkState state)
            throws LinkException {
        connection.hand(live);
        return live.name().equals(state.copy()) && live.attach(question.seen(), connection.carrier)
                || live.answersAgain(question, connection.carrier);
    }

    private void restore(Connection connection, ClientFrame.Resume question, Presented presented) {
        LinkState before = presented.state();
        Doubt doubt = new Doubt(
                Math.max(before.doubtUpTo(), question.seen().onWire()),
                flagged(before),
                question.seen().tries());
        ResumeOutcome outcome = sessions.resume(ResumeRequest.of(question.token(), presented.context())
                .withAttempt(question.attempt())
                .replacingLive()
                .preparing(restored -> restored.variables()
                        .set(LinkState.VARIABLE, after(before, restored, doubt).toValue())));
        if (outcome instanceof ResumeOutcome.Refused refused) {
            connection.refuse(refused.retryable(), refused.clientMessage());
            return;
        }
        ResumeOutcome.Resumed resumed = (ResumeOutcome.Resumed) outcome;
        Session session = resumed.session();
        LinkState state = after(before, session, doubt);
        Copy copy = Copy.restored(
                new Copy.Origin(session.copy(), 1, state, doubt), sessions, settings, () -> forget(session));
        LinkedPeer peer = orEnd(
                session,
                () -> peers.restore(
                        new Place(session, connection.context, linkOf(session, copy)), doubt, state.covers()));
        Copy replaced = copies.put(presented.sessionId(), copy);
        if (replaced != null) {
            replaced.drop("The session was resumed from a token");
        }
        connection.carrier.send(ServerFrames.settings(settings.maxFrameChars(), settings.maxKeptChars()));
        String frame = ServerFrames.resumed(
                1, state.covers(), state.numbers(), resumed.successor().text());
        copy.issued(resumed.successor());
        connection.hand(copy);
        copy.restore(peer, connection.carrier, new Answer(question, frame));
        connection.handed(copy);
    }

    /** Nothing of a restored copy runs before the client has put the bodies on the wire, so the marks stay good. */
    private static LinkState after(LinkState before, Session restored, Doubt doubt) {
        return new LinkState(restored.copy(), 1, before.covers(), doubt.upTo(), before.drained(), before.pending());
    }

    private static Set<Long> flagged(LinkState state) {
        Set<Long> flagged = new HashSet<>();
        for (LinkState.Pending message : state.pending()) {
            if (!state.drained() || message.marked()) {
                flagged.add(message.number());
            }
        }
        return flagged;
    }
}

package dev.mooring.session;

import dev.mooring.api.ledger.CopyId;
import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.session.Restoration.RestorePolicy;
import dev.mooring.session.ResumeOutcome.Refused;
import dev.mooring.session.Session.Ending;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiConsumer;

/**
 * The live sessions of one server: begins them, suspends them into tokens, and resumes tokens into sessions, each at most
 * once on all servers that share a ledger.
 *
 * <pre>{@code
 * PersistentSessionManager sessions = PersistentSessionManager.builder(tokens, restorer).ledger(ledger).build();
 *
 * Session session = sessions.begin("session-1", caller);
 * session.exports().exportStub(calculator, "calculator");
 * String text = sessions.suspend(session).token().text();
 *
 * ResumeOutcome outcome = sessions.resume(text, caller, attempt);
 * if (outcome instanceof ResumeOutcome.Resumed resumed) {
 *     serve(resumed.session(), resumed.successor());
 * }
 * }</pre>
 *
 * <p>A token that is not accepted is normal traffic: {@link #resume} answers with {@link Refused} and throws nothing.
 * Thread-safe; there is no thread. No lock is held while the ledger, the restorer or a listener runs, except the one by
 * which several threads that settle the claim of one session ask the ledger once.
 */
public final class PersistentSessionManager implements AutoCloseable {
    private final ResumeTokenManager tokens;
    private final ManagerParts parts;
    private final SessionListener listener;
    private final SessionRegistry registry = new SessionRegistry();
    private final Suspender suspender;
    private final Resumer resumer;
    private final Ender ender;
    private final Runnable atClose;

    PersistentSessionManager(ResumeTokenManager tokens, ManagerParts parts) {
        this.tokens = tokens;
        this.parts = parts;
        this.listener = parts.listener();
        LedgerGate ledger = new LedgerGate(parts);
        this.ender = new Ender(parts, ledger, registry);
        this.suspender = new Suspender(tokens, parts, ledger, ender);
        this.resumer = new Resumer(tokens, parts, ledger, registry, ender);
        this.atClose = parts.cleanUp().start(this::cleanupExpiredSessions);
    }

    /**
     * Starts the configuration of a manager.
     *
     * @param tokens issues and opens the tokens
     * @param restorer decides about each reference of a token
     * @return a builder
     */
    public static Builder builder(ResumeTokenManager tokens, CapabilityRestorer restorer) {
        return new Builder(tokens, restorer);
    }

    /**
     * Begins a new session under an id that nobody can guess.
     *
     * @param context the server's knowledge of the client, to which each token is bound
     * @return the session, live, with empty tables
     * @throws ResumeTokenException with {@link Reason#DRAINING} after {@link #drain}: another server begins the session
     * @throws IllegalStateException if the manager has been closed
     */
    public Session begin(TokenContext context) {
        return begin(UUID.randomUUID().toString(), context);
    }

    /**
     * Begins a new session under an id that the server chooses. Never let a client choose it: whoever can begin a session
     * of the same id elsewhere can use up its generations, so that its tokens are refused.
     *
     * @param sessionId names the session on all servers for all of its life; an id that was used for another session is
     *     used up
     * @param context the server's knowledge of the client, to which each token is bound
     * @return the session, live, with empty tables
     * @throws IllegalArgumentException when the id breaks a limit
     * @throws ResumeTokenException with {@link Reason#DRAINING} after {@link #drain}: another server begins the session
     * @throws IllegalStateException when a session of that id is live here, or the manager has been closed
     */
    public Session begin(String sessionId, TokenContext context) {
        SessionSnapshot empty = SessionSnapshot.builder(sessionId, parts.clock().instant())
                .maxAge(parts.maxSessionAge())
                .build();
        parts.limits().check(empty);
        Session session = new Session(empty, Session.Tables.EMPTY, parts.conditions(context, CopyId.random()));
        try {
            registry.add(session);
        } catch (ResumeTokenException refusal) {
            listener.refused(refusal);
            throw refusal;
        }
        listener.begun(session);
        return session;
    }

    /**
     * Finds a session that is live here.
     *
     * @param sessionId the session
     * @return the session, or empty
     */
    public Optional<Session> find(String sessionId) {
        return registry.find(sessionId);
    }

    /**
     * Suspends a session: captures it at one instant, issues a token, and ends it. Changes of the session wait meanwhile. If
     * it fails, the session goes on as if nothing had been asked.
     *
     * @param session a session that is live here
     * @return the token, and the entries that were left out
     * @throws ResumeTokenException with {@link Reason#ENCODING_FAILED} when an entry has no reference and the policy is to
     *     refuse, or the session breaks a limit; with {@link Reason#SESSION_TOO_OLD}; if suspending supersedes, with
     *     {@link Reason#LEDGER_UNAVAILABLE}, or with {@link Reason#REPLAYED} when the session went on elsewhere
     * @throws IllegalStateException when the session is not live here
     */
    public SuspendedSession suspend(Session session) {
        refuseForeign(session);
        return suspender.suspend(session);
    }

    /**
     * Issues a token for a session as it is now, and lets it go on.
     *
     * @param session a session that is live here
     * @return the token, and the entries that were left out
     * @throws ResumeTokenException as {@link #suspend} does
     * @throws IllegalStateException when the session is not live here
     */
    public SuspendedSession checkpoint(Session session) {
        refuseForeign(session);
        return suspender.checkpoint(session);
    }

    /**
     * Finds the live session whose copy issued a token, for a client that lost its connection and not its session. The
     * ledger is not asked, and the token is not used up: any valid token of the copy will do, even one that a later token
     * superseded. Only tokens of sessions with a {@link SessionLayer} name their copy.
     *
     * @param text the token that the client presents
     * @param context the server's knowledge of this client
     * @return the session; empty if that copy is not live on this server, and the client has to resume
     * @throws ResumeTokenException if the token does not open
     */
    public Optional<Session> attach(String text, TokenContext context) {
        SessionSnapshot snapshot = tokens.open(text, context).snapshot();
        return registry.find(snapshot.sessionId())
                .filter(live -> live.isLive() && live.context().equals(context))
                .filter(live -> LayerState.of(snapshot)
                        .filter(state -> state.names(live.copy()))
                        .isPresent());
    }

    /**
     * Confirms that the client has the answer to the resume that made this session: from now on the attempt of that resume
     * cannot be repeated, on any server. The first suspend or checkpoint of a changed session does the same; an
     * application that cannot wait for it confirms at the client's first message. It costs one write to the ledger, the
     * first time only, and none for a session that was not resumed.
     *
     * @param session a session that is live here
     * @throws ResumeTokenException with {@link Reason#REPLAYED} if the session was revoked, or resumed elsewhere since:
     *     tokens of this copy are no longer accepted, and it should be {@linkplain #end ended}; with
     *     {@link Reason#LEDGER_UNAVAILABLE} if the ledger did not answer for certain, and trying again makes sense
     * @throws IllegalStateException if the session is not live here
     */
    public void confirm(Session session) {
        refuseForeign(session);
        suspender.settle(session);
    }

    private void refuseForeign(Session session) {
        if (!isLiveHere(session)) {
            throw foreign();
        }
    }

    private static IllegalStateException foreign() {
        return new IllegalStateException("The session is not live on this server, or of another manager");
    }

    private boolean isLiveHere(Session session) {
        return session.isLive()
                && registry.find(session.id()).filter(live -> live == session).isPresent();
    }

    /**
     * Empties this server before it stops. From now on {@link #begin} and {@link #resume} are refused with
     * {@link Reason#DRAINING}, which is retryable: another server takes the clients. Then each session is suspended, also
     * those that were being resumed, and its token is handed over. After the ledger did not answer, the sessions that need
     * no answer come first; those that do are tried at the end, for as long as there is time. A session that cannot be
     * suspended goes on, and the report says why. Afterwards {@link #close} ends the manager.
     *
     * <pre>{@code
     * DrainReport report = sessions.drain(Duration.ofSeconds(20), (session, suspended) -> {
     *     connections.get(session.id()).send(suspended.token().text());
     * });
     * log.info("{}", report);
     * }</pre>
     *
     * @param atMost the time after which no further session is suspended, from a millisecond to
     *     {@link SessionSnapshot#GREATEST_MAX_AGE}; a suspend that has begun ends by the deadline of the ledger
     * @param handOver gives a token to the client of its session, which has ended; called by this thread for one session
     *     after the other. If it throws, the listener is told, and the report still has the token
     * @return the outcome for each session; one that ended otherwise meanwhile is not in it
     * @throws IllegalArgumentException if the time is out of range
     */
    public DrainReport drain(Duration atMost, BiConsumer<? super Session, ? super SuspendedSession> handOver) {
        Objects.requireNonNull(handOver, "handOver");
        Duration time = Builder.within("atMost", atMost, Duration.ofMillis(1));
        return new Drain(suspender, registry, listener, handOver).run(time);
    }

    /**
     * Says whether this server begins and resumes no sessions any more, so that a load balancer should send it no clients.
     *
     * @return whether {@link #drain} was called
     */
    public boolean isDraining() {
        return registry.isDraining();
    }

    /**
     * Resumes a token without an attempt: it is good for this one call.
     *
     * @param text the token that the client presents
     * @param context the server's knowledge of this client
     * @return the session, or why not
     * @throws IllegalStateException when the manager has been closed
     */
    public ResumeOutcome resume(String text, TokenContext context) {
        return resume(ResumeRequest.of(text, context));
    }

    /**
     * Resumes a token in an attempt that can be repeated when the answer is lost.
     *
     * @param text the token that the client presents
     * @param context the server's knowledge of this client
     * @param attempt the client's try, the same until the client has an answer
     * @return the session, or why not
     * @throws IllegalStateException when the manager has been closed
     */
    public ResumeOutcome resume(String text, TokenContext context, ResumeAttempt attempt) {
        return resume(ResumeRequest.of(text, context).withAttempt(attempt));
    }

    /**
     * Resumes a token, all or nothing: it is opened; the session id is reserved here; the token is claimed; every
     * reference is granted again; and the session is live at once, in the place of the one that it replaces. If one of
     * these fails, nothing live has changed, and the granted objects are disposed of.
     *
     * @param request the client's request
     * @return the session, or why not
     * @throws IllegalStateException when the manager has been closed
     */
    public ResumeOutcome resume(ResumeRequest request) {
        try {
            return resumer.resume(request);
        } catch (ResumeTokenException refusal) {
            listener.refused(refusal);
            return new Refused(refusal);
        }
    }

    /**
     * Ends a session for good, here and on every server that shares the ledger: its tokens are
     * {@link Reason#REVOKED}. A copy that runs elsewhere goes on until that server ends it.
     *
     * @param sessionId the session, whether live here or not
     * @throws ResumeTokenException with {@link Reason#LEDGER_UNAVAILABLE} when it is not certain that the revocation is
     *     kept; the session is not ended then
     */
    public void revoke(String sessionId) {
        ender.revoke(sessionId);
    }

    /**
     * Ends a session that its client has left. Tokens that were issued for it stay good; {@link #revoke} ends them too. A
     * session that has ended stays as it is.
     *
     * @param session a session that is live here, or has ended
     * @throws IllegalStateException if the session is live and not here: it is of another manager, or is being resumed
     */
    public void end(Session session) {
        if (isLiveHere(session)) {
            ender.end(session, Ending.CLOSED);
        } else if (session.isLive()) {
            throw foreign();
        }
    }

    /**
     * Ends the sessions that were idle for longer than the idle time-out, or have lived as long as they may.
     *
     * @return how many
     */
    public int cleanupExpiredSessions() {
        return ender.endExpired(parts.clock().instant());
    }

    /**
     * Counts the sessions that are live here.
     *
     * @return their number
     */
    public int activeSessions() {
        return registry.size();
    }

    /**
     * Ends all sessions and lets no more in; suspend them first with {@link #drain}. A resume that is under way
     * fails with an {@link IllegalStateException} and leaves nothing behind. The ledger is closed if the manager made
     * it. A second time does nothing.
     */
    @Override
    public void close() {
        if (registry.close()) {
            try {
                registry.live().forEach(this::end);
            } finally {
                atClose.run();
            }
        }
    }

    /** Configures a {@link PersistentSessionManager}. A value that is given twice is refused. Not thread-safe. */
    public static final class Builder {
        /** How long a session may be idle unless told otherwise. */
        public static final Duration DEFAULT_IDLE_TIMEOUT = Duration.ofHours(1);

        private final ResumeTokenManager tokens;
        private final CapabilityRestorer restorer;
        private final Once<SessionLedger> ledger = new Once<>("ledger");
        private final Once<PendingPromises> pendingPromises = new Once<>("pendingPromises");
        private final Once<MissingReferences> missingReferences = new Once<>("missingReferences");
        private final Once<Duration> idleTimeout = new Once<>("idleTimeout");
        private final Once<Duration> maxSessionAge = new Once<>("maxSessionAge");
        private final Once<SessionLayer.Factory> layers = new Once<>("layers");
        private final Once<SnapshotLimits> limits = new Once<>("limits");
        private final Once<InstantSource> clock = new Once<>("clock");
        private final Once<CleanUp> cleanUp = new Once<>("cleanUpEvery");
        private final List<SessionListener> listeners = new ArrayList<>(FlightListener.ofThisRuntime());
        private boolean superseding;
        private boolean revokingOnReuse;

        private Builder(ResumeTokenManager tokens, CapabilityRestorer restorer) {
            this.tokens = Objects.requireNonNull(tokens, "tokens");
            this.restorer = Objects.requireNonNull(restorer, "restorer");
        }

        /**
         * Gives the ledger, the same for all servers that may resume each other's sessions; by default an
         * {@link InMemoryLedger} of this manager's own, which is right for a single server only.
         *
         * @param ledger the ledger; whoever gives it closes it
         * @return this
         */
        public Builder ledger(SessionLedger ledger) {
            this.ledger.set(ledger);
            return this;
        }

        /**
         * Chooses the treatment of pending promises in a resume; {@link PendingPromises#ATTACH_OR_REJECT} by default.
         *
         * @param pendingPromises the treatment
         * @return this
         */
        public Builder pendingPromises(PendingPromises pendingPromises) {
            this.pendingPromises.set(pendingPromises);
            return this;
        }

        /**
         * Chooses the treatment of entries without a reference in a capture; {@link MissingReferences#REFUSE} by default.
         *
         * @param missingReferences the treatment
         * @return this
         */
        public Builder missingReferences(MissingReferences missingReferences) {
            this.missingReferences.set(missingReferences);
            return this;
        }

        /**
         * Makes each suspend and checkpoint end all older tokens of the session, for one more write to the ledger. By default
         * an older token of the current generation can be resumed as well as the newest, once.
         *
         * @return this
         */
        public Builder supersedeOlderTokens() {
            superseding = true;
            return this;
        }

        /**
         * Revokes a session when a used token of it is presented: whoever holds the session may be the thief. By default it
         * is only reported. A repeat of the attempt that resumed the session last never revokes, and neither does a token
         * that was superseded without being used.
         *
         * @return this
         */
        public Builder revokeOnReuse() {
            revokingOnReuse = true;
            return this;
        }

        /**
         * Says how long a session may be idle; {@link #DEFAULT_IDLE_TIMEOUT} by default.
         *
         * @param idleTimeout at least a millisecond, at most {@link SessionSnapshot#GREATEST_MAX_AGE}
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder idleTimeout(Duration idleTimeout) {
            this.idleTimeout.set(within("idleTimeout", idleTimeout, Duration.ofMillis(1)));
            return this;
        }

        /**
         * Says how long a new session may live; {@link SessionSnapshot#DEFAULT_MAX_AGE} by default. The tokens' manager has a
         * limit of its own, which should not be less.
         *
         * @param maxSessionAge at least a second, at most {@link SessionSnapshot#GREATEST_MAX_AGE}
         * @return this
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder maxSessionAge(Duration maxSessionAge) {
            this.maxSessionAge.set(within("maxSessionAge", maxSessionAge, Duration.ofSeconds(1)));
            return this;
        }

        private static Duration within(String name, Duration value, Duration least) {
            if (value.compareTo(least) < 0 || value.compareTo(SessionSnapshot.GREATEST_MAX_AGE) > 0) {
                throw new IllegalArgumentException(
                        name + " is from " + least + " to " + SessionSnapshot.GREATEST_MAX_AGE + ", and not " + value);
            }
            return value;
        }

        /**
         * Limits the size of a session; {@link SnapshotLimits#DEFAULT} by default. Give the same as to the tokens' manager.
         *
         * @param limits the limits
         * @return this
         */
        public Builder limits(SnapshotLimits limits) {
            this.limits.set(limits);
            return this;
        }

        /**
         * Puts a layer between each session and its client, such as an RPC protocol; none by default. Its state counts as
         * one variable.
         *
         * @param layers makes the layer of each session that is begun or restored
         * @return this
         */
        public Builder layers(SessionLayer.Factory layers) {
            this.layers.set(layers);
            return this;
        }

        /**
         * Gives the clock of creations, activities and clean-ups; the system's by default.
         *
         * @param clock tells the time, thread-safe
         * @return this
         */
        public Builder clock(InstantSource clock) {
            this.clock.set(clock);
            return this;
        }

        /**
         * Adds a listener; only the JDK's Flight Recorder is told by default.
         *
         * @param listener is told of each event, after those that were added before; thread-safe
         * @return this
         */
        public Builder listener(SessionListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Has expired sessions cleaned up now and then; by default only
         * {@link PersistentSessionManager#cleanupExpiredSessions} does it.
         *
         * @param interval the time between two clean-ups, from a millisecond to {@link SessionSnapshot#GREATEST_MAX_AGE}
         * @param executor runs them until the manager is closed; it stays the caller's
         * @return this
         * @throws IllegalArgumentException if the interval is out of range
         */
        public Builder cleanUpEvery(Duration interval, ScheduledExecutorService executor) {
            cleanUp.set(CleanUp.every(
                    within("interval", interval, Duration.ofMillis(1)), Objects.requireNonNull(executor, "executor")));
            return this;
        }

        /**
         * Makes the manager.
         *
         * @return the manager
         */
        public PersistentSessionManager build() {
            CleanUp task = cleanUp.orElse(CleanUp.NONE);
            Optional<SessionLedger> given = ledger.get();
            SessionLedger used = given.orElseGet(InMemoryLedger::create);
            return new PersistentSessionManager(
                    tokens,
                    new ManagerParts(
                            used,
                            new RestorePolicy(
                                    restorer,
                                    pendingPromises.orElse(PendingPromises.ATTACH_OR_REJECT),
                                    new QuietListener(List.copyOf(listeners))),
                            missingReferences.orElse(MissingReferences.REFUSE),
                            superseding,
                            revokingOnReuse,
                            idleTimeout.orElse(DEFAULT_IDLE_TIMEOUT),
                            maxSessionAge.orElse(SessionSnapshot.DEFAULT_MAX_AGE),
                            layers.get(),
                            limits.orElse(SnapshotLimits.DEFAULT),
                            clock.orElse(InstantSource.system()),
                            given.isPresent() ? task : task.and(used)));
        }
    }
}

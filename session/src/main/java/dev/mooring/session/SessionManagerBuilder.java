package dev.mooring.session;

import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.session.Restoration.RestorePolicy;
import dev.mooring.token.ResumeTokenManager;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Configures a {@link PersistentSessionManager}. Not thread-safe. */
public final class SessionManagerBuilder {
    /** How long a session may be idle unless told otherwise. */
    public static final Duration DEFAULT_IDLE_TIMEOUT = Duration.ofHours(1);

    private final ResumeTokenManager tokens;
    private final CapabilityRestorer restorer;
    private @Nullable SessionLedger ledger;
    private PendingPromises promises = PendingPromises.ATTACH_OR_REJECT;
    private MissingReferences missingReferences = MissingReferences.REFUSE;
    private boolean superseding;
    private boolean revokingOnReuse;
    private Duration idleTimeout = DEFAULT_IDLE_TIMEOUT;
    private Duration maxSessionAge = SessionSnapshot.DEFAULT_MAX_AGE;
    private SessionLayer.@Nullable Factory layers;
    private SnapshotLimits limits = SnapshotLimits.DEFAULT;
    private InstantSource clock = InstantSource.system();
    private SessionListener listener = new SessionListener() {};
    private CleanUp cleanUp = CleanUp.NONE;

    /** What a manager was built with. */
    record Settings(
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
            CleanUp cleanUp) {}

    /** Starts what has to run beside a manager, and gives what ends it. */
    @FunctionalInterface
    interface CleanUp {
        CleanUp NONE = step -> () -> {};

        Runnable start(Runnable step);

        static CleanUp every(Duration interval, ScheduledExecutorService executor) {
            return step -> {
                Future<?> scheduled = executor.scheduleWithFixedDelay(
                        step, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
                return () -> scheduled.cancel(false);
            };
        }

        default CleanUp and(SessionLedger owned) {
            return step -> {
                Runnable end = start(step);
                return () -> {
                    end.run();
                    owned.close();
                };
            };
        }
    }

    SessionManagerBuilder(ResumeTokenManager tokens, CapabilityRestorer restorer) {
        this.tokens = Objects.requireNonNull(tokens, "tokens");
        this.restorer = Objects.requireNonNull(restorer, "restorer");
    }

    /**
     * Gives the ledger, the same for all servers that may resume each other's sessions; by default an
     * {@link InMemoryLedger} of this manager's own, which is right for a single server only.
     *
     * @param shared the ledger; whoever gives it closes it
     * @return this
     */
    public SessionManagerBuilder ledger(SessionLedger shared) {
        ledger = Objects.requireNonNull(shared, "shared");
        return this;
    }

    /**
     * Says what a resume does with pending promises; {@link PendingPromises#ATTACH_OR_REJECT} by default.
     *
     * @param policy the policy
     * @return this
     */
    public SessionManagerBuilder pendingPromises(PendingPromises policy) {
        promises = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /**
     * Says what a capture does with entries without a reference; {@link MissingReferences#REFUSE} by default.
     *
     * @param policy the policy
     * @return this
     */
    public SessionManagerBuilder missingReferences(MissingReferences policy) {
        missingReferences = Objects.requireNonNull(policy, "policy");
        return this;
    }

    /**
     * Makes each suspend and checkpoint end all older tokens of the session, for one more write to the ledger. By default
     * an older token of the current generation can be resumed as well as the newest, once.
     *
     * @return this
     */
    public SessionManagerBuilder supersedeOlderTokens() {
        superseding = true;
        return this;
    }

    /**
     * Revokes a session when a token of it is presented that was used before: whoever holds the session may be the thief.
     * By default it is only reported. A repeat of the attempt that resumed the session last never revokes, and neither does a
     * token that was superseded without being used.
     *
     * @return this
     */
    public SessionManagerBuilder revokeOnReuse() {
        revokingOnReuse = true;
        return this;
    }

    /**
     * Says how long a session may be idle; {@link #DEFAULT_IDLE_TIMEOUT} by default.
     *
     * @param timeout at least a millisecond, at most {@link SessionSnapshot#GREATEST_MAX_AGE}
     * @return this
     * @throws IllegalArgumentException when it is out of range
     */
    public SessionManagerBuilder idleTimeout(Duration timeout) {
        idleTimeout = within("The idle time-out", timeout, Duration.ofMillis(1));
        return this;
    }

    /**
     * Says how long a new session may live; {@link SessionSnapshot#DEFAULT_MAX_AGE} by default. The tokens' manager has a
     * limit of its own, which should not be less.
     *
     * @param age at least a second, at most {@link SessionSnapshot#GREATEST_MAX_AGE}
     * @return this
     * @throws IllegalArgumentException when it is out of range
     */
    public SessionManagerBuilder maxSessionAge(Duration age) {
        maxSessionAge = within("The max session age", age, Duration.ofSeconds(1));
        return this;
    }

    private static Duration within(String what, Duration value, Duration least) {
        if (value.compareTo(least) < 0 || value.compareTo(SessionSnapshot.GREATEST_MAX_AGE) > 0) {
            throw new IllegalArgumentException(
                    what + " is from " + least + " to " + SessionSnapshot.GREATEST_MAX_AGE + ", and not " + value);
        }
        return value;
    }

    /**
     * Limits what is put into a session; {@link SnapshotLimits#DEFAULT} by default. The same as the tokens' manager has.
     *
     * @param bounds the limits
     * @return this
     */
    public SessionManagerBuilder limits(SnapshotLimits bounds) {
        limits = Objects.requireNonNull(bounds, "bounds");
        return this;
    }

    /**
     * Puts a layer between each session and its client, such as an RPC protocol; none by default. Its state takes the room
     * of one variable.
     *
     * @param factory makes the layer of each session that is begun or restored
     * @return this
     */
    public SessionManagerBuilder layers(SessionLayer.Factory factory) {
        layers = Objects.requireNonNull(factory, "factory");
        return this;
    }

    /**
     * Gives the clock of creations, activities and clean-ups; the system's by default.
     *
     * @param source tells the time, thread-safe
     * @return this
     */
    public SessionManagerBuilder clock(InstantSource source) {
        clock = Objects.requireNonNull(source, "source");
        return this;
    }

    /**
     * Gives the listener; none by default.
     *
     * @param given is told what happens, thread-safe
     * @return this
     */
    public SessionManagerBuilder listener(SessionListener given) {
        listener = Objects.requireNonNull(given, "given");
        return this;
    }

    /**
     * Has expired sessions cleaned up now and then; by default only
     * {@link PersistentSessionManager#cleanupExpiredSessions} does it.
     *
     * @param interval the time between two clean-ups, from a millisecond to {@link SessionSnapshot#GREATEST_MAX_AGE}
     * @param executor runs them until the manager is closed; it stays the caller's
     * @return this
     * @throws IllegalArgumentException when the interval is out of range
     */
    public SessionManagerBuilder cleanUpEvery(Duration interval, ScheduledExecutorService executor) {
        cleanUp = CleanUp.every(
                within("The interval", interval, Duration.ofMillis(1)), Objects.requireNonNull(executor, "executor"));
        return this;
    }

    /**
     * Makes the manager.
     *
     * @return the manager
     */
    public PersistentSessionManager build() {
        SessionLedger given = ledger;
        if (given != null) {
            return build(given, cleanUp);
        }
        InMemoryLedger own = InMemoryLedger.create();
        return build(own, cleanUp.and(own));
    }

    private PersistentSessionManager build(SessionLedger used, CleanUp cleaned) {
        return new PersistentSessionManager(
                tokens,
                new Settings(
                        used,
                        new RestorePolicy(restorer, promises, new QuietListener(listener)),
                        missingReferences,
                        superseding,
                        revokingOnReuse,
                        idleTimeout,
                        maxSessionAge,
                        Optional.ofNullable(layers),
                        limits,
                        clock,
                        cleaned));
    }
}

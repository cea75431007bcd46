package dev.mooring.session;

import dev.mooring.api.ledger.CopyId;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.TableEntry;
import dev.mooring.api.snapshot.Value;
import dev.mooring.token.TokenContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A live session: its tables, its ids, its variables and its capabilities. A {@link PersistentSessionManager} begins,
 * suspends and resumes it.
 *
 * <p>One lock guards all of it, held for the time of a step and never while something blocks: each step is atomic, and a
 * capture is true at one instant. Steps that belong together are put into {@link #atomically}. Once a session has ended
 * it can still be read, so that the application can dispose of its objects, and every change is an
 * {@link IllegalStateException}. Thread-safe; virtual threads are not pinned.
 */
public final class Session {

    /** How a session ended on this server. */
    public enum Ending {
        /** It was suspended into a token. */
        SUSPENDED,
        /** It was resumed from a token while it was still live here. */
        REPLACED,
        /** It was revoked. */
        REVOKED,
        /** It was idle for too long, or has lived as long as it may. */
        EXPIRED,
        /** The application ended it, or closed the manager. */
        CLOSED
    }

    private final SessionGuard guard;
    private final SessionSnapshot origin;
    private final TokenContext context;
    private final SnapshotLimits limits;
    private final IdAllocator ids;
    private final ImportTable imports;
    private final ExportTable exports;
    private final VariableStateManager variables;
    private final List<String> capabilities;
    private final CopyId copy;
    private final Optional<SessionLayer> layer;
    private volatile boolean superseding;
    private final Settlement settlement = new Settlement();
    private long lastCheckpoint;

    /** The conditions under which a session lives on this server. */
    record Conditions(
            TokenContext context,
            CopyId copy,
            boolean superseding,
            Optional<SessionLayer.Factory> layers,
            SnapshotLimits limits,
            InstantSource clock) {}

    /** The live tables of a session that is not new. */
    record Tables(Map<Long, TableEntry<LiveValue>> imports, Map<Long, TableEntry<LiveValue>> exports) {
        static final Tables EMPTY = new Tables(Map.of(), Map.of());
    }

    /** A session as a snapshot has it, except its tables, which are live; its first token will have checkpoint 1. */
    Session(SessionSnapshot origin, Tables tables, Conditions conditions) {
        this.guard = new SessionGuard(conditions.clock(), origin.lastActivity());
        this.origin = origin;
        this.context = conditions.context();
        this.copy = conditions.copy();
        this.superseding = conditions.superseding();
        this.limits = conditions.limits();
        this.ids = new IdAllocator(guard, origin);
        this.imports = new ImportTable(guard, ids, limits, tables.imports());
        this.exports = new ExportTable(guard, ids, limits, tables.exports());
        this.variables = new VariableStateManager(
                guard, limits, origin.variables(), conditions.layers().isPresent() ? 1 : 0);
        this.capabilities = new ArrayList<>(origin.capabilities());
        this.layer = conditions.layers().map(factory -> factory.layerOf(this, layerState(origin)));
    }

    private static Optional<Value> layerState(SessionSnapshot origin) {
        return LayerState.of(origin).map(LayerState::state);
    }

    /**
     * Begins a session that lives on this server only: no manager knows it, so it gets no token and never ends by itself.
     *
     * @param sessionId its id, 1 to 256 bytes of UTF-8
     * @param context the server's knowledge of the client
     * @param clock tells the time
     * @return the session
     * @throws IllegalArgumentException when the id breaks a limit
     */
    public static Session local(String sessionId, TokenContext context, InstantSource clock) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        SessionSnapshot origin = SessionSnapshot.builder(sessionId, now).build();
        SnapshotLimits.DEFAULT.check(origin);
        return new Session(
                origin,
                Tables.EMPTY,
                new Conditions(context, CopyId.random(), false, Optional.empty(), SnapshotLimits.DEFAULT, clock));
    }

    /**
     * Names the session.
     *
     * @return the session id
     */
    public String id() {
        return origin.sessionId();
    }

    /**
     * The server's knowledge of the client; each token of the session is bound to it.
     *
     * @return the context
     */
    public TokenContext context() {
        return context;
    }

    /**
     * Names this copy of the session. Each {@link PersistentSessionManager#begin} and each resume that restores makes a
     * copy of its own, so that two copies of one session and generation, on two servers, can be told apart.
     *
     * @return the id of this copy
     */
    public CopyId copy() {
        return copy;
    }

    /**
     * Makes each further suspend and checkpoint of this copy end all older tokens of the session, as
     * {@link PersistentSessionManager.Builder#supersedeOlderTokens} does for all sessions. Every server that may restore the session
     * has to do the same.
     */
    public void supersedeOlderTokens() {
        superseding = true;
    }

    boolean isSuperseding() {
        return superseding;
    }

    /**
     * When the session began, wherever that was.
     *
     * @return the time
     */
    public Instant createdAt() {
        return origin.createdAt();
    }

    /**
     * How long the session may live from its creation.
     *
     * @return the max age
     */
    public Duration maxAge() {
        return origin.maxAge();
    }

    /**
     * Counts resumptions.
     *
     * @return 1 for a new session, and 1 more for each resumption
     */
    public long generation() {
        return origin.generation();
    }

    /**
     * When the session was last changed or {@linkplain #touch touched}.
     *
     * @return the time
     */
    public Instant lastActivity() {
        return guard.lastActivity();
    }

    /**
     * Says whether the session is live. A session that has ended stays ended.
     *
     * @return false once it has ended
     */
    public boolean isLive() {
        return guard.isLive();
    }

    /**
     * Notes that the session is in use, so that it does not become idle. Every change does it too.
     *
     * @throws IllegalStateException when the session has ended
     */
    public void touch() {
        guard.change(() -> true);
    }

    /**
     * Finds the layer of the session, as the manager's {@link SessionLayer.Factory} made it.
     *
     * @param <T> the type of the layer
     * @param type the class of the layer
     * @return the layer
     * @throws IllegalStateException if the session has no layer of that type
     */
    public <T extends SessionLayer> T layer(Class<T> type) {
        return layer.filter(type::isInstance)
                .map(type::cast)
                .orElseThrow(() -> new IllegalStateException("The session has no layer of " + type.getName()));
    }

    /**
     * Says that somebody uses the session, such as a client that is connected, for as long as the result is not closed:
     * until then it does not become idle, however long nothing changes. Its max age still ends it.
     *
     * @return closed when the use ends; a second time does nothing
     * @throws IllegalStateException if the session has ended
     */
    public Use use() {
        guard.addUser();
        return new Use(guard);
    }

    /** A use of a session, which keeps it from becoming idle. Thread-safe. */
    public static final class Use implements AutoCloseable {
        private final SessionGuard guard;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Use(SessionGuard guard) {
            this.guard = guard;
        }

        @Override
        public void close() {
            if (!closed.getAndSet(true)) {
                guard.removeUser();
            }
        }
    }

    /**
     * The allocator of ids.
     *
     * @return the same one always
     */
    public IdAllocator ids() {
        return ids;
    }

    /**
     * The import table.
     *
     * @return the same one always
     */
    public ImportTable imports() {
        return imports;
    }

    /**
     * The export table.
     *
     * @return the same one always
     */
    public ExportTable exports() {
        return exports;
    }

    /**
     * The variables.
     *
     * @return the same ones always
     */
    public VariableStateManager variables() {
        return variables;
    }

    /**
     * The capabilities that the session was granted.
     *
     * @return a copy, in the order of granting
     */
    public List<String> capabilities() {
        return guard.read(() -> List.copyOf(capabilities));
    }

    /**
     * Adds a capability.
     *
     * @param name its name, within the limits of a variable's
     * @throws IllegalArgumentException when the name breaks a limit, or there are too many
     * @throws IllegalStateException when the session has ended
     */
    public void addCapability(String name) {
        limits.checkCapability(name);
        guard.change(() -> {
            if (capabilities.size() >= limits.maxCapabilities()) {
                throw new IllegalArgumentException(
                        "A session has at most " + limits.maxCapabilities() + " capabilities: remove some first");
            }
            return capabilities.add(name);
        });
    }

    /**
     * Removes a capability.
     *
     * @param name its name
     * @return whether it was there
     * @throws IllegalStateException when the session has ended
     */
    public boolean removeCapability(String name) {
        return guard.change(() -> capabilities.remove(name));
    }

    /**
     * Does several steps at one instant: whoever captures or reads sees all of them or none. The steps must not block, and
     * those before one that throws are not undone.
     *
     * @param <T> the type of the result
     * @param steps the steps
     * @return the result of the steps
     * @throws IllegalStateException when the session has ended
     */
    public <T> T atomically(Supplier<T> steps) {
        return guard.change(steps);
    }

    /** The first cut of a restored session, which has the state that the resume restored. */
    Capture restored() {
        Capture restored = checkpoint();
        settlement.open(restored.state());
        return restored;
    }

    /** Whether the claim that made this copy is settled. */
    Settlement settlement() {
        return settlement;
    }

    /** A cut for the next token. */
    Capture checkpoint() {
        return guard.cut(this::cut);
    }

    /** A cut for the last token; nothing changes from here until {@link #thaw} or the end. */
    Capture freeze() {
        return guard.freeze(this::cut);
    }

    void thaw() {
        guard.thaw();
    }

    /** Ends the session, unless it has ended; says whether this call did it. */
    boolean end(Ending how) {
        return guard.endIf(how, any -> true);
    }

    boolean endIf(Ending how, Predicate<Instant> lastActivity) {
        return guard.endIf(how, lastActivity);
    }

    /**
     * If checkpoints are superseded, their numbers order states: the tokens of an untouched copy share one, so that the
     * first checkpoint of any other copy of the generation is later than all of them.
     */
    private Capture cut() {
        Optional<LayerState> layerState =
                layer.map(each -> new LayerState(copy.text(), each.stateAtCut())); // may change the session
        Capture.State state = new Capture.State(
                ids.next(), imports.copy(), exports.copy(), variables.copy(), List.copyOf(capabilities), layerState);
        boolean untouched = settlement.isUntouched(state);
        var base = SessionSnapshot.builder(id(), createdAt())
                .lastActivity(lastActivity())
                .generation(generation())
                .checkpoint(untouched && superseding ? lastCheckpoint : ++lastCheckpoint)
                .maxAge(maxAge());
        return new Capture(base, state, untouched);
    }

    @Override
    public String toString() {
        return "Session[generation " + generation() + ", " + imports + ", " + exports + ", " + variables + "]";
    }
}

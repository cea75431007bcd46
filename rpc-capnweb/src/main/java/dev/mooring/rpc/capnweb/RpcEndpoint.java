package dev.mooring.rpc.capnweb;

import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.rpc.capnweb.internal.link.Doubt;
import dev.mooring.rpc.capnweb.internal.link.Leaving;
import dev.mooring.rpc.capnweb.internal.link.Left;
import dev.mooring.rpc.capnweb.internal.link.LinkSettings;
import dev.mooring.session.Session;
import dev.mooring.session.SessionListener;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Serves Cap'n Web to JavaScript clients of the npm package {@code capnweb}. One endpoint serves any number of connections.
 *
 * <pre>{@code
 * RpcEndpoint endpoint = RpcEndpoint.builder(Shop.class, ShopOf::new).build();
 *
 * RpcConnection connection = endpoint.accept(socket, TokenContext.of("tenant", tenant)); // for each WebSocket
 * connection.receive(text);                                                              // for each text message
 * connection.closed();                                                                   // at its end
 * }</pre>
 *
 * <p>The application's code runs on the executor, for one client one call at a time, in the order of their messages, as in
 * JavaScript: a method that returns a {@link java.util.concurrent.CompletionStage}, or that waits for a result of the
 * client's, lets the next call run. Nothing here starts a thread. Thread-safe.
 */
public final class RpcEndpoint {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 16;

    /** The WebSocket subprotocol of clients whose sessions heal (docs/format/capnweb-link-v1.md). */
    public static final String SUBPROTOCOL = "mooring.rpc.v1";

    private final Function<RpcPeer, ? extends RpcTarget> main;
    private final Settings settings;
    private final @Nullable Healing healing;
    private final PlainClients plain;
    private @Nullable CompletionStage<RpcDrained> drained;
    private volatile boolean draining;

    private RpcEndpoint(
            Function<RpcPeer, ? extends RpcTarget> main,
            Settings settings,
            @Nullable Healing healing,
            PlainClients plain) {
        this.main = main;
        this.settings = settings;
        this.healing = healing;
        this.plain = plain;
    }

    /**
     * Begins an endpoint.
     *
     * @param <T> the main interface
     * @param type the interface that clients call first
     * @param main makes the object behind it, for each client
     * @return the builder
     */
    public static <T extends RpcTarget> Builder builder(Class<T> type, Function<? super RpcPeer, ? extends T> main) {
        return new Builder(type, main);
    }

    /**
     * Chooses the subprotocol that the handshake of a WebSocket answers.
     *
     * @param offered the subprotocols that the client offers
     * @return {@link #SUBPROTOCOL} if the client offers it and sessions heal; otherwise empty: then the handshake answers
     *     none
     */
    public Optional<String> subprotocol(Collection<String> offered) {
        return healing != null && offered.contains(SUBPROTOCOL) ? Optional.of(SUBPROTOCOL) : Optional.empty();
    }

    /**
     * The greatest text message that a client may send. An adapter needs to put together no more.
     *
     * @return UTF-16 units
     */
    public int maxFrameChars() {
        return Links.maxFrameChars(settings.limits());
    }

    /**
     * Takes a WebSocket, with the subprotocol that its handshake agreed on: a client with {@link #SUBPROTOCOL} begins or
     * resumes a session that heals, and one without a subprotocol begins a session that ends with the WebSocket.
     *
     * @param socket sends to the client
     * @param context the facts that the server knows of the client; a session is resumed only with an equal one
     * @param subprotocol as {@link #subprotocol} chose it; null or empty for none
     * @return takes the messages of the client
     * @throws IllegalArgumentException if it is another subprotocol, or sessions of this endpoint do not heal
     */
    public RpcConnection accept(RpcSocket socket, TokenContext context, @Nullable String subprotocol) {
        if (subprotocol == null || subprotocol.isEmpty()) {
            return accept(socket, context);
        }
        if (healing == null || !subprotocol.equals(SUBPROTOCOL)) {
            throw new IllegalArgumentException("The endpoint does not speak " + subprotocol
                    + ": let the handshake answer with the choice of RpcEndpoint.subprotocol");
        }
        return healing.accept(Objects.requireNonNull(socket, "socket"), Objects.requireNonNull(context, "context"));
    }

    /**
     * Begins a session for a WebSocket, which ends with it.
     *
     * @param socket sends to the client
     * @param context the facts that the server knows of the client
     * @return takes the messages of the client
     */
    public RpcConnection accept(RpcSocket socket, TokenContext context) {
        Objects.requireNonNull(socket, "socket");
        RpcPeer peer = begin(context);
        PlainLink link = new PlainLink(peer.core(), socket);
        peer.core().attach(link);
        peer.core().setMain(main.apply(peer));
        plain.add(link);
        return link;
    }

    private RpcPeer begin(TokenContext context) {
        byte[] id = new byte[ID_BYTES];
        RANDOM.nextBytes(id);
        Session session = Session.local(HexFormat.of().formatHex(id), context, settings.clock());
        return new RpcPeer(session, context, settings, Doubt.NONE);
    }

    /** Serves one batch, whose session ends with it. */
    CompletionStage<Optional<List<String>>> batch(List<String> messages, TokenContext context) {
        RpcPeer peer = begin(context);
        BatchLink link = new BatchLink(peer.core());
        peer.core().attach(link);
        try {
            peer.core().setMain(main.apply(peer));
        } catch (RuntimeException thrown) {
            settings.listener().unserved(thrown);
            return CompletableFuture.completedStage(Optional.empty());
        }
        return link.take(messages);
    }

    /**
     * Lets the server leave in good order, as a deploy does: call it before the server of the WebSockets is stopped.
     *
     * <p>From now on no session is taken in. In each session that heals, calls that run may end within the grace, and none
     * begins any more; then the session is suspended, and its client goes to another server with the last token, without its
     * page being told. Nothing of it is in doubt, except calls that the grace cut off. A client that lost its connection can
     * still fetch its last token. A connection without the healing link is closed with 1001 as soon as no call of it runs,
     * and at the end of the grace and its share of the spread.
     *
     * @param how how long that may take; clients have five seconds more to answer
     * @return completes when all sessions have left; a second call changes nothing and gives the same stage
     */
    public synchronized CompletionStage<RpcDrained> drain(RpcDrain how) {
        Objects.requireNonNull(how, "how");
        draining = true;
        CompletionStage<RpcDrained> already = drained;
        if (already != null) {
            return already;
        }
        Leaving leaving = new Leaving(how.grace(), how.spread());
        CompletionStage<List<Left>> healed =
                healing == null ? CompletableFuture.completedFuture(List.of()) : healing.leave(leaving);
        CompletionStage<RpcDrained> all = healed.thenCombine(plain.leave(leaving), RpcDrained::of);
        drained = all;
        return all;
    }

    /**
     * Says whether the server leaves, so that the address of its readiness can tell a load balancer.
     *
     * @return whether {@link #drain} was called
     */
    public boolean isDraining() {
        return draining;
    }

    /** Collects the parts of an endpoint. Each setting is given at most once. */
    public static final class Builder {
        private final Class<?> type;
        private final Function<? super RpcPeer, ? extends RpcTarget> main;
        private @Nullable RpcLimits limits;
        private @Nullable ErrorRedaction redaction;
        private final List<RpcListener> listeners = new ArrayList<>(FlightListener.ofThisRuntime());
        private final List<SessionListener> sessionListeners = new ArrayList<>();
        private @Nullable Executor executor;
        private @Nullable InstantSource clock;
        private @Nullable JsonMapper mapper;
        private @Nullable ResumeTokenManager tokens;
        private @Nullable SessionLedger ledger;
        private @Nullable Duration maxSessionAge;
        private @Nullable RpcRestorer restorer;
        private @Nullable Consumer<? super RpcPeer> onLive;
        private @Nullable Executor ledgerExecutor;
        private @Nullable LinkSettings link;

        private Builder(Class<?> type, Function<? super RpcPeer, ? extends RpcTarget> main) {
            this.type = Objects.requireNonNull(type, "type");
            this.main = Objects.requireNonNull(main, "main");
        }

        private static <S> S once(@Nullable S before, S value, String name) {
            if (before != null) {
                throw new IllegalStateException("The " + name + " was set already");
            }
            return Objects.requireNonNull(value, name);
        }

        /**
         * Bounds each connection.
         *
         * @param limits the bounds; {@link RpcLimits#DEFAULT} unless set
         * @return this
         * @throws IllegalStateException when they were set already
         */
        public Builder limits(RpcLimits limits) {
            this.limits = once(this.limits, limits, "limits");
            return this;
        }

        /**
         * Decides how clients see exceptions.
         *
         * @param redaction makes errors for clients; {@link ErrorRedaction#HIDE} unless set
         * @return this
         * @throws IllegalStateException when it was set already
         */
        public Builder redaction(ErrorRedaction redaction) {
            this.redaction = once(this.redaction, redaction, "redaction");
            return this;
        }

        /**
         * Adds a listener; only the JDK's Flight Recorder is told by default.
         *
         * @param listener is told of each event, after those that were added before
         * @return this
         */
        public Builder listener(RpcListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Adds a listener to the sessions that heal, such as one that counts them and the tokens that are presented twice.
         *
         * @param listener is told of each event, after those that were added before
         * @return this
         */
        public Builder sessionListener(SessionListener listener) {
            sessionListeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Runs the application's code. One that takes no more work ends the sessions that need it.
         *
         * @param executor the executor; {@link ForkJoinPool#commonPool} unless set, which suits methods that do not block
         * @return this
         * @throws IllegalStateException when it was set already
         */
        public Builder executor(Executor executor) {
            this.executor = once(this.executor, executor, "executor");
            return this;
        }

        /**
         * Tells the time.
         *
         * @param clock the clock; the system's unless set
         * @return this
         * @throws IllegalStateException when it was set already
         */
        public Builder clock(InstantSource clock) {
            this.clock = once(this.clock, clock, "clock");
            return this;
        }

        /**
         * Writes and reads the application's classes.
         *
         * @param mapper a mapper without default typing; that of {@code ValueMapper} unless set
         * @return this
         * @throws IllegalStateException when it was set already
         */
        public Builder mapper(JsonMapper mapper) {
            this.mapper = once(this.mapper, mapper, "mapper");
            return this;
        }

        /**
         * Lets the sessions of clients that speak {@link RpcEndpoint#SUBPROTOCOL} outlive their WebSockets and this server.
         *
         * @param tokens issues and opens the tokens, with the same keys on all servers
         * @return this
         * @throws IllegalStateException when it was set already
         */
        public Builder healing(ResumeTokenManager tokens) {
            this.tokens = once(this.tokens, tokens, "manager of tokens");
            return this;
        }

        /**
         * Gives the ledger of sessions that heal.
         *
         * @param ledger the same for all servers; one of this server's own unless set, which is right for a single server
         *     that is not restarted
         * @return this
         * @throws IllegalStateException when it was set already
         */
        public Builder ledger(SessionLedger ledger) {
            this.ledger = once(this.ledger, ledger, "ledger");
            return this;
        }

        /**
         * Says how long a session that heals may live. The tokens' manager has a limit of its own, which should not be less.
         *
         * @param age at least a second, at most {@link SessionSnapshot#GREATEST_MAX_AGE};
         *     {@link SessionSnapshot#DEFAULT_MAX_AGE} unless set
         * @return this
         * @throws IllegalStateException when it was set already
         */
        public Builder maxSessionAge(Duration age) {
            this.maxSessionAge = once(this.maxSessionAge, age, "maxSessionAge");
            return this;
        }

        /**
         * Makes targets again that are {@link Restorable}.
         *
         * @param restorer makes targets by their references; none is made again unless set
         * @return this
         * @throws IllegalStateException when it was set already
         */
        public Builder restorer(RpcRestorer restorer) {
            this.restorer = once(this.restorer, restorer, "restorer");
            return this;
        }

        /**
         * Has something run as soon as a session lives on this server: when a client has begun it, and when a client has
         * confirmed that it was restored here. It is the first segment of the session, before any call of the client's.
         * This is the place to begin sending events.
         *
         * @param onLive the code to run
         * @return this
         * @throws IllegalStateException when it was set already
         */
        public Builder onLive(Consumer<? super RpcPeer> onLive) {
            this.onLive = once(this.onLive, onLive, "onLive");
            return this;
        }

        /**
         * Runs steps that may wait for the ledger, and answers clients that come back; an executor whose threads all wait
         * for clients would answer none of them.
         *
         * @param executor the executor; {@link ForkJoinPool#commonPool} unless set
         * @return this
         * @throws IllegalStateException when it was set already
         */
        public Builder ledgerExecutor(Executor executor) {
            this.ledgerExecutor = once(this.ledgerExecutor, executor, "ledgerExecutor");
            return this;
        }

        /** Gives other times and timers; for tests. */
        Builder link(LinkSettings settings) {
            this.link = once(this.link, settings, "link");
            return this;
        }

        private Optional<HealingSettings> healing() {
            ResumeTokenManager given = tokens;
            if (given == null) {
                if (ledger != null
                        || maxSessionAge != null
                        || restorer != null
                        || onLive != null
                        || ledgerExecutor != null
                        || !sessionListeners.isEmpty()) {
                    throw new IllegalStateException(
                            "The ledger, maxSessionAge, restorer, onLive, ledgerExecutor and sessionListener are of sessions"
                                    + " that heal: set healing, too");
                }
                return Optional.empty();
            }
            return Optional.of(new HealingSettings(
                    given,
                    Optional.ofNullable(ledger),
                    Objects.requireNonNullElse(maxSessionAge, SessionSnapshot.DEFAULT_MAX_AGE),
                    Objects.requireNonNullElse(restorer, (reference, peer) -> Optional.empty()),
                    Objects.requireNonNullElse(onLive, peer -> {}),
                    Objects.requireNonNullElseGet(ledgerExecutor, ForkJoinPool::commonPool),
                    List.copyOf(sessionListeners)));
        }

        /**
         * Makes the endpoint, and checks all interfaces that the main interface leads to.
         *
         * @return the endpoint
         * @throws IllegalArgumentException when an interface has a method that cannot be called: its name has another
         *     meaning in JavaScript, there are two of that name, or its package is closed; or when the age of sessions is
         *     out of range
         * @throws IllegalStateException when a setting of sessions that heal was given without {@link #healing}
         */
        public RpcEndpoint build() {
            TargetCheck.check(type);
            Settings settings = new Settings(
                    Objects.requireNonNullElse(limits, RpcLimits.DEFAULT),
                    new ValueBinder(Optional.ofNullable(mapper)),
                    Objects.requireNonNullElse(redaction, ErrorRedaction.HIDE),
                    new QuietListener(List.copyOf(listeners)),
                    Objects.requireNonNullElseGet(executor, ForkJoinPool::commonPool),
                    Objects.requireNonNullElseGet(clock, InstantSource::system),
                    Objects.requireNonNullElse(clock, () -> Instant.EPOCH.plusNanos(System.nanoTime())));
            Executor quiet = Objects.requireNonNullElseGet(ledgerExecutor, ForkJoinPool::commonPool);
            LinkSettings times = Objects.requireNonNullElseGet(link, () -> Links.settings(settings.limits(), quiet));
            Healing healing = healing()
                    .map(given -> new Healing(main::apply, settings, given, times))
                    .orElse(null);
            return new RpcEndpoint(main::apply, settings, healing, new PlainClients(times.timer()));
        }
    }
}

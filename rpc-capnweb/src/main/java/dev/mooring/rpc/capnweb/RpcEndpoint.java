package dev.mooring.rpc.capnweb;

import dev.mooring.session.Session;
import dev.mooring.token.TokenContext;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
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
 * JavaScript: a method that returns a {@link java.util.concurrent.CompletionStage} lets the next call run, and one that
 * waits for a result of the client's, too. Nothing here starts a thread. Thread-safe.
 */
public final class RpcEndpoint {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 16;

    private final Function<RpcPeer, ? extends RpcTarget> main;
    private final Settings settings;

    private RpcEndpoint(Function<RpcPeer, ? extends RpcTarget> main, Settings settings) {
        this.main = main;
        this.settings = settings;
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
     * Begins a session for a WebSocket.
     *
     * @param socket sends to the client
     * @param context what the server knows of the client
     * @return takes what the client sends
     */
    public RpcConnection accept(RpcSocket socket, TokenContext context) {
        Objects.requireNonNull(socket, "socket");
        byte[] id = new byte[ID_BYTES];
        RANDOM.nextBytes(id);
        Session session = Session.local(HexFormat.of().formatHex(id), context, settings.clock());
        RpcPeer peer = new RpcPeer(session, settings);
        PlainLink link = new PlainLink(peer.core(), socket);
        peer.core().attach(link);
        RpcTarget target = Objects.requireNonNull(main.apply(peer), "The main object");
        peer.core()
                .change(() ->
                        peer.core().exports().setMain(new Hook.Target(target, TargetTable.of(target.getClass()))));
        return link;
    }

    /** Collects what an endpoint works with. Each setting is given at most once. */
    public static final class Builder {
        private final Class<?> type;
        private final Function<? super RpcPeer, ? extends RpcTarget> main;
        private @Nullable RpcLimits limits;
        private @Nullable ErrorRedaction redaction;
        private @Nullable RpcListener listener;
        private @Nullable Executor executor;
        private @Nullable InstantSource clock;
        private @Nullable JsonMapper mapper;

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
         * Decides what clients see of exceptions.
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
         * Is told what happens.
         *
         * @param listener the listener
         * @return this
         * @throws IllegalStateException when it was set already
         */
        public Builder listener(RpcListener listener) {
            this.listener = once(this.listener, listener, "listener");
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
         * Makes the endpoint, and checks all interfaces that the main interface leads to.
         *
         * @return the endpoint
         * @throws IllegalArgumentException when an interface has a method that cannot be called: its name means something
         *     else in JavaScript, there are two of it, or its package is closed
         */
        public RpcEndpoint build() {
            TargetCheck.check(type);
            Settings settings = new Settings(
                    Objects.requireNonNullElse(limits, RpcLimits.DEFAULT),
                    new ValueBinder(Optional.ofNullable(mapper)),
                    Objects.requireNonNullElse(redaction, ErrorRedaction.HIDE),
                    new QuietListener(Objects.requireNonNullElse(listener, new RpcListener() {})),
                    Objects.requireNonNullElseGet(executor, ForkJoinPool::commonPool),
                    Objects.requireNonNullElseGet(clock, InstantSource::system));
            return new RpcEndpoint(main::apply, settings);
        }
    }
}

package dev.mooring.rpc.capnweb;

import dev.mooring.session.InMemoryLedger;
import dev.mooring.token.KeyMaker;
import dev.mooring.token.KeySource;
import dev.mooring.token.Providers;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenContext;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketUpgradeHandler;

/**
 * Servers behind one address, of which one lives at a time: when it is killed, nothing that it does reaches anybody any
 * more, and the next one knows only the ledger and the keys.
 */
final class Fleet {
    /** How often a session is cut. */
    private static final int MOST_CUTS = 2;

    /** How often the servers of a session are killed: a call that was in flight more often is not made again. */
    private static final int MOST_KILLS = 2;

    private final Server jetty = new Server();
    private final ServerConnector connector = new ServerConnector(jetty);
    private final ResumeTokenManager tokens = ResumeTokenManager.builder()
            .codec("cbor")
            .sealer("hmac-sha256")
            .keys(KeySource.of(new KeyMaker(Providers.discover().sealer("hmac-sha256"), null, new SecureRandom())
                    .create("HMAC_SHA256", Instant.now())))
            .build();
    private final InMemoryLedger ledger = InMemoryLedger.create();
    private final Executor executor;
    private final RpcListener listener;
    private final Trouble trouble;
    private final Map<TokenContext, Integer> troubles = new HashMap<>();
    private Host host;

    /** One server. */
    private final class Host implements JettySocket.Tap {
        private final RpcEndpoint endpoint;
        private final Set<JettySocket> sockets = ConcurrentHashMap.newKeySet();
        /** The sessions whose clients have ended them here: that is so, even if the server is killed meanwhile. */
        private final Set<TokenContext> ending = ConcurrentHashMap.newKeySet();

        private volatile boolean dead;

        Host() {
            Executor alive = task -> executor.execute(() -> {
                if (!dead) {
                    task.run();
                }
            });
            endpoint = RpcEndpoint.builder(ScenarioApi.Shop.class, ScenarioShop::new)
                    .executor(alive)
                    .listener(new Alive())
                    .healing(tokens)
                    .ledger(ledger)
                    .ledgerExecutor(alive)
                    .restorer(ScenarioShop::restore)
                    .build();
        }

        /** Nobody hears of a dead server. */
        private final class Alive implements RpcListener {
            @Override
            public void failed(RpcPeer peer, String method, Throwable thrown) {
                if (!dead) {
                    listener.failed(peer, method, thrown);
                }
            }

            @Override
            public void unserved(Throwable thrown) {
                listener.unserved(thrown);
            }

            @Override
            public void ended(RpcPeer peer) {
                if (!dead || ending.contains(peer.context())) {
                    listener.ended(peer);
                }
            }
        }

        @Override
        public boolean up(JettySocket socket, String text) {
            if (trouble == Trouble.CUT_BEFORE_INPUT && socket.next() % 3 == 0 && isDue(socket)) {
                socket.cut();
                return false;
            }
            boolean taken = !dead;
            if (taken && text.startsWith("[\"end\"")) {
                ending.add(socket.context());
            }
            return taken;
        }

        @Override
        public boolean down(JettySocket socket, String text) {
            if (dead) {
                return false;
            }
            boolean commit = text.startsWith("[\"commit\"");
            if (trouble == Trouble.CUT_BEFORE_OUTPUT && socket.next() % 3 == 0 && isDue(socket)) {
                socket.cut();
                return false;
            }
            if (commit && text.indexOf('\n') > 0 && trouble.kills() && isDue(socket)) {
                kill(this, socket);
                return trouble == Trouble.KILL_AFTER_OUTPUT;
            }
            return true;
        }
    }

    Fleet(Executor executor, RpcListener listener, Trouble trouble) throws Exception {
        this.executor = executor;
        this.listener = listener;
        this.trouble = trouble;
        host = new Host();
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        WebSocketUpgradeHandler webSockets = new WebSocketUpgradeHandler();
        webSockets.addMapping("/*", this::negotiate);
        jetty.setHandler(webSockets);
        jetty.start();
    }

    private synchronized JettySocket negotiate(
            ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
        Optional<String> chosen = host.endpoint.subprotocol(request.getSubProtocols());
        chosen.ifPresent(response::setAcceptedSubProtocol);
        JettySocket socket =
                new JettySocket(host.endpoint, TokenContext.of("path", Request.getPathInContext(request)), host);
        host.sockets.add(socket);
        return socket;
    }

    private synchronized boolean isDue(JettySocket socket) {
        return troubles.merge(socket.context(), 1, Integer::sum) <= most();
    }

    private int most() {
        return trouble.kills() ? MOST_KILLS : MOST_CUTS;
    }

    private synchronized void kill(Host killed, JettySocket socket) {
        killed.dead = true;
        host = new Host();
        killed.sockets.remove(socket);
        socket.cutSoon();
        killed.sockets.forEach(other -> executor.execute(other::cut));
    }

    /** How often something went wrong. */
    synchronized int troubles() {
        return troubles.values().stream()
                .mapToInt(count -> Math.min(count, most()))
                .sum();
    }

    String address() {
        return "ws://127.0.0.1:" + connector.getLocalPort() + "/";
    }

    void stop() throws Exception {
        jetty.stop();
    }
}

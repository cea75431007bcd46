package dev.mooring.rpc.capnweb;

import dev.mooring.rpc.capnweb.internal.link.Doubt;
import dev.mooring.rpc.capnweb.internal.link.Leaving;
import dev.mooring.rpc.capnweb.internal.link.Left;
import dev.mooring.rpc.capnweb.internal.link.LinkEndpoint;
import dev.mooring.rpc.capnweb.internal.link.LinkEndpoint.Place;
import dev.mooring.rpc.capnweb.internal.link.LinkSettings;
import dev.mooring.rpc.capnweb.internal.link.LinkSocket;
import dev.mooring.session.CapabilityRestorer;
import dev.mooring.session.MissingReferences;
import dev.mooring.session.PersistentSessionManager;
import dev.mooring.session.Session;
import dev.mooring.session.SessionListener;
import dev.mooring.token.TokenContext;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The part of an endpoint that serves clients which speak the link. */
final class Healing implements LinkEndpoint.Peers {
    private final Function<RpcPeer, ? extends RpcTarget> main;
    private final Settings settings;
    private final HealingSettings healing;
    private final LinkEndpoint endpoint;

    Healing(
            Function<RpcPeer, ? extends RpcTarget> main,
            Settings settings,
            HealingSettings healing,
            LinkSettings link) {
        this.main = main;
        this.settings = settings;
        this.healing = healing;
        endpoint = new LinkEndpoint(healing.tokens(), sessions(), this, link);
    }

    private PersistentSessionManager sessions() {
        // the peer makes its objects itself when the session is there
        PersistentSessionManager.Builder builder = PersistentSessionManager.builder(
                        healing.tokens(), request -> CapabilityRestorer.grant(request.reference()))
                .missingReferences(MissingReferences.REJECT)
                .maxSessionAge(healing.maxSessionAge())
                .clock(settings.clock())
                .listener(new SessionListener() {
                    @Override
                    public void ended(Session session, Session.Ending ending) {
                        if (ending != Session.Ending.SUSPENDED) {
                            endpoint.ended(session);
                        }
                    }
                });
        healing.listeners().forEach(builder::listener);
        healing.ledger().ifPresent(builder::ledger);
        return builder.build();
    }

    @Override
    public HealingPeer begin(Place place) {
        HealingPeer made = make(place, Doubt.NONE, 0);
        setMain(made.peer());
        made.begin();
        return made;
    }

    @Override
    public HealingPeer restore(Place place, Doubt doubt, long covers) throws Exception {
        HealingPeer made = make(place, doubt, covers);
        made.peer().core().lane().close();
        setMain(made.peer());
        new Rebuilding(made.peer().core(), healing.restorer()).run();
        return made;
    }

    private HealingPeer make(Place place, Doubt doubt, long covers) {
        RpcPeer peer = new RpcPeer(place.session(), place.context(), settings, doubt);
        HealingPeer made = new HealingPeer(peer.core(), place.link(), healing, covers);
        peer.core().attach(made);
        return made;
    }

    private void setMain(RpcPeer peer) {
        peer.core().setMain(main.apply(peer));
    }

    @Override
    public void refused(boolean retryable, String message) {
        settings.listener().refused(retryable, message);
    }

    @Override
    public void failed(Throwable thrown) {
        settings.listener().unserved(thrown);
    }

    /** The server leaves. */
    CompletionStage<List<Left>> leave(Leaving how) {
        return endpoint.leave(how);
    }

    /** Takes a socket. */
    RpcConnection accept(RpcSocket socket, TokenContext context) {
        return new HealingConnection(endpoint.accept(new HealingSocket(socket), context));
    }

    /** The sending side, as the link sees it. */
    private record HealingSocket(RpcSocket socket) implements LinkSocket {
        @Override
        public CompletionStage<Void> send(String text) {
            return socket.send(text);
        }

        @Override
        public void close(int code, String reason) {
            socket.close(code, CloseReason.fitting(reason));
        }
    }
}

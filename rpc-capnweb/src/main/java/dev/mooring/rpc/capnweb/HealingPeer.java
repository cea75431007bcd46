package dev.mooring.rpc.capnweb;

import dev.mooring.rpc.capnweb.internal.link.LinkEndpoint.PeerLink;
import dev.mooring.rpc.capnweb.internal.link.LinkedPeer;
import dev.mooring.session.Session;
import dev.mooring.token.ResumeTokenException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A peer that outlives its socket, as the link sees it; and the link, as the peer sees it. */
final class HealingPeer implements LinkedPeer, Link {
    private final Core core;
    private final PeerLink link;
    private final HealingSettings healing;
    private final Incoming incoming;
    private final TokenLength tokenLength;
    /** The thread that brings messages: the link looks for outputs itself when they are all there. */
    private volatile @Nullable Thread receiving;

    /**
     * Makes a peer.
     *
     * @param core the session
     * @param link is told of outputs
     * @param healing the application's settings
     * @param covers the number of the last message whose effects an earlier server has put into the session, or 0
     */
    HealingPeer(Core core, PeerLink link, HealingSettings healing, long covers) {
        this.core = core;
        this.link = link;
        this.healing = healing;
        incoming = new Incoming(core, covers);
        tokenLength = new TokenLength(core, healing.tokens().maxTokenChars());
    }

    RpcPeer peer() {
        return core.peer();
    }

    @Override
    public Session session() {
        return core.session();
    }

    /** The session begins: the application may send events. */
    void begin() {
        core.lane().runNext(() -> live());
    }

    @Override
    public void start() {
        receive(() -> core.change(() -> {
            core.exports().takeOffAllFree();
            core.imports().releaseUnused();
            core.streams().rejectLost();
        }));
        core.lane().runNext(() -> {
            core.settings().listener().resumed(core.peer(), RpcResume.RESTORED);
            live();
        });
        core.lane().open();
    }

    private void live() {
        try {
            healing.onLive().accept(core.peer());
        } catch (RuntimeException thrown) {
            core.report("onLive", thrown);
        }
    }

    @Override
    public void attached() {
        core.settings().listener().resumed(core.peer(), RpcResume.ATTACHED);
    }

    @Override
    public void leave() {
        core.running().whenNone(this::wake);
        core.running().close();
    }

    @Override
    public int running() {
        return core.running().size();
    }

    @Override
    public void receive(long number, String line) {
        receive(() -> incoming.receive(number, line));
    }

    @Override
    public void receiveAgain(long number, long pushId, String line) {
        receive(() -> incoming.receiveAgain(number, pushId, line));
    }

    private void receive(Runnable message) {
        receiving = Thread.currentThread();
        try {
            message.run();
        } finally {
            receiving = null;
        }
    }

    @Override
    public void betweenSegments(Runnable cut) {
        core.lane().between(() -> core.safely(cut));
    }

    @Override
    public void afterCallsSoFar(Runnable code) {
        core.lane().run(() -> core.safely(code));
    }

    @Override
    public Taken take() {
        saveState();
        List<String> lines =
                core.outbox().take().stream().map(Outbox.Output::line).toList();
        return new Taken(lines, incoming.lastNumber(), pending(), core.doubts().take());
    }

    private void saveState() {
        PeerState state = new PeerState(
                core.kept().ids(), core.exports().released(), core.streams().unacknowledged());
        if (!state.isEmpty()) {
            core.session().variables().set(PeerState.VARIABLE, state.toValue());
        } else if (core.session().variables().has(PeerState.VARIABLE)) {
            core.session().variables().delete(PeerState.VARIABLE);
        }
    }

    private List<PendingMessage> pending() {
        SortedMap<Long, PendingMessage> messages = new TreeMap<>();
        Set<Long> settlings = new TreeSet<>();
        for (PushedCall call : incoming.calls().open()) {
            boolean started = core.running().contains(call.number());
            messages.put(call.number(), new PendingMessage(call.number(), call.id(), started));
            call.addNumbers(settlings);
        }
        settlings.forEach(number -> messages.put(number, new PendingMessage(number, 0, false)));
        return new ArrayList<>(messages.values());
    }

    @Override
    public boolean hasOutputs() {
        return !core.nothingWaits();
    }

    @Override
    public void committed(int tokenChars, Taken taken) {
        RpcCommit commit = new RpcCommit(
                tokenChars,
                taken.lines().size(),
                (int) taken.pending().stream()
                        .filter(each -> each.pushId() != 0)
                        .count(),
                core.session().exports().size(),
                core.session().imports().size());
        core.settings().listener().committed(core.peer(), commit);
        tokenLength.note(tokenChars);
    }

    @Override
    public void end(String reason) {
        core.end(reason);
    }

    @Override
    public void wake() {
        if (receiving != Thread.currentThread()) {
            link.wake();
        }
    }

    @Override
    public void end(int code, String reason) {
        link.end(code, reason);
    }

    /** The ledger is asked on a thread that may wait for it; the session has ended on this server already. */
    @Override
    public void revoke(int code, String reason) {
        healing.ledgerExecutor().execute(() -> {
            try {
                link.revoke(code, reason);
            } catch (ResumeTokenException unavailable) {
                core.report("end", unavailable);
            }
        });
    }
}

package dev.mooring.rpc.capnweb;

import java.util.List;
import java.util.function.Consumer;

/** Tells all listeners, and keeps their exceptions away from the endpoint. */
final class QuietListener implements RpcListener {
    private final List<RpcListener> listeners;

    QuietListener(List<RpcListener> listeners) {
        this.listeners = listeners;
    }

    private void tell(Consumer<RpcListener> news) {
        for (RpcListener listener : listeners) {
            try {
                news.accept(listener);
            } catch (RuntimeException ignored) {
                // it must not throw, and nobody can help it
            }
        }
    }

    @Override
    public void failed(RpcPeer peer, String method, Throwable thrown) {
        tell(listener -> listener.failed(peer, method, thrown));
    }

    @Override
    public void aborted(RpcPeer peer, String reason) {
        tell(listener -> listener.aborted(peer, reason));
    }

    @Override
    public void ended(RpcPeer peer) {
        tell(listener -> listener.ended(peer));
    }

    @Override
    public void resumed(RpcPeer peer, RpcResume how) {
        tell(listener -> listener.resumed(peer, how));
    }

    @Override
    public void refused(boolean retryable, String reason) {
        tell(listener -> listener.refused(retryable, reason));
    }

    @Override
    public void unserved(Throwable thrown) {
        tell(listener -> listener.unserved(thrown));
    }

    @Override
    public void committed(RpcPeer peer, RpcCommit commit) {
        tell(listener -> listener.committed(peer, commit));
    }

    @Override
    public void tokenIsLong(RpcPeer peer, RpcTokenWarning warning) {
        tell(listener -> listener.tokenIsLong(peer, warning));
    }

    @Override
    public void inDoubt(RpcPeer peer, String call) {
        tell(listener -> listener.inDoubt(peer, call));
    }
}

package dev.mooring.rpc.capnweb;

/** Keeps what a listener throws from whoever tells it something. */
final class QuietListener implements RpcListener {
    private final RpcListener listener;

    QuietListener(RpcListener listener) {
        this.listener = listener;
    }

    private static void quietly(Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException ignored) {
            // it must not throw, and nobody can help it
        }
    }

    @Override
    public void failed(RpcPeer peer, String method, Throwable thrown) {
        quietly(() -> listener.failed(peer, method, thrown));
    }

    @Override
    public void aborted(RpcPeer peer, String reason) {
        quietly(() -> listener.aborted(peer, reason));
    }

    @Override
    public void ended(RpcPeer peer) {
        quietly(() -> listener.ended(peer));
    }

    @Override
    public void resumed(RpcPeer peer, RpcResume how) {
        quietly(() -> listener.resumed(peer, how));
    }

    @Override
    public void refused(boolean retryable, String reason) {
        quietly(() -> listener.refused(retryable, reason));
    }

    @Override
    public void unserved(Throwable thrown) {
        quietly(() -> listener.unserved(thrown));
    }

    @Override
    public void committed(RpcPeer peer, RpcCommit commit) {
        quietly(() -> listener.committed(peer, commit));
    }

    @Override
    public void inDoubt(RpcPeer peer, String call) {
        quietly(() -> listener.inDoubt(peer, call));
    }
}

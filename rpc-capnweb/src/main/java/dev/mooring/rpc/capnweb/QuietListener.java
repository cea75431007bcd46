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
}

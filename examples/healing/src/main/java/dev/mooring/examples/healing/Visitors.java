package dev.mooring.examples.healing;

import dev.mooring.api.snapshot.Value;
import dev.mooring.rpc.capnweb.RpcPeer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The pages that are live on this server, and the strokes that each has seen. */
final class Visitors implements AutoCloseable {
    /** The name under which a session holds the function of its page. */
    static final String WATCHER = "watcher";

    private static final String SEEN = "seen";
    private static final int AT_ONCE = 500;
    private static final int LAST_SECONDS = 5;

    private final Set<RpcPeer> live = ConcurrentHashMap.newKeySet();
    private final ExecutorService show = Executors.newSingleThreadExecutor();
    private final Board board;

    Visitors(String redis, String board) {
        this.board = new Board(redis, board, () -> live.forEach(this::show));
    }

    Board board() {
        return board;
    }

    /** A page has come, from another server perhaps. */
    void add(RpcPeer peer) {
        live.add(peer);
        peer.onEnd(() -> live.remove(peer));
        show(peer);
    }

    /** Sends a page the strokes that it has not seen, soon. */
    void show(RpcPeer peer) {
        show.execute(() -> {
            try {
                while (showSome(peer)) {
                    // until it has seen everything
                }
            } catch (IllegalStateException gone) {
                // the page has gone to another server, which shows it the rest
            }
        });
    }

    /** The strokes and the number up to which they were shown are one step, so that each stroke arrives once. */
    private boolean showSome(RpcPeer peer) {
        if (peer.hasEnded() || peer.kept(WATCHER, Watcher.class).isEmpty()) {
            return false;
        }
        long seen = Numbers.get(peer, SEEN);
        List<Watcher.Stroke> strokes = board.strokes(seen, AT_ONCE);
        if (!strokes.isEmpty()) {
            peer.atomically(() -> {
                peer.kept(WATCHER, Watcher.class).ifPresent(watcher -> watcher.painted(seen, strokes));
                peer.variables().set(SEEN, Value.of(seen + strokes.size()));
                return true;
            });
        }
        return strokes.size() == AT_ONCE;
    }

    /** When no page is live any more. What is still to be shown ends before the connection that it needs. */
    @Override
    public void close() {
        board.hearNoMore();
        show.shutdown();
        try {
            show.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        board.close();
    }
}

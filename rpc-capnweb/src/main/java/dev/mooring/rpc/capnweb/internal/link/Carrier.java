package dev.mooring.rpc.capnweb.internal.link;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One socket of a client: sends its frames one after the other. Whoever gives frames bounds those that wait: each is
 * small, or is a commit that is kept anyway. Thread-safe.
 */
final class Carrier {

    /** Something to do when a frame was written, or cannot be. */
    private record Waiting(String frame, Runnable written) {}

    private final LinkSocket socket;
    private final Consumer<Runnable> cutLater;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private boolean writing;
    private boolean closed;
    private @Nullable Runnable atEnd;

    /**
     * Makes the sending side of a socket.
     *
     * @param socket the socket
     * @param cutLater has something done when a socket that is to be closed has not taken its frames for too long
     */
    Carrier(LinkSocket socket, Consumer<Runnable> cutLater) {
        this.socket = socket;
        this.cutLater = cutLater;
    }

    void send(String frame) {
        send(frame, () -> {});
    }

    /** Sends a frame unless an equal one waits, so that a client that does not read makes none pile up. */
    void sendOnce(String frame) {
        boolean waits;
        synchronized (this) {
            waits = waiting.stream().anyMatch(each -> each.frame().equals(frame));
        }
        if (!waits) {
            send(frame);
        }
    }

    /** Sends a frame after those that wait; calls back once, also if the socket is closed. */
    void send(String frame, Runnable written) {
        boolean dropped;
        synchronized (this) {
            dropped = closed || atEnd != null;
            if (!dropped) {
                waiting.add(new Waiting(frame, written));
                if (writing) {
                    return;
                }
                writing = true;
            }
        }
        if (dropped) {
            written.run();
        } else {
            writeNext();
        }
    }

    private void writeNext() {
        for (Waiting next = next(); next != null; next = next()) {
            Runnable written = next.written();
            CompletableFuture<Void> write = socket.send(next.frame()).toCompletableFuture();
            if (!write.isDone()) {
                write.whenComplete((done, broken) -> {
                    written.run();
                    writeNext();
                });
                return;
            }
            written.run();
        }
    }

    private @Nullable Waiting next() {
        Runnable end;
        synchronized (this) {
            Waiting next = waiting.poll();
            writing = next != null;
            if (next != null) {
                return next;
            }
            end = atEnd;
        }
        if (end != null) {
            end.run();
        }
        return null;
    }

    /** Closes the socket after the frames that wait were written; later ones are dropped. */
    void close(int code, String reason) {
        boolean waits;
        synchronized (this) {
            if (closed || atEnd != null) {
                return;
            }
            atEnd = () -> socket.close(code, reason);
            waits = writing;
        }
        if (waits) {
            cutLater.accept(() -> cut(code, reason));
        } else {
            writeNext();
        }
    }

    /** Closes the socket at once, even if a message is being written, which may hang; frames that wait are dropped. */
    void cut(int code, String reason) {
        boolean open;
        synchronized (this) {
            open = !closed;
        }
        if (open) {
            closed();
            socket.close(code, reason);
        }
    }

    /** The socket is closed: frames that wait are dropped. */
    void closed() {
        Deque<Waiting> dropped;
        synchronized (this) {
            closed = true;
            dropped = new ArrayDeque<>(waiting);
            waiting.clear();
        }
        dropped.forEach(frame -> frame.written().run());
    }
}

package dev.mooring.rpc.capnweb;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Plain Cap'n Web: one message of the protocol in one text message, and the session ends with its socket. */
final class PlainLink implements Link, RpcConnection {

    /** How a session ends on its socket. */
    private record Closing(int code, String reason) {
        Closing {
            reason = CloseReason.fitting(reason);
        }
    }

    private static final int GOING_AWAY = 1001;

    private final ReentrantLock lock = new ReentrantLock();
    private final CompletableFuture<Void> whenClosed = new CompletableFuture<>();
    private final Core core;
    private final Incoming incoming;
    private final RpcSocket socket;
    private long received;
    private boolean sending;
    private @Nullable Closing closing;

    PlainLink(Core core, RpcSocket socket) {
        this.core = core;
        this.socket = socket;
        incoming = new Incoming(core, 0);
    }

    @Override
    public Optional<RpcPeer> peer() {
        return Optional.of(core.peer());
    }

    @Override
    public void receive(String text) {
        received++;
        incoming.receive(received, text);
    }

    @Override
    public void closed() {
        core.end("The connection was closed");
        whenClosed.complete(null);
    }

    /** Completes when the socket is closed. */
    CompletableFuture<Void> whenClosed() {
        return whenClosed;
    }

    /** The server leaves: closes the socket when all has been sent, and at once if that hangs. */
    void leave(String reason) {
        if (core.ended() == null) {
            end(GOING_AWAY, reason);
        }
    }

    /** As {@link #leave}, as soon as no call of the client runs, and with patience. */
    void leaveWhenIdle(String reason) {
        core.running().whenNone(() -> closeAfterAll(reason));
        if (core.running().size() == 0) {
            closeAfterAll(reason);
        }
    }

    private void closeAfterAll(String reason) {
        lock.lock();
        try {
            closing = new Closing(GOING_AWAY, reason);
        } finally {
            lock.unlock();
        }
        wake();
    }

    @Override
    public void wake() {
        if (begin()) {
            send();
        }
    }

    /** Closes the socket when all has been sent. */
    @Override
    public void end(int code, String reason) {
        boolean stuck;
        lock.lock();
        try {
            closing = new Closing(code, reason);
            stuck = sending && core.nothingWaits() && takeClosing() != null;
        } finally {
            lock.unlock();
        }
        if (stuck) {
            // the message that is being written may never be
            socket.close(code, CloseReason.fitting(reason));
        } else {
            wake();
        }
    }

    /** It ends with its socket anyway. */
    @Override
    public void revoke(int code, String reason) {
        end(code, reason);
    }

    /** Gives the end to the first who asks. */
    private @Nullable Closing takeClosing() {
        Closing taken = closing;
        closing = null;
        return taken;
    }

    private boolean begin() {
        lock.lock();
        try {
            boolean first = !sending;
            sending = true;
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** Sends all that waits, one message after the other has been written. */
    private void send() {
        while (true) {
            Outbox.Output next = core.nextOutput();
            if (next == null) {
                if (pause()) {
                    return;
                }
            } else if (!written(next)) {
                return;
            }
        }
    }

    /** Ends the sending, unless something came meanwhile; says whether it did. */
    private boolean pause() {
        Closing last;
        lock.lock();
        try {
            if (!core.nothingWaits()) {
                return false;
            }
            // nothing is sent after the close
            sending = closing != null;
            last = takeClosing();
        } finally {
            lock.unlock();
        }
        if (last != null) {
            socket.close(last.code(), last.reason());
        }
        return true;
    }

    /** Gives a message to the socket; says whether it was written at once. */
    private boolean written(Outbox.Output output) {
        try {
            var stage = socket.send(output.line()).toCompletableFuture();
            if (stage.isDone() && !stage.isCompletedExceptionally()) {
                return true;
            }
            stage.whenComplete((done, broken) -> {
                if (broken == null) {
                    send();
                } else {
                    closed();
                }
            });
        } catch (RuntimeException broken) {
            core.report("send", broken);
            closed();
        }
        return false;
    }
}

package dev.mooring.benchmarks.rpc;

import dev.mooring.rpc.capnweb.RpcConnection;
import dev.mooring.rpc.capnweb.RpcSocket;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/** A WebSocket of Jetty. It asks for a frame when the one before has been handled, so a client is read no faster. */
final class JettySocket implements FrameHandler, RpcSocket {
    private final Function<RpcSocket, RpcConnection> accept;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private @Nullable CoreSession opened;
    private @Nullable RpcConnection connection;

    JettySocket(Function<RpcSocket, RpcConnection> accept) {
        this.accept = accept;
    }

    private CoreSession session() {
        return Objects.requireNonNull(opened, "opened");
    }

    private RpcConnection connection() {
        return Objects.requireNonNull(connection, "connection");
    }

    @Override
    public void onOpen(CoreSession session, Callback callback) {
        opened = session;
        connection = accept.apply(this);
        callback.succeeded();
        session.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        byte code = frame.getOpCode();
        if (code == OpCode.CLOSE) {
            // Jetty answers it itself
            callback.succeeded();
            return;
        }
        if (code == OpCode.TEXT || code == OpCode.CONTINUATION) {
            take(frame);
        } else if (code == OpCode.PING) {
            session().sendFrame(new Frame(OpCode.PONG, copy(frame.getPayload())), Callback.NOOP, false);
        } else if (code == OpCode.BINARY) {
            session().close(CloseStatus.BAD_DATA, "Only text messages are expected", Callback.NOOP);
        }
        callback.succeeded();
        session().demand();
    }

    private static ByteBuffer copy(ByteBuffer payload) {
        return ByteBuffer.allocate(payload.remaining()).put(payload).flip();
    }

    private void take(Frame frame) {
        byte[] part = new byte[frame.getPayloadLength()];
        frame.getPayload().get(part);
        message.writeBytes(part);
        if (frame.isFin()) {
            String text = message.toString(StandardCharsets.UTF_8);
            message.reset();
            connection().receive(text);
        }
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        connection().closed();
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        connection().closed();
        callback.succeeded();
    }

    @Override
    public CompletionStage<Void> send(String text) {
        Callback.Completable written = new Callback.Completable();
        session().sendFrame(new Frame(OpCode.TEXT, text), written, false);
        return written;
    }

    @Override
    public void close(int code, String reason) {
        session().close(code, reason, Callback.NOOP);
    }
}

package dev.mooring.rpc.capnweb;

import dev.mooring.token.TokenContext;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;

/** An endpoint behind the core WebSocket of Jetty 12.1, which asks for a frame when the one before has been handled. */
final class JettySocket implements FrameHandler, RpcSocket {

    /** Sees each message, and says whether it goes on. */
    interface Tap {
        boolean up(JettySocket socket, String text);

        boolean down(JettySocket socket, String text);
    }

    /** Lets everything through. */
    static final Tap OPEN = new Tap() {
        @Override
        public boolean up(JettySocket socket, String text) {
            return true;
        }

        @Override
        public boolean down(JettySocket socket, String text) {
            return true;
        }
    };

    private final RpcEndpoint endpoint;
    private final TokenContext context;
    private final Tap tap;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private final AtomicInteger messages = new AtomicInteger();
    private volatile boolean cutting;
    private volatile boolean isCut;
    private volatile CoreSession session;
    private RpcConnection connection;

    JettySocket(RpcEndpoint endpoint, TokenContext context) {
        this(endpoint, context, OPEN);
    }

    JettySocket(RpcEndpoint endpoint, TokenContext context, Tap tap) {
        this.endpoint = endpoint;
        this.context = context;
        this.tap = tap;
    }

    /** Breaks the connection, as when a cable is cut. */
    void cut() {
        isCut = true;
        CoreSession open = session;
        if (open != null) {
            open.abort();
        }
    }

    /** As {@link #cut}, after the message that is being sent. */
    void cutSoon() {
        cutting = true;
    }

    TokenContext context() {
        return context;
    }

    /** Counts messages. */
    int next() {
        return messages.incrementAndGet();
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        session = opened;
        if (isCut) {
            opened.abort();
        }
        connection = endpoint.accept(this, context, opened.getNegotiatedSubProtocol());
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
        } else if (code == OpCode.BINARY) {
            session.close(CloseStatus.BAD_DATA, "Only text messages are expected", Callback.NOOP);
        } else if (code == OpCode.PING) {
            session.sendFrame(new Frame(OpCode.PONG, copy(frame.getPayload())), Callback.NOOP, false);
        }
        callback.succeeded();
        session.demand();
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
            if (!isCut && tap.up(this, text)) {
                connection.receive(text);
            }
        }
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        connection.closed();
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        connection.closed();
        callback.succeeded();
    }

    @Override
    public CompletionStage<Void> send(String text) {
        Callback.Completable written = new Callback.Completable();
        if (isCut || !tap.down(this, text)) {
            cutIfAsked();
            return written;
        }
        session.sendFrame(new Frame(OpCode.TEXT, text), written, false);
        written.whenComplete((done, broken) -> cutIfAsked());
        return written;
    }

    private void cutIfAsked() {
        if (cutting) {
            cut();
        }
    }

    @Override
    public void close(int code, String reason) {
        session.close(code, reason, Callback.NOOP);
    }
}

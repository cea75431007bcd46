package dev.mooring.serve.jakarta.internal;

import dev.mooring.rpc.capnweb.RpcConnection;
import dev.mooring.rpc.capnweb.RpcEndpoint;
import dev.mooring.rpc.capnweb.RpcSocket;
import dev.mooring.token.TokenContext;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket. Parts of messages are put together here, because Tomcat keeps a buffer for the longest whole message. It is
 * public because Jetty asks for that.
 */
public final class CapnWebSocket extends Endpoint implements RpcSocket {
    /** The property of a connection that has the context of an admitted client. */
    public static final String CONTEXT = CapnWebSocket.class.getName() + ".context";

    /** So many pings may be without an answer. */
    private static final int MOST_UNANSWERED = 3;

    private final RpcEndpoint endpoint;
    private final Duration pingEvery;
    private final StringBuilder message = new StringBuilder();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);
    private volatile @Nullable Session session;
    private volatile @Nullable RpcConnection connection;

    /**
     * Makes the socket of a client.
     *
     * @param endpoint serves the client
     * @param pingEvery how often the client is pinged; zero for never
     */
    public CapnWebSocket(RpcEndpoint endpoint, Duration pingEvery) {
        this.endpoint = endpoint;
        this.pingEvery = pingEvery;
    }

    private Session session() {
        return Objects.requireNonNull(session, "session");
    }

    @Override
    public void onOpen(Session opened, EndpointConfig config) {
        session = opened;
        if (!(config.getUserProperties().get(CONTEXT) instanceof TokenContext context)) {
            close(CloseCodes.VIOLATED_POLICY.getCode(), "The client may not connect");
            return;
        }
        long silence = pingEvery.multipliedBy(MOST_UNANSWERED).toMillis();
        opened.setMaxIdleTimeout(silence);
        opened.getAsyncRemote().setSendTimeout(silence);
        RpcConnection accepted = endpoint.accept(this, context, opened.getNegotiatedSubprotocol());
        connection = accepted;
        opened.addMessageHandler(String.class, (part, last) -> take(accepted, part, last));
        opened.addMessageHandler(
                ByteBuffer.class,
                (part, last) -> close(CloseCodes.CANNOT_ACCEPT.getCode(), "Only text messages are expected"));
        opened.addMessageHandler(PongMessage.class, (MessageHandler.Whole<PongMessage>) answer -> unanswered.set(0));
        pingLater();
    }

    private void take(RpcConnection accepted, String part, boolean last) {
        unanswered.set(0);
        if (message.length() + (long) part.length() > endpoint.maxFrameChars()) {
            message.setLength(0);
            close(CloseCodes.TOO_BIG.getCode(), "A message has at most " + endpoint.maxFrameChars() + " UTF-16 units");
            lost();
            return;
        }
        message.append(part);
        if (last) {
            String text = message.toString();
            message.setLength(0);
            accepted.receive(text);
        }
    }

    @Override
    public void onClose(Session closed, CloseReason reason) {
        lost();
    }

    @Override
    public void onError(Session broken, Throwable cause) {
        close(CloseCodes.UNEXPECTED_CONDITION.getCode(), "");
        lost();
    }

    private void lost() {
        RpcConnection served = connection;
        if (served != null) {
            served.closed();
        }
    }

    /** A client that is gone without a word is noticed, whether or not something is sent to it. */
    private void pingLater() {
        if (!pingEvery.isZero()) {
            CompletableFuture.delayedExecutor(pingEvery.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(this::ping);
        }
    }

    void ping() {
        if (!session().isOpen()) {
            return;
        }
        if (unanswered.getAndIncrement() >= MOST_UNANSWERED) {
            close(CloseCodes.GOING_AWAY.getCode(), "The client does not answer pings");
            lost();
            return;
        }
        try {
            // a ping would wait for the message; its own time is bounded
            if (writing.isDone()) {
                session().getAsyncRemote().sendPing(ByteBuffer.allocate(0));
            }
            pingLater();
        } catch (IOException | IllegalStateException broken) {
            lost();
        }
    }

    @Override
    public CompletionStage<Void> send(String text) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        writing = written;
        try {
            session().getAsyncRemote().sendText(text, result -> {
                if (result.isOK()) {
                    written.complete(null);
                } else {
                    written.completeExceptionally(result.getException());
                }
            });
        } catch (IllegalStateException closed) {
            written.completeExceptionally(closed);
        }
        return written;
    }

    /** Only the first time counts. Tomcat would wait for the message that is being written, and the caller with it. */
    @Override
    public void close(int code, String reason) {
        if (closing.getAndSet(true)) {
            return;
        }
        CloseReason why = new CloseReason(CloseReason.CloseCodes.getCloseCode(code), reason);
        writing.whenCompleteAsync((done, broken) -> {
            try {
                session().close(why);
            } catch (IOException | IllegalStateException closed) {
                // it is
            }
        });
    }
}

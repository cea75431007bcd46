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
import java.util.concurrent.TimeoutException;
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

    /** The longest time for a message, or for a part of it if the server writes it in parts. */
    private static final long SEND_TIMEOUT_MILLIS = 90_000;

    /** A client that hangs in a message does not hold up the end of its connection for longer. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    /** How long Tomcat waits for a message that is being written before it closes: 20 seconds unless it is told. */
    static final String TOMCAT_WAIT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

    private static final Long TOMCAT_WAIT_MILLIS = 100L;

    /** A longer message leaves no room behind. */
    static final int KEPT_CHARS = 16_384;

    private final RpcEndpoint endpoint;
    private final Duration pingEvery;
    private final Duration closePatience;
    private StringBuilder message = new StringBuilder();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile boolean over;
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
        this(endpoint, pingEvery, CLOSE_PATIENCE);
    }

    CapnWebSocket(RpcEndpoint endpoint, Duration pingEvery, Duration closePatience) {
        this.endpoint = endpoint;
        this.pingEvery = pingEvery;
        this.closePatience = closePatience;
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
        opened.setMaxIdleTimeout(pingEvery.multipliedBy(MOST_UNANSWERED).toMillis());
        opened.getAsyncRemote().setSendTimeout(SEND_TIMEOUT_MILLIS);
        RpcConnection accepted = endpoint.accept(this, context, opened.getNegotiatedSubprotocol());
        connection = accepted;
        if (over || !opened.isOpen()) { // the application has ended it, and nobody knew the connection yet
            lost();
            return;
        }
        try {
            listen(opened, accepted);
        } catch (IllegalStateException closed) {
            lost();
        }
    }

    private void listen(Session opened, RpcConnection accepted) {
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
            forget();
            close(CloseCodes.TOO_BIG.getCode(), "A message has at most " + endpoint.maxFrameChars() + " UTF-16 units");
            lost();
            return;
        }
        message.append(part);
        if (last) {
            String text = message.toString();
            forget();
            accepted.receive(text);
        }
    }

    private void forget() {
        if (message.capacity() > KEPT_CHARS) {
            message = new StringBuilder();
        } else {
            message.setLength(0);
        }
    }

    /** The room for parts of messages. */
    int room() {
        return message.capacity();
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
        over = true;
        RpcConnection served = connection;
        if (served != null && !told.getAndSet(true)) {
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

    /**
     * Only the first time counts. Tomcat would wait for the message that is being written, and the caller with it. If the
     * client does not take the message, the wait is bounded here, and that of Tomcat, which would follow, is made short.
     */
    @Override
    public void close(int code, String reason) {
        if (closing.getAndSet(true)) {
            return;
        }
        CloseReason why = new CloseReason(CloseReason.CloseCodes.getCloseCode(code), reason);
        writing.copy()
                .orTimeout(closePatience.toMillis(), TimeUnit.MILLISECONDS)
                .whenCompleteAsync((done, broken) -> {
                    if (broken instanceof TimeoutException) {
                        session().getUserProperties().put(TOMCAT_WAIT, TOMCAT_WAIT_MILLIS);
                    }
                    closeNow(why);
                });
    }

    private void closeNow(CloseReason why) {
        try {
            session().close(why);
        } catch (IOException | IllegalStateException closed) {
            // it is
        }
    }
}

package dev.mooring.serve.jakarta.internal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.rpc.capnweb.RpcDrain;
import dev.mooring.rpc.capnweb.RpcEndpoint;
import dev.mooring.rpc.capnweb.RpcListener;
import dev.mooring.rpc.capnweb.RpcPeer;
import dev.mooring.serve.jakarta.CapnWebEndpoint;
import dev.mooring.token.TokenContext;
import jakarta.websocket.CloseReason;
import jakarta.websocket.PongMessage;
import jakarta.websocket.SendResult;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CapnWebSocketTest {
    private static final String PUSH = "[\"push\",[\"pipeline\",0,[\"hello\"],[]]]";

    private final Fakes.Connection connection = new Fakes.Connection();

    private static ServerEndpointConfig admitted() {
        ServerEndpointConfig config = CapnWebEndpoint.config("/", Fakes.endpoint());
        config.getUserProperties().put(CapnWebSocket.CONTEXT, TokenContext.none());
        return config;
    }

    private CapnWebSocket open(Duration pingEvery) {
        CapnWebSocket socket = new CapnWebSocket(Fakes.endpoint(), pingEvery);
        socket.onOpen(connection.session, admitted());
        return socket;
    }

    private CapnWebSocket open() {
        return open(Duration.ZERO);
    }

    @Test
    void message_inParts_isTakenAsOne() {
        open();
        connection.receive(String.class, PUSH.substring(0, 10), false);
        connection.receive(String.class, PUSH.substring(10), true);
        connection.receive(String.class, "[\"pull\",1]", true);
        assertEquals("[\"resolve\",1,\"hello\"]", connection.sent);
    }

    @Test
    void message_overTheBound_isRefusedBeforeItsEnd() {
        open();
        String part = "x".repeat(1_000);
        connection.receive(String.class, part, false);
        connection.receive(String.class, part, false);
        assertFalse(connection.closed.isDone());
        connection.receive(String.class, part, false);
        assertEquals(CloseReason.CloseCodes.TOO_BIG, connection.closed.join().getCloseCode());
    }

    @Test
    void bytes_areRefused() {
        open();
        connection.receive(ByteBuffer.class, ByteBuffer.allocate(1), true);
        assertEquals(
                CloseReason.CloseCodes.CANNOT_ACCEPT, connection.closed.join().getCloseCode());
    }

    @Test
    void client_withoutAContext_isRefusedAndNotRead() {
        CapnWebSocket socket = new CapnWebSocket(Fakes.endpoint(), Duration.ZERO);
        socket.onOpen(connection.session, CapnWebEndpoint.config("/", Fakes.endpoint()));
        assertEquals(
                CloseReason.CloseCodes.VIOLATED_POLICY, connection.closed.join().getCloseCode());
        assertTrue(connection.handlers.isEmpty());
        assertDoesNotThrow(() -> socket.onClose(connection.session, connection.closed.join()));
    }

    @Test
    void send_completes_whenTheMessageWasWritten() {
        CompletableFuture<Void> written = open().send("text").toCompletableFuture();
        assertFalse(written.isDone());
        connection.sending.onResult(new SendResult());
        assertTrue(written.isDone());
    }

    @Test
    void send_onABrokenConnection_completesExceptionally() {
        CapnWebSocket socket = open();
        CompletableFuture<Void> written = socket.send("text").toCompletableFuture();
        connection.sending.onResult(new SendResult(new IOException("broken")));
        assertThrows(CompletionException.class, written::join);
        connection.gone = true;
        assertThrows(CompletionException.class, socket.send("more").toCompletableFuture()::join);
    }

    @Test
    void close_whileAMessageIsWritten_followsIt() {
        CapnWebSocket socket = open();
        socket.send("text");
        socket.close(4001, "Another connection serves the session");
        assertFalse(connection.closed.isDone());
        connection.sending.onResult(new SendResult());
        assertEquals(4001, connection.closed.join().getCloseCode().getCode());
    }

    @Test
    void close_whileAClientHangsInAMessage_doesNotWaitForIt() {
        CapnWebSocket socket = new CapnWebSocket(Fakes.endpoint(), Duration.ZERO, Duration.ofMillis(1));
        socket.onOpen(connection.session, admitted());
        socket.send("text");
        socket.close(1001, "The server stops");
        assertEquals(
                1001,
                connection
                        .closed
                        .orTimeout(1, TimeUnit.MINUTES)
                        .join()
                        .getCloseCode()
                        .getCode());
        assertTrue(connection.properties.containsKey(CapnWebSocket.TOMCAT_WAIT));
    }

    @Test
    void send_whateverThePings_isBounded() {
        open(Duration.ZERO);
        assertEquals(90_000, connection.sendTimeout);
    }

    @Test
    void connection_thatEndsWhileItIsAccepted_isToldItsEndOnce() {
        AtomicInteger ended = new AtomicInteger();
        CapnWebSocket[] socket = new CapnWebSocket[1];
        RpcEndpoint endpoint = RpcEndpoint.builder(Fakes.Main.class, peer -> {
                    // as the server does when the application ends the peer, or the client is gone
                    socket[0].onClose(connection.session, new CloseReason(CloseReason.CloseCodes.GOING_AWAY, ""));
                    return () -> "hello";
                })
                .listener(new RpcListener() {
                    @Override
                    public void ended(RpcPeer peer) {
                        ended.incrementAndGet();
                    }
                })
                .executor(Runnable::run)
                .build();
        socket[0] = new CapnWebSocket(endpoint, Duration.ZERO);
        socket[0].onOpen(connection.session, admitted());
        assertEquals(1, ended.get());
        socket[0].onClose(connection.session, new CloseReason(CloseReason.CloseCodes.GOING_AWAY, ""));
        assertEquals(1, ended.get());
        endpoint.drain(RpcDrain.DEFAULT)
                .toCompletableFuture()
                .orTimeout(1, TimeUnit.MINUTES)
                .join();
    }

    @Test
    void message_thatIsLong_leavesNoRoomBehind() {
        CapnWebSocket socket = new CapnWebSocket(
                RpcEndpoint.builder(Fakes.Main.class, peer -> () -> "hello").build(), Duration.ZERO);
        socket.onOpen(connection.session, admitted());
        connection.receive(String.class, "x".repeat(1_000_000), false);
        assertTrue(socket.room() >= 1_000_000);
        connection.receive(String.class, "x", true);
        assertTrue(socket.room() <= CapnWebSocket.KEPT_CHARS);
    }

    @Test
    void error_endsTheConnection() {
        open().onError(connection.session, new IOException("broken"));
        assertEquals(
                CloseReason.CloseCodes.UNEXPECTED_CONDITION,
                connection.closed.join().getCloseCode());
    }

    @Test
    void client_thatAnswersNoPing_isTakenForLost() {
        open(Duration.ofMillis(1));
        connection.pinged.join();
        assertEquals(CloseReason.CloseCodes.GOING_AWAY, connection.closed.join().getCloseCode());
    }

    @Test
    void client_thatHangsInAMessage_isTakenForLostWithoutAPing() {
        CapnWebSocket socket = open(Duration.ofSeconds(1));
        socket.send("text");
        // as the timer does
        for (int i = 0; i < 4; i++) {
            socket.ping();
        }
        assertFalse(connection.pinged.isDone());
        connection.sending.onResult(new SendResult());
        assertEquals(CloseReason.CloseCodes.GOING_AWAY, connection.closed.join().getCloseCode());
    }

    @Test
    @SuppressWarnings("unchecked")
    void client_thatAnswers_isKept() {
        CapnWebSocket socket = open(Duration.ofDays(1));
        var pongs = (jakarta.websocket.MessageHandler.Whole<PongMessage>) connection.handlers.get(PongMessage.class);
        for (int i = 0; i < 9; i++) {
            socket.ping();
            pongs.onMessage(() -> ByteBuffer.allocate(0));
        }
        assertFalse(connection.closed.isDone());
    }
}

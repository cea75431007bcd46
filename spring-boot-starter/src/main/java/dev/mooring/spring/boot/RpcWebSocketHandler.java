package dev.mooring.spring.boot;

import dev.mooring.rpc.capnweb.RpcConnection;
import dev.mooring.rpc.capnweb.RpcEndpoint;
import dev.mooring.rpc.capnweb.RpcSocket;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/** Connects the WebSockets of Spring with an endpoint. */
final class RpcWebSocketHandler extends TextWebSocketHandler {
    private final RpcEndpoint endpoint;
    private final int maxMessageChars;
    private final Map<String, RpcConnection> connections = new ConcurrentHashMap<>();

    RpcWebSocketHandler(RpcEndpoint endpoint, int maxMessageChars) {
        this.endpoint = endpoint;
        this.maxMessageChars = maxMessageChars;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        session.setTextMessageSizeLimit(maxMessageChars);
        connections.put(
                session.getId(),
                endpoint.accept(new Socket(session), ContextInterceptor.of(session), session.getAcceptedProtocol()));
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) {
        RpcConnection connection = connections.get(session.getId());
        if (connection != null) {
            connection.receive(message.getPayload());
        }
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        RpcConnection connection = connections.remove(session.getId());
        if (connection != null) {
            connection.closed();
        }
    }

    /**
     * The sending side. It does not wait for a slow client if the server's own WebSocket can send beside the caller.
     *
     * @param session the WebSocket
     */
    private record Socket(WebSocketSession session) implements RpcSocket {

        @Override
        public CompletionStage<Void> send(String text) {
            CompletableFuture<Void> sent = new CompletableFuture<>();
            try {
                send(text, sent);
            } catch (IOException | RuntimeException broken) {
                sent.completeExceptionally(broken);
            }
            return sent;
        }

        private void send(String text, CompletableFuture<Void> sent) throws IOException {
            Session server =
                    session instanceof NativeWebSocketSession known ? known.getNativeSession(Session.class) : null;
            if (server == null) {
                session.sendMessage(new TextMessage(text));
                sent.complete(null);
                return;
            }
            server.getAsyncRemote().sendText(text, result -> {
                if (result.isOK()) {
                    sent.complete(null);
                } else {
                    sent.completeExceptionally(result.getException());
                }
            });
        }

        @Override
        public void close(int code, String reason) {
            try {
                session.close(new CloseStatus(code, reason));
            } catch (IOException | RuntimeException gone) {
                // the server tells the end of the WebSocket anyway
            }
        }
    }
}

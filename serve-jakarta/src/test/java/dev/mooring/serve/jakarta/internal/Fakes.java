package dev.mooring.serve.jakarta.internal;

import dev.mooring.rpc.capnweb.RpcEndpoint;
import dev.mooring.rpc.capnweb.RpcLimits;
import dev.mooring.rpc.capnweb.RpcTarget;
import jakarta.websocket.CloseReason;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** A server's side of a connection, as far as the adapter uses it. The servers themselves are tried in integration-tests. */
public final class Fakes {

    /** An object that a client may call. */
    public interface Main extends RpcTarget {
        String hello();
    }

    private Fakes() {}

    public static RpcEndpoint endpoint() {
        return RpcEndpoint.builder(Main.class, peer -> () -> "hello")
                .limits(RpcLimits.DEFAULT.withMaxMessageChars(1_024))
                .executor(Runnable::run)
                .build();
    }

    @SuppressWarnings("unchecked")
    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    }

    public static HandshakeRequest request(String uri, Map<String, List<String>> headers) {
        return fake(HandshakeRequest.class, (self, method, arguments) -> switch (method.getName()) {
            case "getHeaders" -> headers;
            case "getRequestURI" -> URI.create(uri);
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    /** A connection that remembers how it is used. */
    static final class Connection {
        final Map<Class<?>, MessageHandler> handlers = new HashMap<>();
        final Map<String, Object> properties = new ConcurrentHashMap<>();
        final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
        final CompletableFuture<Void> pinged = new CompletableFuture<>();
        String sent;
        SendHandler sending;
        long sendTimeout;
        boolean gone;

        final Session session = fake(Session.class, (self, method, arguments) -> switch (method.getName()) {
            case "getAsyncRemote" -> remote();
            case "getNegotiatedSubprotocol" -> "";
            case "isOpen" -> !closed.isDone();
            case "setMaxIdleTimeout" -> null;
            case "getUserProperties" -> properties;
            case "addMessageHandler" -> handlers.put((Class<?>) arguments[0], (MessageHandler) arguments[1]);
            case "close" -> closed.complete((CloseReason) arguments[0]);
            default -> throw new UnsupportedOperationException(method.getName());
        });

        private RemoteEndpoint.Async remote() {
            return fake(RemoteEndpoint.Async.class, (self, method, arguments) -> switch (method.getName()) {
                case "setSendTimeout" -> {
                    sendTimeout = (long) arguments[0];
                    yield null;
                }
                case "sendPing" -> pinged.complete(null);
                case "sendText" -> {
                    if (gone) {
                        throw new IllegalStateException("The connection is closed");
                    }
                    sent = (String) arguments[0];
                    sending = (SendHandler) arguments[1];
                    yield null;
                }
                default -> throw new UnsupportedOperationException(method.getName());
            });
        }

        @SuppressWarnings("unchecked")
        <T> void receive(Class<T> type, T part, boolean last) {
            ((MessageHandler.Partial<T>) handlers.get(type)).onMessage(part, last);
        }
    }
}

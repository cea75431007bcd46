package dev.mooring.it.serve;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client that sends any text, with the WebSocket of the JDK. */
final class WireClient implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final CountDownLatch pings = new CountDownLatch(10);
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;

    private WireClient(String address, @Nullable String origin, String... subprotocols) {
        WebSocket.Builder builder = CLIENT.newWebSocketBuilder();
        if (origin != null) {
            builder.header("Origin", origin);
        }
        if (subprotocols.length > 0) {
            builder.subprotocols(
                    subprotocols[0],
                    List.of(subprotocols).subList(1, subprotocols.length).toArray(String[]::new));
        }
        socket = builder.buildAsync(URI.create(address), this).join();
    }

    static WireClient open(String address, String... subprotocols) {
        return new WireClient(address, null, subprotocols);
    }

    static WireClient from(String origin, String address) {
        return new WireClient(address, origin);
    }

    /** The status with which a handshake is refused. */
    static int refusal(String origin, String address) {
        try {
            from(origin, address).close();
            throw new AssertionError(origin + " was let in");
        } catch (CompletionException refused) {
            if (refused.getCause() instanceof WebSocketHandshakeException handshake) {
                return handshake.getResponse().statusCode();
            }
            throw refused;
        }
    }

    String subprotocol() {
        return socket.getSubprotocol();
    }

    /** Sends a text; a connection that is closed meanwhile is no fault. */
    void text(String message) {
        socket.sendText(message, true).exceptionally(closed -> socket).join();
    }

    void bytes() {
        socket.sendBinary(ByteBuffer.allocate(1), true).join();
    }

    /** Calls a method without arguments and asks for its result; a connection that is closed meanwhile is no fault. */
    void call(String method) {
        socket.sendText("[\"push\",[\"pipeline\",0,[\"" + method + "\"],[]]]", true)
                .thenCompose(sent -> socket.sendText("[\"pull\",1]", true))
                .exceptionally(closed -> socket)
                .join();
    }

    String next() throws InterruptedException {
        return received.take();
    }

    List<String> received() {
        return new ArrayList<>(received);
    }

    /** The code of the close; a server that does not close fails the test after a while. */
    String closed() {
        return closed.orTimeout(1, TimeUnit.MINUTES).join();
    }

    /** Waits for ten pings, which the JDK answers. */
    void awaitPings() throws InterruptedException {
        pings.await();
    }

    void finish() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            received.add(text.toString());
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer payload) {
        pings.countDown();
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(String.valueOf(code));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable broken) {
        closed.complete(broken.toString());
    }

    @Override
    public void close() {
        socket.abort();
    }
}

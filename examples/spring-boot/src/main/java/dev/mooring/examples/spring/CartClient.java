package dev.mooring.examples.spring;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client of {@link CartSocket}, which keeps the last token. */
final class CartClient implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final WebSocket socket;
    private String token = "";

    CartClient(int port) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/cart"), new Listener())
                .join();
    }

    /** Puts whole messages into the queue. */
    private final class Listener implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                messages.add(message.toString());
                message.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    /** The last token. */
    String token() {
        return token;
    }

    /** Says something, and returns the cart, or the refusal. */
    String say(String text) throws IOException {
        socket.sendText(text, true).join();
        String first = next();
        return first.startsWith("cart ") ? first.substring("cart ".length()) : first;
    }

    /** Waits until the server says goodbye. */
    void goodbye() throws IOException {
        String first = next();
        if (!first.equals("goodbye")) {
            throw new IOException("The server said \"" + first + "\" in place of goodbye");
        }
    }

    /** The first line of the next message; the second one is the token. */
    private String next() throws IOException {
        String message;
        try {
            message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while the shop was asked", e);
        }
        if (message == null) {
            throw new IOException("The shop did not answer within " + PATIENCE_SECONDS + " seconds");
        }
        String[] lines = message.split("\n", 2);
        if (lines.length == 2) {
            token = lines[1].substring("token ".length());
        }
        return lines[0];
    }

    @Override
    public void close() {
        socket.abort();
    }
}

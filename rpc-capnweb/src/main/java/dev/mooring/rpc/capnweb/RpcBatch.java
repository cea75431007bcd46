package dev.mooring.rpc.capnweb;

import dev.mooring.token.TokenContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Serves batches of calls over HTTP, to clients that begin them by {@code newHttpBatchRpcSession} of the npm package
 * {@code capnweb}: one POST holds all calls, and its answer all results. It knows no HTTP server; this is the JDK's own:
 *
 * <pre>{@code
 * RpcBatch batch = RpcBatch.builder(endpoint).allowOrigin("https://shop.example").build(); // once
 *
 * void handle(HttpExchange exchange) throws IOException {
 *     RpcBatch.Answer answer = batch.answer(
 *                     exchange.getRequestMethod(),
 *                     exchange.getRequestHeaders()::getFirst,
 *                     exchange.getRequestBody(),
 *                     TokenContext.of("tenant", tenant))
 *             .toCompletableFuture()
 *             .join();
 *     answer.headers().forEach(exchange.getResponseHeaders()::set);
 *     byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
 *     exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
 *     exchange.getResponseBody().write(body);
 *     exchange.close();
 * }
 * }</pre>
 *
 * <p>Each batch is a session of its own, which never heals. A method can call the client, and is never answered: a call that
 * waits fails.
 *
 * <p>Security: a request with the header {@code Origin} is served only if it is the origin of the server itself, by the
 * header {@code Host}, or an allowed one. So no foreign page can call with the cookies of a user. Requests without it come
 * from no page.
 *
 * <p>Immutable and thread-safe.
 */
public final class RpcBatch {
    private final RpcEndpoint endpoint;
    private final CrossOrigin origins;
    private final int maxBodyBytes;
    private final int maxMessages;

    private RpcBatch(Builder builder) {
        endpoint = builder.endpoint;
        origins = builder.origins.copy();
        maxBodyBytes = Objects.requireNonNullElse(builder.maxBodyBytes, 32 << 20);
        maxMessages = Objects.requireNonNullElse(builder.maxMessages, 10_000);
    }

    /**
     * Begins the settings.
     *
     * @param endpoint serves the calls, within its limits
     * @return the builder
     */
    public static Builder builder(RpcEndpoint endpoint) {
        return new Builder(endpoint);
    }

    /**
     * An HTTP response.
     *
     * @param status the status code
     * @param headers the headers, in lower case, one of a name
     * @param body the text, to be sent as UTF-8; a browser's client reads the messages in it, and a person the sentence of a
     *     refusal
     */
    public record Answer(int status, Map<String, String> headers, String body) {
        /** Copies the headers. */
        public Answer {
            headers = Map.copyOf(headers);
            Objects.requireNonNull(body, "body");
        }

        @Override
        public String toString() {
            return "Answer[" + status + ", " + body.length() + " characters]";
        }
    }

    /** Refuses a request. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        private final int status;
        private final String sentence;

        Refusal(int status, String sentence) {
            super(sentence);
            this.status = status;
            this.sentence = sentence;
        }

        Answer answer() {
            return new Answer(status, status == 405 ? Map.of("allow", "POST, OPTIONS") : Map.of(), sentence);
        }
    }

    /**
     * Answers a request. It reads the body on the caller's thread, and never more than the greatest body; then it returns
     * at once.
     *
     * @param method the HTTP method
     * @param header gives a request header by its name in lower case, or null; its case is for the server to ignore
     * @param body the request's body, which is not closed
     * @param context the server's knowledge of the client
     * @return completes with the response when all calls whose results the client wants have ended; never exceptionally
     */
    public CompletionStage<Answer> answer(
            String method, Function<String, @Nullable String> header, InputStream body, TokenContext context) {
        Objects.requireNonNull(context, "context");
        try {
            Map<String, String> headers = origins.check(header);
            if (method.equals("OPTIONS")) {
                return CompletableFuture.completedStage(origins.preflight(headers));
            }
            check(method, header);
            return endpoint.batch(messages(body), context).thenApply(lines -> answer(lines, headers));
        } catch (CrossOrigin.ForeignException foreign) {
            return CompletableFuture.completedStage(new Refusal(403, foreign.getMessage()).answer());
        } catch (Refusal refusal) {
            return CompletableFuture.completedStage(refusal.answer());
        }
    }

    private static void check(String method, Function<String, @Nullable String> header) throws Refusal {
        if (!method.equals("POST")) {
            throw new Refusal(405, "This endpoint only accepts POST requests.");
        }
        String type = Objects.requireNonNullElse(header.apply("content-type"), "text/plain");
        String plain = type.toLowerCase(Locale.ROOT).replace(" ", "").replace("\"", "");
        if (!List.of("text/plain", "application/json").contains(plain.replaceFirst(";charset=utf-8$", ""))) {
            throw new Refusal(415, "A batch is text/plain or application/json in UTF-8");
        }
    }

    private List<String> messages(InputStream body) throws Refusal {
        String text = text(body);
        List<String> messages = text.isEmpty() ? List.of() : List.of(text.split("\n", maxMessages + 1));
        if (messages.size() > maxMessages) {
            throw new Refusal(413, "A batch has at most " + maxMessages + " messages: send several");
        }
        return messages;
    }

    private String text(InputStream body) throws Refusal {
        try {
            byte[] bytes = body.readNBytes(maxBodyBytes);
            if (bytes.length == maxBodyBytes && body.read() >= 0) {
                throw new Refusal(413, "A batch has at most " + maxBodyBytes + " bytes: send several");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new Refusal(400, "The body is not well-formed UTF-8");
        } catch (IOException broken) {
            throw new Refusal(400, "The body did not arrive");
        }
    }

    private static Answer answer(Optional<List<String>> lines, Map<String, String> origin) {
        Map<String, String> headers = new LinkedHashMap<>(origin);
        headers.put("content-type", "text/plain;charset=UTF-8");
        headers.put("x-content-type-options", "nosniff");
        headers.put("cache-control", "no-store");
        return lines.map(messages -> new Answer(200, headers, String.join("\n", messages)))
                .orElseGet(() -> new Answer(503, headers, "The server has ended the batch"));
    }

    /** Collects the settings of batches. Each of them is given at most once, except origins. */
    public static final class Builder {
        private final RpcEndpoint endpoint;
        private final CrossOrigin origins = new CrossOrigin();
        private @Nullable Integer maxBodyBytes;
        private @Nullable Integer maxMessages;

        private Builder(RpcEndpoint endpoint) {
            this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
        }

        /**
         * Lets pages of another origin call, and lets them see the answer (CORS).
         *
         * @param origin a scheme and a host, with a port unless it is the scheme's own, such as {@code https://shop.example}
         * @return this
         * @throws IllegalArgumentException if it is of another form
         */
        public Builder allowOrigin(String origin) {
            origins.allow(origin);
            return this;
        }

        /**
         * Lets pages of every origin call. This is right if nothing that the browser sends by itself, such as a cookie, says
         * who the user is: then the client names itself in a call.
         *
         * @return this
         */
        public Builder allowAnyOrigin() {
            origins.allowAny();
            return this;
        }

        /**
         * Lets pages of allowed origins send the cookies of the server's own origin. It cannot be combined with
         * {@link #allowAnyOrigin}.
         *
         * @return this
         */
        public Builder allowCredentials() {
            origins.allowCredentials();
            return this;
        }

        /**
         * Lets pages of allowed origins send a header of their own.
         *
         * @param name the name of the header, such as {@code authorization}
         * @return this
         * @throws IllegalArgumentException if it is no name of a header
         */
        public Builder allowHeader(String name) {
            origins.allowHeader(name);
            return this;
        }

        /**
         * Bounds the body of a request.
         *
         * @param bytes at least 1; 32 MiB unless set
         * @return this
         * @throws IllegalArgumentException if it is less
         * @throws IllegalStateException if it was set already
         */
        public Builder maxBodyBytes(int bytes) {
            maxBodyBytes = once(maxBodyBytes, bytes, "maxBodyBytes");
            return this;
        }

        /**
         * Bounds the number of messages in a request; a call whose result the client wants takes two or three.
         *
         * @param messages at least 1; 10,000 unless set
         * @return this
         * @throws IllegalArgumentException if it is less
         * @throws IllegalStateException if it was set already
         */
        public Builder maxMessages(int messages) {
            maxMessages = once(maxMessages, messages, "maxMessages");
            return this;
        }

        private static int once(@Nullable Integer before, int value, String name) {
            if (before != null) {
                throw new IllegalStateException("The " + name + " was set already, to " + before);
            }
            if (value < 1 || value == Integer.MAX_VALUE) {
                throw new IllegalArgumentException("The " + name + " is 1 to " + (Integer.MAX_VALUE - 1));
            }
            return value;
        }

        /**
         * Ends the settings.
         *
         * @return serves batches
         * @throws IllegalStateException if credentials are allowed together with any origin
         */
        public RpcBatch build() {
            origins.checkCombination();
            return new RpcBatch(this);
        }
    }
}

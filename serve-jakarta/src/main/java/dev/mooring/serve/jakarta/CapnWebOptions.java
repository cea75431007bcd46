package dev.mooring.serve.jakarta;

import dev.mooring.token.TokenContext;
import jakarta.websocket.server.HandshakeRequest;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Who may connect, and how. Immutable.
 *
 * @param origins the origins whose pages may connect, as browsers write them; empty for the server's own alone, and
 *     {@link #ANY} for any. The origin {@code null} is never allowed, and a client that names no origin is not a browser,
 *     and is always allowed
 * @param context tells from the handshake the facts that the server knows of a client, such as its tenant; a session is
 *     resumed only with an equal context. Empty refuses the client
 * @param pingEvery how often a client is pinged; a client from which nothing came for three such times is taken for lost;
 *     zero for never; at most a day
 * @param compression whether permessage-deflate is used with clients that offer it (RFC 7692); it costs memory for each
 *     connection, and can reveal secrets that stand beside text of an attacker's choice
 */
public record CapnWebOptions(
        Set<String> origins,
        Function<HandshakeRequest, Optional<TokenContext>> context,
        Duration pingEvery,
        boolean compression) {
    /** Allows any origin except {@code null}. */
    public static final String ANY = "*";

    private static final Duration LONGEST = Duration.ofDays(1);

    /** Pages of the server's own origin, no context, a ping every 30 seconds, no compression. */
    public static final CapnWebOptions DEFAULT =
            new CapnWebOptions(Set.of(), request -> Optional.of(TokenContext.none()), Duration.ofSeconds(30), false);

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if an origin has no scheme or has a path, or the time is out of range
     */
    public CapnWebOptions {
        origins = Set.copyOf(origins);
        for (String origin : origins) {
            if (!origin.equals(ANY) && !origin.matches("[a-z][a-z0-9+.-]*://[^/\\sA-Z]+")) {
                throw new IllegalArgumentException(
                        "An origin is written as browsers write it, in lower case and without a path, such as https://shop.example");
            }
        }
        Objects.requireNonNull(context, "context");
        if (pingEvery.isNegative() || pingEvery.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("A client is pinged at least once a day, or, with zero, never");
        }
    }

    /**
     * Lets pages of these origins connect, in place of the server's own.
     *
     * @param origins as browsers write them, such as {@code https://shop.example}; {@link #ANY} for any except {@code null},
     *     which is safe only if a cookie gives a client no rights
     * @return a copy
     * @throws IllegalArgumentException if one has no scheme or has a path
     */
    public CapnWebOptions withOrigins(String... origins) {
        return new CapnWebOptions(Set.of(origins), context, pingEvery, compression);
    }

    /**
     * Tells contexts from handshakes.
     *
     * @param context as {@link #context}
     * @return a copy
     */
    public CapnWebOptions withContext(Function<HandshakeRequest, Optional<TokenContext>> context) {
        return new CapnWebOptions(origins, context, pingEvery, compression);
    }

    /**
     * Pings clients more or less often.
     *
     * @param pingEvery how often; zero for never
     * @return a copy
     * @throws IllegalArgumentException if it is negative or more than a day
     */
    public CapnWebOptions withPingEvery(Duration pingEvery) {
        return new CapnWebOptions(origins, context, pingEvery, compression);
    }

    /**
     * Compresses messages or not.
     *
     * @param compression whether permessage-deflate is used with clients that offer it
     * @return a copy
     */
    public CapnWebOptions withCompression(boolean compression) {
        return new CapnWebOptions(origins, context, pingEvery, compression);
    }
}

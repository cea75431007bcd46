package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value.HeadersValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@code Request} of the Fetch standard, in arguments, results and records. The body is read whole before a method is
 * called; take a stream for one that is long. Other settings of a request, such as {@code redirect}, do not arrive.
 *
 * <p>It does not heal: a result that holds one and that the client has not seen is lost with its server.
 *
 * @param method the method, such as {@code POST}
 * @param url the absolute URL
 * @param headers the headers
 * @param body the body, empty if there is none; copied in and out
 */
public record FetchRequest(String method, String url, HeadersValue headers, byte[] body) {
    /** The methods that no script may use. */
    private static final Set<String> FORBIDDEN = Set.of("CONNECT", "TRACE", "TRACK");

    /**
     * Copies the body.
     *
     * @throws IllegalArgumentException if its method, its URL, its headers, or a body of GET or HEAD keep a {@code Request}
     *     from being made of it
     */
    public FetchRequest {
        FetchRules.token("The method of a request", method);
        if (FORBIDDEN.contains(method.toUpperCase(Locale.ROOT))) {
            throw new IllegalArgumentException("No script may use the method " + method);
        }
        FetchRules.absolute(url);
        FetchRules.headers(headers);
        if (body.length > 0 && Set.of("GET", "HEAD").contains(method.toUpperCase(Locale.ROOT))) {
            throw new IllegalArgumentException("A request with the method " + method + " has no body");
        }
        body = body.clone();
    }

    /**
     * The body.
     *
     * @return a copy
     */
    @Override
    public byte[] body() {
        return body.clone();
    }

    /** The body itself. */
    byte[] content() {
        return body;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FetchRequest request
                && method.equals(request.method)
                && url.equals(request.url)
                && headers.equals(request.headers)
                && Arrays.equals(body, request.body);
    }

    @Override
    public int hashCode() {
        return Objects.hash(method, url, headers, Arrays.hashCode(body));
    }

    @Override
    public String toString() {
        return "FetchRequest[" + method + ", " + body.length + " bytes]";
    }
}

package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value.HeadersValue;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@code Response} of the Fetch standard, in arguments, results and records. The body is read whole before a method is
 * called; take a stream for one that is long.
 *
 * <p>It does not heal: a result that holds one and that the client has not seen is lost with its server.
 *
 * @param status the status code, 200 to 599
 * @param statusText the text beside it, usually empty
 * @param headers the headers
 * @param body the body, empty if there is none; copied in and out
 */
public record FetchResponse(int status, String statusText, HeadersValue headers, byte[] body) {
    private static final int LEAST = 200;
    private static final int GREATEST = 599;
    private static final Set<Integer> WITHOUT_BODY = Set.of(204, 205, 304);

    /**
     * Copies the body.
     *
     * @throws IllegalArgumentException if its status, its text, its headers, or a body beside a status that has none keep a
     *     {@code Response} from being made of it
     */
    public FetchResponse {
        if (status < LEAST || status > GREATEST) {
            throw new IllegalArgumentException("The status of a response is " + LEAST + " to " + GREATEST);
        }
        FetchRules.text("The text of a status", statusText);
        FetchRules.headers(headers);
        if (body.length > 0 && WITHOUT_BODY.contains(status)) {
            throw new IllegalArgumentException("A response with the status " + status + " has no body");
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
        return other instanceof FetchResponse response
                && status == response.status
                && statusText.equals(response.statusText)
                && headers.equals(response.headers)
                && Arrays.equals(body, response.body);
    }

    @Override
    public int hashCode() {
        return Objects.hash(status, statusText, headers, Arrays.hashCode(body));
    }

    @Override
    public String toString() {
        return "FetchResponse[" + status + ", " + body.length + " bytes]";
    }
}

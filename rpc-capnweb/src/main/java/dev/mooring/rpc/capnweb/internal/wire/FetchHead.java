package dev.mooring.rpc.capnweb.internal.wire;

import dev.mooring.api.snapshot.Value.HeadersValue;

/** All of a fetch type except its body. */
public sealed interface FetchHead {

    /**
     * A {@code Request}.
     *
     * @param method the method
     * @param url the URL
     * @param headers the headers
     */
    record Request(String method, String url, HeadersValue headers) implements FetchHead {}

    /**
     * A {@code Response}.
     *
     * @param status the status code
     * @param statusText the text beside it
     * @param headers the headers
     */
    record Response(long status, String statusText, HeadersValue headers) implements FetchHead {}

    /**
     * A {@code Blob}.
     *
     * @param type the media type, which may be empty
     */
    record Blob(String type) implements FetchHead {}
}

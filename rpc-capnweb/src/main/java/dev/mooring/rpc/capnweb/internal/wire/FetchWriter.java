package dev.mooring.rpc.capnweb.internal.wire;

import dev.mooring.api.snapshot.Value;
import dev.mooring.api.snapshot.Value.HeadersValue;
import dev.mooring.codec.json.CapnWebWriter;

/** Writes fetch types. */
final class FetchWriter {

    private FetchWriter() {}

    /**
     * Writes one.
     *
     * @param content the body; that of a blob goes through a pipe
     * @param pipe writes the id of the pipe
     */
    static void write(FetchHead head, byte[] content, CapnWebWriter out, Runnable pipe) {
        out.array();
        if (head instanceof FetchHead.Blob blob) {
            out.text("blob");
            out.text(blob.type());
            out.array();
            out.text("readable");
            pipe.run();
            out.end();
        } else if (head instanceof FetchHead.Request request) {
            out.text("request");
            out.text(request.url());
            settings(request, content, out);
        } else if (head instanceof FetchHead.Response response) {
            out.text("response");
            out.value(content.length == 0 ? Value.NULL : Value.of(content));
            settings(response, out);
        }
        out.end();
    }

    private static void settings(FetchHead.Request request, byte[] content, CapnWebWriter out) {
        out.object();
        out.name("method");
        out.text(request.method());
        headers(request.headers(), out);
        if (content.length > 0) {
            out.name("body");
            out.value(Value.of(content));
            out.name("duplex");
            out.text("half");
        }
        out.endObject();
    }

    private static void settings(FetchHead.Response response, CapnWebWriter out) {
        out.object();
        out.name("status");
        out.integer(response.status());
        if (!response.statusText().isEmpty()) {
            out.name("statusText");
            out.text(response.statusText());
        }
        headers(response.headers(), out);
        out.endObject();
    }

    private static void headers(HeadersValue headers, CapnWebWriter out) {
        if (headers.fields().isEmpty()) {
            return;
        }
        out.name("headers");
        out.array();
        for (HeadersValue.Field field : headers.fields()) {
            out.array();
            out.text(field.name());
            out.text(field.value());
            out.end();
        }
        out.end();
    }
}

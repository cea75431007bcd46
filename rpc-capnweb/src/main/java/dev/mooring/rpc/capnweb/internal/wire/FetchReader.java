package dev.mooring.rpc.capnweb.internal.wire;

import dev.mooring.api.snapshot.Value;
import dev.mooring.api.snapshot.Value.HeadersValue;
import dev.mooring.api.spi.SnapshotFormatException;
import dev.mooring.codec.json.CapnWebReader;
import dev.mooring.codec.json.CapnWebReader.Token;
import java.util.ArrayList;
import java.util.List;

/** Reads fetch types, on from their names; for one of them. Settings that Java has no use for are passed over. */
final class FetchReader {
    private String method = "GET";
    private long status = 200;
    private String statusText = "";
    private HeadersValue headers = new HeadersValue(List.of());
    private Value body = Value.NULL;

    private FetchReader() {}

    static Reference request(CapnWebReader in) throws SnapshotFormatException {
        FetchReader reader = new FetchReader();
        String url = in.text("The URL of a request");
        reader.settings(in);
        return new Reference.Fetch(new FetchHead.Request(reader.method, url, reader.headers), reader.body);
    }

    static Reference response(CapnWebReader in) throws SnapshotFormatException {
        FetchReader reader = new FetchReader();
        Value body = in.value();
        reader.settings(in);
        return new Reference.Fetch(new FetchHead.Response(reader.status, reader.statusText, reader.headers), body);
    }

    static Reference blob(CapnWebReader in) throws SnapshotFormatException {
        String type = in.text("The type of a blob");
        Value content = in.value();
        in.end("A blob has a type and a content only");
        return new Reference.Fetch(new FetchHead.Blob(type), content);
    }

    private void settings(CapnWebReader in) throws SnapshotFormatException {
        in.object("The settings of a request or a response are an object");
        for (Token token = in.next(); token == Token.NAME; token = in.next()) {
            setting(in.name(), in);
        }
        in.end("A request and a response have nothing after their settings");
    }

    private void setting(String name, CapnWebReader in) throws SnapshotFormatException {
        switch (name) {
            case "method" -> method = in.text("The method of a request");
            case "status" -> status = in.integer("The status of a response");
            case "statusText" -> statusText = in.text("The status of a response");
            case "headers" -> headers = headers(in);
            case "body" -> body = in.value();
            default -> {
                in.next();
                in.skip();
            }
        }
    }

    private static HeadersValue headers(CapnWebReader in) throws SnapshotFormatException {
        in.array("Headers are an array of fields");
        List<HeadersValue.Field> fields = new ArrayList<>();
        for (Token token = in.next(); token != Token.END; token = in.next()) {
            if (token != Token.ARRAY) {
                throw in.refusal("A header field is an array of name and value");
            }
            fields.add(new HeadersValue.Field(in.text("The name of a header"), in.text("The value of a header")));
            in.end("A header field has a name and a value only");
        }
        return new HeadersValue(fields);
    }
}

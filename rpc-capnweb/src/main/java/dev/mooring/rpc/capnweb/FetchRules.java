package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value.HeadersValue;
import java.net.URI;
import java.util.regex.Pattern;

/** The rules of the Fetch standard: a client's session would end if they were broken. */
final class FetchRules {
    /** RFC 9110, section 5.6.2. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private FetchRules() {}

    static void token(String subject, String text) {
        if (!TOKEN.matcher(text).matches()) {
            throw new IllegalArgumentException(subject + " is a token of HTTP");
        }
    }

    static void text(String subject, String text) {
        if (!text.chars().allMatch(c -> c <= 0xff && c != '\0' && c != '\r' && c != '\n')) {
            throw new IllegalArgumentException(subject + " has no line breaks, and characters up to U+00FF only");
        }
    }

    static void absolute(String url) {
        try {
            if (URI.create(url).isAbsolute()) {
                return;
            }
        } catch (IllegalArgumentException malformed) {
            // refused below
        }
        throw new IllegalArgumentException("The URL of a request is absolute and well-formed");
    }

    static void headers(HeadersValue headers) {
        for (HeadersValue.Field field : headers.fields()) {
            token("The name of a header", field.name());
            text("The value of a header", field.value());
        }
    }
}

package dev.mooring.rpc.capnweb;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which pages may call, as the Fetch standard has it (CORS). */
final class CrossOrigin {
    private static final Pattern ORIGIN = Pattern.compile("[a-z][a-z0-9+.-]*://[^/?#@\\s]+");
    private static final Pattern HEADER = Pattern.compile("[a-z0-9-]+");

    /** How long a browser remembers the answer to a preflight, in seconds. */
    private static final String MAX_AGE = "600";

    private final Set<String> origins = new TreeSet<>();
    private final Set<String> headers = new TreeSet<>(Set.of("content-type"));
    private boolean any;
    private boolean credentials;

    /** The request comes from a page that may not call. */
    static final class ForeignException extends Exception {
        private static final long serialVersionUID = 1L;

        ForeignException() {
            super("Pages of this origin may not call: allow it by RpcBatch.Builder.allowOrigin");
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }

    CrossOrigin copy() {
        CrossOrigin copy = new CrossOrigin();
        copy.origins.addAll(origins);
        copy.headers.addAll(headers);
        copy.any = any;
        copy.credentials = credentials;
        return copy;
    }

    void allow(String origin) {
        String lower = origin.toLowerCase(Locale.ROOT);
        if (!ORIGIN.matcher(lower).matches()) {
            throw new IllegalArgumentException("An origin is a scheme and a host, such as https://shop.example");
        }
        origins.add(lower);
    }

    void allowAny() {
        any = true;
    }

    void allowCredentials() {
        credentials = true;
    }

    void allowHeader(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!HEADER.matcher(lower).matches()) {
            throw new IllegalArgumentException("The name of a header has letters, digits and hyphens");
        }
        headers.add(lower);
    }

    void checkCombination() {
        if (any && credentials) {
            throw new IllegalStateException(
                    "Credentials are not for any origin: name the origins by allowOrigin, or leave out allowCredentials");
        }
    }

    /**
     * Decides about a request.
     *
     * @return the headers of its answer
     */
    Map<String, String> check(Function<String, @Nullable String> header) throws ForeignException {
        String origin = header.apply("origin");
        Map<String, String> answer = new TreeMap<>();
        if (origin == null) {
            return answer;
        }
        if (any) {
            answer.put("access-control-allow-origin", "*");
            return answer;
        }
        answer.put("vary", "origin");
        if (origins.contains(origin.toLowerCase(Locale.ROOT))) {
            answer.put("access-control-allow-origin", origin);
            if (credentials) {
                answer.put("access-control-allow-credentials", "true");
            }
        } else if (!isOwn(origin, header.apply("host"))) {
            throw new ForeignException();
        }
        return answer;
    }

    /** A server behind another one that ends TLS does not know the scheme, so it is not compared. */
    private static boolean isOwn(String origin, @Nullable String host) {
        try {
            URI page = URI.create(origin.toLowerCase(Locale.ROOT));
            URI server = URI.create(page.getScheme() + "://" + host);
            return host != null
                    && page.getHost() != null
                    && page.getHost()
                            .equals(
                                    server.getHost() == null
                                            ? null
                                            : server.getHost().toLowerCase(Locale.ROOT))
                    && port(page) == port(server);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static int port(URI address) {
        int own = "https".equals(address.getScheme()) ? 443 : 80;
        return address.getPort() < 0 ? own : address.getPort();
    }

    /** The answer to a preflight. */
    RpcBatch.Answer preflight(Map<String, String> checked) {
        Map<String, String> answer = new TreeMap<>(checked);
        if (answer.containsKey("access-control-allow-origin")) {
            answer.put("access-control-allow-methods", "POST");
            answer.put("access-control-allow-headers", String.join(", ", headers));
            answer.put("access-control-max-age", MAX_AGE);
        }
        answer.put("allow", "POST, OPTIONS");
        return new RpcBatch.Answer(204, answer, "");
    }
}

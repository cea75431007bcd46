package dev.mooring.store.redis;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the store is, and what only this kind of store is told:
 * {@code redis[s]://[[user]:password@]host[:port][/database][?setting=value&…]}.
 *
 * @param tls whether the connection is encrypted and the server's name and certificate checked
 * @param host its name or address
 * @param port its port
 * @param database its number
 * @param login who we are there
 * @param replicas how many replicas must have what was written before it counts
 * @param mayEvict whether somebody vouches for a server that may evict
 * @param guarded whether a store without the guard's mark is refused
 * @param maxInFlight how many calls may wait for answers at once
 * @param trusted the certificates to trust instead of the JDK's
 */
record RedisAddress(
        boolean tls,
        String host,
        int port,
        int database,
        Optional<Login> login,
        int replicas,
        boolean mayEvict,
        boolean guarded,
        int maxInFlight,
        Optional<Path> trusted) {

    static final Set<String> SCHEMES = Set.of("redis", "rediss");

    private static final int DEFAULT_PORT = 6379;
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,5}");

    /** A user, where one is named, and a password, which nothing shows. */
    record Login(Optional<String> user, String password) {
        @Override
        public String toString() {
            return "Login";
        }
    }

    static RedisAddress parse(URI address) {
        String scheme = Optional.ofNullable(address.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        require(SCHEMES.contains(scheme), "begins with redis:// or rediss://");
        require(address.getHost() != null, "names a host, of letters, digits, dots and hyphens, after redis://");
        require(address.getRawFragment() == null, "has no part after #, which a password spells %23");
        boolean tls = scheme.equals("rediss");
        Query query = new Query(address.getRawQuery());
        RedisAddress parsed = new RedisAddress(
                tls,
                address.getHost().replaceAll("[\\[\\]]", ""),
                address.getPort() < 0 ? DEFAULT_PORT : address.getPort(),
                database(address.getRawPath()),
                login(address.getRawUserInfo()),
                query.number("wait", 0, 0, 100),
                query.choice("eviction", "checked", "acknowledged"),
                query.choice("guard", "off", "on"),
                query.number("in-flight", 256, 1, 100_000),
                query.certificates("ca"));
        query.refuseTheRest();
        require(parsed.port > 0 && parsed.port <= 65_535, "has a port from 1 to 65535");
        require(tls || parsed.trusted.isEmpty(), "begins with rediss:// where ca names certificates");
        return parsed;
    }

    private static int database(String path) {
        if (path.isEmpty() || path.equals("/")) {
            return 0;
        }
        require(NUMBER.matcher(path.substring(1)).matches(), "has a database's number, such as /0, for its path");
        return Integer.parseInt(path.substring(1));
    }

    private static Optional<Login> login(@Nullable String userInfo) {
        if (userInfo == null) {
            return Optional.empty();
        }
        int colon = userInfo.indexOf(':');
        require(colon >= 0 && colon < userInfo.length() - 1, "has user:password, or :password, before the @");
        String user = decode(userInfo.substring(0, colon));
        return Optional.of(new Login(
                user.isEmpty() ? Optional.empty() : Optional.of(user), decode(userInfo.substring(colon + 1))));
    }

    /** Percent signs only: a plus is a plus. */
    private static String decode(String raw) {
        return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("A Redis ledger's address " + what);
        }
    }

    /** Shows neither user nor password. */
    @Override
    public String toString() {
        return (tls ? "rediss://" : "redis://") + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/"
                + database;
    }

    /** The settings of an address, each of which is taken once. */
    private static final class Query {
        private static final String KNOWN = "wait, eviction, guard, in-flight and ca";
        private final Map<String, String> values = new HashMap<>();

        Query(@Nullable String raw) {
            if (raw == null) {
                return;
            }
            for (String setting : raw.split("&", -1)) {
                int equals = setting.indexOf('=');
                require(equals > 0, "has settings of the form name=value after the ?");
                String before = values.put(setting.substring(0, equals), decode(setting.substring(equals + 1)));
                require(before == null, "has each setting once");
            }
        }

        int number(String name, int unlessGiven, int least, int most) {
            String value = values.remove(name);
            if (value == null) {
                return unlessGiven;
            }
            int number = NUMBER.matcher(value).matches() ? Integer.parseInt(value) : -1;
            require(number >= least && number <= most, "has " + name + " from " + least + " to " + most);
            return number;
        }

        boolean choice(String name, String no, String yes) {
            String value = Optional.ofNullable(values.remove(name)).orElse(no);
            require(value.equals(no) || value.equals(yes), "has " + name + "=" + no + " or " + name + "=" + yes);
            return value.equals(yes);
        }

        Optional<Path> certificates(String name) {
            String value = values.remove(name);
            if (value == null) {
                return Optional.empty();
            }
            require(holdsCertificates(value), "names a readable file of certificates in PEM by " + name);
            return Optional.of(Path.of(value));
        }

        private static boolean holdsCertificates(String file) {
            try (InputStream in = Files.newInputStream(Path.of(file))) {
                return !CertificateFactory.getInstance("X.509")
                        .generateCertificates(in)
                        .isEmpty();
            } catch (InvalidPathException | IOException | CertificateException e) {
                return false;
            }
        }

        /** Their names are not shown, as a password that was not percent-encoded may have become one. */
        void refuseTheRest() {
            require(values.isEmpty(), "has no settings but " + KNOWN);
        }
    }
}

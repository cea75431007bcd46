package dev.mooring.store.redis;

import dev.mooring.store.redis.RedisAddress.Cluster;
import dev.mooring.store.redis.RedisAddress.Host;
import dev.mooring.store.redis.RedisAddress.Sentinel;
import dev.mooring.store.redis.RedisAddress.Single;
import dev.mooring.store.redis.RedisAddress.Topology;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads an address. It is no {@link java.net.URI}, whose errors show the text, and so the password. */
final class AddressParser {
    private static final int DEFAULT_PORT = 6379;
    private static final int DEFAULT_SENTINEL_PORT = 26379;

    private static final Pattern PARTS =
            Pattern.compile("(?i:redis(s)?)://([^/?#]*)([^?#]*)(?:\\?([^#]*))?(#.*)?", Pattern.DOTALL);
    private static final Pattern HOST =
            Pattern.compile("(?:([A-Za-z0-9._-]{1,253})|\\[([0-9A-Fa-f:.]{2,45})])(?::([0-9]{1,5}))?");

    private final Matcher parts;
    private final AddressQuery query;

    /** The text may begin and end with white space, as files and variables do. */
    AddressParser(String text) {
        parts = PARTS.matcher(text.strip());
        require(parts.matches(), "begins with redis:// or rediss://");
        require(parts.group(5) == null, "has no part after #, which a password spells %23");
        query = new AddressQuery(parts.group(4));
    }

    RedisAddress parse() {
        String authority = parts.group(2);
        int at = authority.lastIndexOf('@');
        Topology topology = topology();
        RedisAddress address = new RedisAddress(
                hosts(authority.substring(at + 1), topology),
                topology,
                tls(),
                database(parts.group(3)),
                login(at < 0 ? null : authority.substring(0, at)),
                query.options());
        query.refuseTheRest();
        require(
                address.hosts().size() == 1 || !(topology instanceof Single),
                "names one host, or has sentinel or cluster");
        require(!address.isCluster() || address.database() == 0, "has no database other than 0 with cluster=on");
        require(
                !address.isCluster() || !address.options().guarded(),
                "has no guard=on with cluster=on, as the guard's mark cannot be on the node of each session");
        return address;
    }

    private Topology topology() {
        Optional<String> name = query.text("sentinel");
        Optional<String> user = query.text("sentinel-user");
        Optional<String> password = query.text("sentinel-password");
        boolean cluster = query.choice("cluster", "off", "on");
        require(!cluster || name.isEmpty(), "has either sentinel or cluster=on");
        require(password.isPresent() || user.isEmpty(), "has sentinel-password beside sentinel-user");
        require(name.isPresent() || password.isEmpty(), "has sentinel beside sentinel-password");
        if (name.isPresent()) {
            return new Sentinel(name.get(), password.map(known -> Login.of(user, known)));
        }
        return cluster ? new Cluster() : new Single();
    }

    private static List<Host> hosts(String text, Topology topology) {
        int unlessGiven = topology instanceof Sentinel ? DEFAULT_SENTINEL_PORT : DEFAULT_PORT;
        return Stream.of(text.split(",", -1))
                .map(host -> host(host, unlessGiven))
                .toList();
    }

    private static Host host(String text, int unlessGiven) {
        Matcher host = HOST.matcher(text);
        require(host.matches(), "names a host, of letters, digits, dots, hyphens and underscores, after redis://");
        int port = host.group(3) == null ? unlessGiven : Integer.parseInt(host.group(3));
        require(port > 0 && port <= 65_535, "has a port from 1 to 65535");
        return new Host(host.group(1) == null ? host.group(2) : host.group(1), port);
    }

    private Optional<Tls> tls() {
        boolean encrypted = parts.group(1) != null;
        Optional<Path> trusted = query.path("ca");
        Optional<Path> certificate = query.path("cert");
        Optional<Path> key = query.path("key");
        require(certificate.isPresent() == key.isPresent(), "has either both cert and key, or neither");
        require(
                encrypted || trusted.isEmpty() && certificate.isEmpty(),
                "begins with rediss:// if it has ca, cert or key");
        Optional<Tls.Identity> identity = certificate.map(file -> new Tls.Identity(file, key.orElseThrow()));
        require(
                trusted.isEmpty() || Tls.holdsCertificates(trusted.get()),
                "names a readable file of certificates in PEM by ca");
        require(
                identity.isEmpty() || Tls.isUsable(identity.get()),
                "names by cert and key a readable certificate and its key, in PEM, the key in PKCS #8 and not encrypted");
        return encrypted ? Optional.of(new Tls(trusted, identity)) : Optional.empty();
    }

    private static int database(String path) {
        if (path.isEmpty() || path.equals("/")) {
            return 0;
        }
        int number = AddressQuery.number(path.substring(1));
        require(number >= 0, "has a database's number, such as /0, for its path");
        return number;
    }

    private Optional<Login> login(@Nullable String userInfo) {
        Optional<Path> file = query.path("password-file");
        int colon = userInfo == null ? -1 : userInfo.indexOf(':');
        if (file.isPresent()) {
            require(colon < 0 && !"".equals(userInfo), "has no password before the @ with password-file");
            return Optional.of(Login.of(Optional.ofNullable(userInfo).map(AddressQuery::decode), file.get()));
        }
        if (userInfo == null) {
            return Optional.empty();
        }
        require(colon >= 0 && colon < userInfo.length() - 1, "has user:password, or :password, before the @");
        String user = AddressQuery.decode(userInfo.substring(0, colon));
        return Optional.of(Login.of(
                user.isEmpty() ? Optional.empty() : Optional.of(user),
                AddressQuery.decode(userInfo.substring(colon + 1))));
    }

    static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("A Redis ledger's address " + rule);
        }
    }
}

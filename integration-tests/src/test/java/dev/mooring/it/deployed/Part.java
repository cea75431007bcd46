package dev.mooring.it.deployed;

import dev.mooring.it.built.Jars;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a deployment may put on its path: a built module, and the third parties' jars that it needs to run. */
public enum Part {
    API("mooring-token-api", "mooring-token"),
    JSON("mooring-codec-json", "jackson-core"),
    CBOR("mooring-codec-cbor", "jackson-core", "jackson-dataformat-cbor", "jackson-databind", "jackson-annotations"),
    HMAC("mooring-crypto-hmac"),
    TINK("mooring-crypto-tink-aead", "tink", "protobuf-java", "gson"),
    REDIS(
            "mooring-store-redis",
            "lettuce-core",
            "netty-buffer",
            "netty-codec-base",
            "netty-codec-dns",
            "netty-common",
            "netty-handler",
            "netty-resolver",
            "netty-resolver-dns",
            "netty-transport",
            "netty-transport-native-unix-common",
            "reactive-streams",
            "reactor-core",
            "slf4j-api"),
    VAULT("mooring-keys-vault"),
    SESSION("mooring-session"),
    BIND("mooring-bind-jackson", "jackson-core", "jackson-databind", "jackson-annotations"),
    RPC(
            "mooring-rpc-capnweb",
            "mooring-session",
            "mooring-codec-json",
            "mooring-bind-jackson",
            "jackson-core",
            "jackson-databind",
            "jackson-annotations"),
    CLI("mooring-cli", "mooring-session", "mooring-rollout", "picocli");

    private final List<String> artifacts;

    Part(String... artifacts) {
        this.artifacts = List.of(artifacts);
    }

    public List<Path> jars() {
        return artifacts.stream().map(Jars::of).toList();
    }

    public static List<Path> jars(Part... parts) {
        return Stream.of(parts).flatMap(part -> part.jars().stream()).distinct().toList();
    }
}

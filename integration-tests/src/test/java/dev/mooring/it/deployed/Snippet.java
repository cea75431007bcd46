package dev.mooring.it.deployed;

import dev.mooring.it.built.Jars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Statements of a page, and the application around them that makes them compile. */
final class Snippet {
    /** Statements that stand where the first placeholder is hide these variables by their own. */
    private static final String WRAPPER = """
            import com.google.crypto.tink.Aead;
            import dev.mooring.bind.jackson.*;
            import dev.mooring.codec.json.*;
            import dev.mooring.metrics.micrometer.*;
            import dev.mooring.rollout.*;
            import dev.mooring.rpc.capnweb.*;
            import dev.mooring.session.*;
            import dev.mooring.session.ResumeOutcome.*;
            import dev.mooring.store.jdbc.*;
            import dev.mooring.api.keys.*;
            import dev.mooring.api.ledger.*;
            import dev.mooring.api.snapshot.*;
            import dev.mooring.api.spi.*;
            import dev.mooring.token.*;
            import io.micrometer.core.instrument.MeterRegistry;
            import java.io.IOException;
            import java.net.URI;
            import java.net.http.*;
            import java.nio.file.Path;
            import java.security.SecureRandom;
            import java.time.*;
            import java.util.*;
            import javax.sql.DataSource;

            final class Snippet {
                static String tenant, principal;
                static Map<String, String> properties;
                static ResumeTokenManager tokens;
                static SessionSnapshot snapshot;
                static String text;
                static TokenContext oldContext, newContext;
                static TokenContext caller;
                static ResumeAttempt attempt;
                static SessionLedger ledger;
                static CapabilityRestorer restorer;
                static PersistentSessionManager sessions;
                static MeterRegistry registry;
                static DataSource dataSource;
                static Map<String, java.util.function.Consumer<String>> connections;
                static Session session;
                static String sessionId;

                record Calculator() {}

                private Snippet() {}

                public static void main(String[] args) throws Exception {
            %s
                    %s
                }
            }
            """;

    private Snippet() {}

    /** The source of a class {@code Snippet} whose main method has the statements of a page, and then one more. */
    static String of(String statements, String last) {
        return WRAPPER.formatted(statements.replace("= …;", "= null;"), last);
    }

    /** Whether a block of Java is a whole file, and no statements. */
    static boolean isFile(String block) {
        return block.startsWith("package ") || block.startsWith("module ");
    }

    /** Compiles sources against all that this test has on its class path. */
    static void compile(Path folder, Path... sources) {
        compile(folder, List.of(), sources);
    }

    /** Compiles sources against all that this test has on its class path, and more. */
    static void compile(Path folder, List<Path> more, Path... sources) {
        List<Path> path =
                Stream.concat(Jars.classPath().stream(), more.stream()).toList();
        Stream<String> options = Stream.of("-cp", PathKind.joined(path), "-d", folder.toString());
        TestModules.javac(
                Stream.concat(options, Stream.of(sources).map(Path::toString)).toArray(String[]::new));
    }

    /** Writes a source into a folder. */
    static Path source(Path folder, String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}

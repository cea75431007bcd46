package dev.mooring.it.deployed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.it.built.BuiltModules;
import dev.mooring.it.built.Jars;
import dev.mooring.it.pages.Docs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Java on the project's pages compiles, and the first example runs. */
class ReadmeIT {
    /** What an application has around a snippet of statements; a snippet's own variables hide these. */
    private static final String WRAPPER = """
            import com.google.crypto.tink.Aead;
            import dev.mooring.bind.jackson.*;
            import dev.mooring.codec.json.*;
            import dev.mooring.rollout.*;
            import dev.mooring.session.*;
            import dev.mooring.session.ResumeOutcome.*;
            import dev.mooring.api.keys.*;
            import dev.mooring.api.ledger.*;
            import dev.mooring.api.snapshot.*;
            import dev.mooring.api.spi.*;
            import dev.mooring.token.*;
            import java.io.IOException;
            import java.net.URI;
            import java.net.http.*;
            import java.nio.file.Path;
            import java.security.SecureRandom;
            import java.time.*;
            import java.util.*;

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

                record Calculator() {}

                private Snippet() {}

                public static void main(String[] args) throws Exception {
            %s
                    %s
                }
            }
            """;

    /** What the page on providers takes for granted. */
    private static final String EXAMPLE_CODEC = """
            package com.example.codec;

            import dev.mooring.api.snapshot.*;
            import dev.mooring.api.spi.*;

            public final class ExampleCodec implements SnapshotCodec {
                public ExampleCodec() {}

                @Override
                public String id() {
                    return "example";
                }

                @Override
                public byte[] encode(SessionSnapshot snapshot) {
                    return new byte[0];
                }

                @Override
                public SessionSnapshot decode(byte[] payload, SnapshotLimits limits) throws SnapshotFormatException {
                    throw new SnapshotFormatException("It is only an example");
                }
            }
            """;

    private static final String TEST_HEAD = """
            package com.example.codec;

            import dev.mooring.api.spi.*;
            import dev.mooring.testkit.*;

            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {"README.md", "docs/configuration.md", "docs/keys.md", "docs/rollout.md", "docs/sessions.md"})
    void statements_onThePage_compile(String page) throws IOException {
        List<String> snippets = Docs.blocks(page, "java");
        assertFalse(snippets.isEmpty());
        for (String snippet : snippets) {
            compile(source("Snippet.java", WRAPPER.formatted(snippet.replace("= …;", "= null;"), "")));
        }
    }

    @Test
    void readme_itsFirstExample_comesBackEqual() throws IOException {
        String example = Docs.blocks("README.md", "java").get(0);
        compile(source("Snippet.java", WRAPPER.formatted(example, "System.out.print(again.equals(snapshot));")));
        new Keys(folder).file("hmac-sha256", "resume.keys");
        Command.Outcome outcome = Deployment.on(PathKind.CLASS_PATH)
                .with(List.of(folder))
                .with(Part.API, Part.JSON, Part.HMAC)
                .in(folder)
                .run("", "Snippet");
        assertEquals(new Command.Outcome(0, "true", ""), outcome);
    }

    @Test
    void providersPage_itsModuleAndItsTest_compile() throws IOException {
        List<String> snippets = Docs.blocks("docs/providers.md", "java");
        Path codec = source("com/example/codec/ExampleCodec.java", EXAMPLE_CODEC);
        compile(codec, source("com/example/codec/ExampleCodecTest.java", TEST_HEAD + snippets.get(1)));
        TestModules.javac(
                "-p",
                PathKind.joined(Jars.classPath()),
                "-d",
                folder.resolve("module").toString(),
                codec.toString(),
                source("module-info.java", snippets.get(0)).toString());
    }

    @Test
    void moduleTable_inTheReadme_namesEveryBuiltModuleAndTheBomHasItsVersion() {
        String readme = Docs.read("README.md");
        String bom = Docs.read("bom/pom.xml");
        BuiltModules.artifacts().forEach(artifact -> {
            String folder = artifact.replaceFirst("^mooring-", "");
            String module = BuiltModules.descriptor(artifact).name();
            String row = "| `" + folder + "` | `" + artifact + "` | `" + module + "` | ";
            assertTrue(readme.contains(row), row);
            assertTrue(bom.contains("<artifactId>" + artifact + "</artifactId>"), artifact);
        });
    }

    private Path source(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void compile(Path... sources) {
        Stream<String> options = Stream.of("-cp", PathKind.joined(Jars.classPath()), "-d", folder.toString());
        TestModules.javac(
                Stream.concat(options, Stream.of(sources).map(Path::toString)).toArray(String[]::new));
    }
}

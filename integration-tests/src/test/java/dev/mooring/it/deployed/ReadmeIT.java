package dev.mooring.it.deployed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.it.boot.BootIT;
import dev.mooring.it.built.BuiltModules;
import dev.mooring.it.built.Distribution;
import dev.mooring.it.built.Jars;
import dev.mooring.it.pages.Docs;
import dev.mooring.token.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Java on the project's pages compiles, and the README's first example and its commands run. */
class ReadmeIT {
    /** A command that needs no more than this folder, and its comment; the demonstration has a test of its own. */
    private static final Pattern COMMAND =
            Pattern.compile("^ *(?:\\$ )?(\\./mooring (?!demo)[^#\\n]*)", Pattern.MULTILINE);

    private static final Map<String, String> JAVA = Map.of("JAVA_HOME", System.getProperty("java.home"));

    /** The codec of which the page on providers speaks. */
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
            strings = {
                "README.md",
                "docs/configuration.md",
                "docs/getting-started.md",
                "docs/jdbc.md",
                "docs/keys.md",
                "docs/operate/end-a-session.md",
                "docs/operations.md",
                "docs/rollout.md",
                "docs/sessions.md",
                "docs/transport.md"
            })
    void statements_onThePage_compile(String page) throws IOException {
        List<String> snippets = Docs.blocks(page, "java").stream()
                .filter(block -> !Snippet.isFile(block))
                .toList();
        assertFalse(snippets.isEmpty());
        for (String snippet : snippets) {
            Snippet.compile(folder, Snippet.source(folder, "Snippet.java", Snippet.of(snippet, "")));
        }
    }

    @Test
    void provider_onThePageOfKeys_compiles() throws IOException {
        String provider = Docs.blocks("docs/keys.md", "java").stream()
                .filter(Snippet::isFile)
                .findFirst()
                .orElseThrow();
        Snippet.compile(folder, Snippet.source(folder, "com/example/kms/TinkKms.java", provider));
    }

    /** The drain itself, in a hook of the JVM, in Jetty and in Spring. */
    @Test
    void recipes_onThePageOfTheDrain_compile() throws IOException {
        List<String> snippets = Docs.blocks("docs/drain.md", "java");
        assertEquals(4, snippets.size());
        Snippet.compile(folder, Snippet.source(folder, "Snippet.java", Snippet.of(snippets.get(0), "")));
        Snippet.compile(folder, Snippet.source(folder, "Snippet.java", Snippet.of(snippets.get(1), "")));
        Snippet.compile(
                folder,
                jars(Path.of("target/jetty")),
                Snippet.source(
                        folder,
                        "Snippet.java",
                        "import org.eclipse.jetty.server.Server;\nimport org.eclipse.jetty.util.component.LifeCycle;\n"
                                + Snippet.of("Server server = new Server();\n" + snippets.get(2), "")));
        Snippet.compile(
                folder, BootIT.classPath("4.1.2"), Snippet.source(folder, "Draining.java", """
                import dev.mooring.session.*;
                import java.time.Duration;
                import org.springframework.context.SmartLifecycle;
                import org.springframework.context.annotation.*;

                interface Clients {
                    void send(Session session, SuspendedSession suspended);
                }

                """ + snippets.get(3)));
    }

    private static List<Path> jars(Path in) throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.toList();
        }
    }

    @Test
    void readme_itsFirstExample_comesBackEqual() throws IOException {
        String example = Docs.blocks("README.md", "java").get(0);
        Snippet.compile(
                folder,
                Snippet.source(
                        folder, "Snippet.java", Snippet.of(example, "System.out.print(again.equals(snapshot));")));
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
        Path codec = Snippet.source(folder, "com/example/codec/ExampleCodec.java", EXAMPLE_CODEC);
        Snippet.compile(
                folder,
                codec,
                Snippet.source(folder, "com/example/codec/ExampleCodecTest.java", TEST_HEAD + snippets.get(1)));
        TestModules.javac(
                "-p",
                PathKind.joined(Jars.classPath()),
                "-d",
                folder.resolve("module").toString(),
                codec.toString(),
                Snippet.source(folder, "module-info.java", snippets.get(0)).toString());
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

    @Test
    void dependencies_inTheReadme_areInTheBomOfThisVersion() {
        String xml = String.join("", Docs.blocks("README.md", "xml"));
        String bom = Docs.read("bom/pom.xml");
        List<String> artifacts = elements(xml, "artifactId");
        assertEquals(List.of("mooring-bom", "mooring-token", "mooring-codec-json", "mooring-crypto-hmac"), artifacts);
        artifacts.forEach(artifact -> assertTrue(bom.contains("<artifactId>" + artifact + "</artifactId>"), artifact));
        assertEquals(elements(bom, "version").get(0), elements(xml, "version").get(0));
    }

    private static List<String> elements(String xml, String name) {
        return Pattern.compile("<" + name + ">([^<]+)</" + name + ">")
                .matcher(xml)
                .results()
                .map(element -> element.group(1))
                .toList();
    }

    /** A shell runs them one after the other in one folder, with the ids of the keys that they make. */
    @Test
    void commands_inTheReadme_doWhatTheySay() throws Exception {
        Distribution.unpack(folder.resolve("unpacked"));
        Files.createSymbolicLink(folder.resolve("mooring"), folder.resolve("unpacked/mooring"));
        Files.writeString(
                folder.resolve("session.json"), Docs.blocks("README.md", "json").get(0));
        Files.writeString(folder.resolve("keyset.json"), tinkKeyset());
        List<String> commands = COMMAND.matcher(Docs.read("README.md"))
                .results()
                .map(command -> command.group(1).strip())
                .toList();
        assertTrue(commands.size() > 10, commands::toString);
        for (String command : commands) {
            assertDone(command, Command.run(folder, "", JAVA, List.of("sh", "-c", withKeyIds(command))));
        }
        List<TokenKey.Status> statuses = new KeyFile(folder.resolve("my.keys"))
                .read().keys().stream().map(TokenKey::status).toList();
        assertEquals(List.of(TokenKey.Status.OPENING, TokenKey.Status.SEALING, TokenKey.Status.STAGED), statuses);
    }

    private static void assertDone(String command, Command.Outcome outcome) {
        if (command.contains("keys remove")) {
            assertEquals(2, outcome.exitCode(), "its tokens have not expired");
            assertTrue(outcome.err().contains("can be alive"), outcome.err());
        } else {
            assertEquals(0, outcome.exitCode(), () -> command + ": " + outcome.err());
        }
        if (command.contains(" open ")) {
            assertTrue(outcome.out().contains("\"sessionId\":\"s1\""), outcome.out());
        }
    }

    /** The newest key is promoted, and the first one removed. */
    private String withKeyIds(String command) throws IOException {
        if (!command.contains("KEY-ID")) {
            return command;
        }
        List<TokenKey> keys = new KeyFile(folder.resolve("my.keys")).read().keys();
        TokenKey meant = command.contains("promote") ? keys.get(keys.size() - 1) : keys.get(0);
        return command.replace("KEY-ID", meant.id());
    }

    private static String tinkKeyset() throws GeneralSecurityException {
        KeysetHandle keyset = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get());
        return TinkJsonProtoKeysetFormat.serializeKeyset(keyset, AeadConfig2026.get(), InsecureSecretKeyAccess.get());
    }
}

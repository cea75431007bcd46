package dev.mooring.it.deployed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.it.pages.Docs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A new user follows the pages on getting started and on images: the commands are run as they are written. Mooring is in no
 * repository while its build runs, so the test makes one of the jars that were built. There is no Gradle: its list of
 * dependencies is compared with that of Maven.
 */
class GettingStartedIT {
    private static final String PAGE = "docs/getting-started.md";
    private static final Pattern MAVEN = Pattern.compile("<artifactId>(mooring-[^<]+)</artifactId>");
    private static final Pattern GRADLE = Pattern.compile("\"dev\\.mooring:(mooring-[^:\"]+)");

    @TempDir
    private static Path folder;

    @TempDir
    private static Path repository;

    @BeforeAll
    static void followThePage() throws IOException {
        LocalRepository.make(repository, Part.jars(Part.API, Part.SESSION, Part.BIND, Part.JSON, Part.HMAC));
        Files.writeString(folder.resolve("pom.xml"), Docs.blocks(PAGE, "xml").get(0));
        List<String> files = Docs.blocks(PAGE, "java");
        Snippet.source(folder, "src/main/java/com/example/shop/Main.java", files.get(0));
        Snippet.source(folder, "src/main/java/module-info.java", files.get(1));
        new Keys(folder).file("hmac-sha256", "resume.keys");
        Command.Outcome built = outcome(commands(PAGE, "mvn -q package ").get(0));
        assertEquals(0, built.exitCode(), () -> built.out() + built.err());
    }

    @BeforeEach
    void forgetTheSession() throws IOException {
        Files.deleteIfExists(folder.resolve("alice.token"));
    }

    private static Command.Outcome outcome(String command) {
        String home = System.getProperty("java.home");
        return Command.run(
                folder,
                "",
                Map.of(
                        "JAVA_HOME",
                        home,
                        "PATH",
                        Path.of(home, "bin") + File.pathSeparator + System.getenv("PATH"),
                        "MAVEN_OPTS",
                        "-Dmaven.repo.local=" + repository),
                List.of("sh", "-c", command));
    }

    private static String run(String command) {
        Command.Outcome outcome = outcome(command);
        assertEquals(0, outcome.exitCode(), () -> command + ": " + outcome.err());
        assertEquals("", outcome.err(), command);
        return outcome.out();
    }

    private static List<String> commands(String page, String start) {
        return Stream.of(String.join("", Docs.blocks(page, "sh"))
                        .replace("\\\n", "")
                        .split("\n"))
                .filter(line -> line.startsWith(start))
                .toList();
    }

    @Test
    void application_onBothPaths_goesOnInTheNextProcess() {
        List<String> commands = commands(PAGE, "java ");
        assertTrue(commands.get(0).startsWith("java -p ") && commands.get(1).startsWith("java -cp "), PAGE);
        String out = run(commands.get(0)) + run(commands.get(1));
        assertEquals(Docs.blocks(PAGE, "text").get(0), out);
        assertTrue(run(commands.get(0)).startsWith("Visit 3, "));
    }

    @Test
    void image_linkedAsThePageSays_hasTheSameSession() {
        run(commands(PAGE, "java ").get(0));
        run(commands("docs/jlink.md", "jlink ").get(0));
        assertTrue(run("target/image/bin/shop").startsWith("Visit 2, "));
    }

    @Test
    void dependencies_ofMavenAndOfGradle_areTheSame() {
        assertEquals(artifacts(MAVEN, "xml"), artifacts(GRADLE, "kotlin"));
        assertTrue(Docs.blocks(PAGE, "kotlin").get(0).contains("mooring-bom:" + LocalRepository.version() + "\""));
    }

    private static List<String> artifacts(Pattern pattern, String language) {
        return pattern.matcher(Docs.blocks(PAGE, language).get(0))
                .results()
                .map(artifact -> artifact.group(1))
                .toList();
    }
}

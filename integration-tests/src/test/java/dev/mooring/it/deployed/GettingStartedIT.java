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
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A new user follows the pages on getting started and on images: the sources are compiled, and the commands are run as they
 * are written. The commands of Maven and Gradle are not: Mooring is in no repository while its build runs, and there is no
 * Gradle. Their lists of dependencies are compared, and the path has those and no others.
 */
class GettingStartedIT {
    private static final String PAGE = "docs/getting-started.md";
    private static final Pattern MAVEN = Pattern.compile("<artifactId>(mooring-[^<]+)</artifactId>");
    private static final Pattern GRADLE = Pattern.compile("\"dev\\.mooring:(mooring-[^:\"]+)");

    @TempDir
    private Path folder;

    @BeforeEach
    void followThePage() throws IOException {
        Path modules = Files.createDirectories(folder.resolve("target/modules"));
        for (Path jar : jars()) {
            Files.copy(jar, modules.resolve(jar.getFileName()));
        }
        List<String> files = Docs.blocks(PAGE, "java");
        Path main = Snippet.source(folder, "src/main/java/com/example/shop/Main.java", files.get(0));
        Path module = Snippet.source(folder, "src/main/java/module-info.java", files.get(1));
        Path classes = folder.resolve("target/classes");
        TestModules.javac("-p", modules.toString(), "-d", classes.toString(), main.toString(), module.toString());
        String jar = folder.resolve("target/shop-1.0.jar").toString();
        int made = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "--create", "--file", jar, "-C", classes.toString(), ".");
        assertEquals(0, made);
        new Keys(folder).file("hmac-sha256", "resume.keys");
    }

    private static List<Path> jars() {
        return Part.jars(Part.API, Part.SESSION, Part.BIND, Part.JSON, Part.HMAC);
    }

    private String run(String command) {
        String path = Path.of(System.getProperty("java.home"), "bin") + File.pathSeparator + System.getenv("PATH");
        Command.Outcome outcome = Command.run(folder, "", Map.of("PATH", path), List.of("sh", "-c", command));
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
    void dependencies_ofMavenAndOfGradle_areTheSameAndAreOnThePath() {
        List<String> maven = artifacts(MAVEN, "xml");
        assertEquals(maven, artifacts(GRADLE, "kotlin"));
        String bom = Docs.read("bom/pom.xml");
        maven.forEach(name -> assertTrue(bom.contains("<artifactId>" + name + "</artifactId>"), name));
        List<String> onThePath =
                jars().stream().map(jar -> jar.getFileName().toString()).toList();
        maven.stream()
                .skip(1) // the bill of versions
                .forEach(name -> assertTrue(onThePath.stream().anyMatch(jar -> jar.startsWith(name + "-")), name));
        String version = bom.substring(bom.indexOf("<version>") + 9, bom.indexOf("</version>"));
        assertTrue(Docs.blocks(PAGE, "xml").get(0).contains("<version>" + version + "</version>"), version);
        assertTrue(Docs.blocks(PAGE, "kotlin").get(0).contains("mooring-bom:" + version + "\""), version);
    }

    private static List<String> artifacts(Pattern pattern, String language) {
        return pattern.matcher(Docs.blocks(PAGE, language).get(0))
                .results()
                .map(artifact -> artifact.group(1))
                .toList();
    }
}

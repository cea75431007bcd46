package dev.mooring.it.built;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.it.deployed.Command;
import dev.mooring.it.pages.Docs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release is rehearsed into a folder, from a copy of the sources: everything that Maven Central asks for is there. */
class PublishIT {
    private static final Pattern POM = Pattern.compile("(?:[\\w.-]+/){0,3}pom\\.xml");
    private static final String GROUP = "dev/mooring";

    @TempDir
    private Path folder;

    private Command.Outcome deploy(String... arguments) throws IOException {
        Path copy = folder.resolve("sources");
        copySources(copy);
        List<String> command = Stream.concat(
                        Stream.of(
                                "mvn",
                                "--batch-mode",
                                "--no-transfer-progress",
                                "deploy",
                                "-Prelease",
                                "-pl",
                                ".,bom,token-api",
                                "-DskipTests",
                                "-Dmaven.install.skip",
                                "-Dgpg.skip",
                                "-Dnullness.skip",
                                "-Djacoco.skip",
                                "-Dspotless.check.skip",
                                "-Dcyclonedx.skip",
                                "-Dmaven.test.skip",
                                "-DaltDeploymentRepository=rehearsal::"
                                        + folder.resolve("published").toUri()),
                        Stream.of(arguments))
                .toList();
        return Command.run(copy, "", Map.of("JAVA_HOME", System.getProperty("java.home")), command);
    }

    /** The poms of all modules, and the code of one. */
    private static void copySources(Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(Docs.ROOT)) {
            for (Path file : files.filter(PublishIT::isNeeded).toList()) {
                Path target = copy.resolve(Docs.ROOT.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private static boolean isNeeded(Path file) {
        String name = Docs.ROOT.relativize(file).toString();
        return Files.isRegularFile(file)
                && !name.contains("target/")
                && !name.contains("node_modules/")
                && (POM.matcher(name).matches()
                        || name.startsWith("token-api/src/main/")
                        || name.startsWith(".mvn/")
                        || List.of("LICENSE", "NOTICE").contains(name));
    }

    private List<String> published(String artifact) throws IOException {
        try (Stream<Path> files =
                Files.walk(folder.resolve("published").resolve(GROUP).resolve(artifact))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(artifact) && name.matches(".*\\.(jar|pom)"))
                    .map(name -> name.replaceFirst("-\\d[\\d.]*(?:-\\d{8}\\.\\d{6}-\\d+|-SNAPSHOT)?(?=[.-])", ""))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void release_rehearsedIntoAFolder_hasAllThatCentralAsksFor() throws IOException {
        Command.Outcome outcome = deploy("-Dmooring.url=https://repository.example/mooring");
        assertEquals(0, outcome.exitCode(), outcome::out);
        assertEquals(
                new TreeSet<>(List.of(
                        "mooring-token-api.pom",
                        "mooring-token-api.jar",
                        "mooring-token-api-sources.jar",
                        "mooring-token-api-javadoc.jar")),
                new TreeSet<>(published("mooring-token-api")));
        assertEquals(List.of("mooring-bom.pom"), published("mooring-bom"));
        assertEquals(List.of("mooring-parent.pom"), published("mooring-parent"));
    }

    @Test
    void release_withoutTheAddressOfTheRepository_isRefused() throws IOException {
        Command.Outcome outcome = deploy();
        assertEquals(1, outcome.exitCode());
        assertTrue(outcome.out().contains("Write the address of the repository into mooring.url"), outcome::out);
        assertFalse(Files.exists(folder.resolve("published").resolve(GROUP)));
    }

    /** A person reads them in a search, so an artifact's id is no name. */
    @Test
    void names_ofPublishedModules_areWords() {
        List<String> nameless = Stream.concat(Stream.of("mooring-bom"), BuiltModules.artifacts())
                .filter(artifact -> !Docs.read(artifact.replaceFirst("^mooring-", "") + "/pom.xml")
                        .matches("(?s).*<name>Mooring [^<]+</name>\\s*<description>[^<]+</description>.*"))
                .collect(Collectors.toList());
        assertEquals(List.of(), nameless);
    }

    @Test
    void poms_thatAreRoots_haveTheElementsThatCentralAsksFor() {
        for (String pom : List.of("pom.xml", "bom/pom.xml")) {
            String text = Docs.read(pom);
            for (String element : List.of("name", "description", "url", "licenses", "developers", "scm")) {
                assertTrue(text.matches("(?s).*\\n  <" + element + "[ >].*"), pom + " " + element);
            }
        }
    }
}

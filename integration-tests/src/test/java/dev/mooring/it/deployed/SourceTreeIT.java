package dev.mooring.it.deployed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.it.pages.Docs;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first command in a fresh copy of the sources: Maven builds it, and it runs. */
class SourceTreeIT {
    private static final Set<String> LEFT_OUT = Set.of("target", "test", ".git", "node_modules");

    @TempDir
    private Path folder;

    @Test
    void launcher_inAFreshCopyOfTheSources_buildsAndRuns() throws IOException {
        Path copy = folder.resolve("a copy");
        copySources(copy);
        Command.Outcome outcome = Command.run(
                folder,
                "",
                Map.of("JAVA_HOME", System.getProperty("java.home")),
                List.of(copy.resolve("mooring").toString(), "providers"));
        assertEquals(0, outcome.exitCode(), outcome.err());
        assertTrue(outcome.out().contains("tink-aead"), outcome.out());
        assertTrue(outcome.err().contains("building mooring-cli"), outcome.err());
    }

    private static void copySources(Path target) throws IOException {
        Files.walkFileTree(Docs.ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (LEFT_OUT.contains(folder.getFileName().toString()) && !isPackage(folder)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(target.resolve(Docs.ROOT.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, target.resolve(Docs.ROOT.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static boolean isPackage(Path folder) {
        return folder.toString().contains("/src/main/");
    }
}

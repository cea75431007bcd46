package dev.mooring.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private String rows;

    @BeforeEach
    void rows() throws IOException {
        rows = JsonMapper.shared().writeValueAsString(Given.threeRows());
    }

    private int run(String... arguments) {
        return Main.run(
                List.of(arguments),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String file(String name, String json) throws IOException {
        return Files.writeString(folder.resolve(name), json).toString();
    }

    private void assertUnusable(int exitCode, String fact) {
        assertEquals(2, exitCode);
        assertTrue(err.toString(StandardCharsets.UTF_8).contains(fact), err::toString);
    }

    @Test
    void compare_ofTheSame_isDone() throws IOException {
        assertEquals(0, run("compare", file("a", rows), file("b", rows)));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains(" ratios are in both files"), out::toString);
    }

    @Test
    void compare_withNoRatioInBoth_isUnusable() throws IOException {
        assertUnusable(run("compare", file("a", rows), file("b", "[]")), "No ratio is in both files");
    }

    @Test
    void compare_ofNoResults_isUnusable() throws IOException {
        assertUnusable(run("compare", file("a", rows), file("b", "[")), "cannot be read");
        assertUnusable(run("compare", file("c", rows), folder.resolve("none").toString()), "none");
    }

    @Test
    void failure_unforeseen_isNotTheExitCodeOfWorse() {
        assertUnusable(run("comapre"), "comapre");
        assertUnusable(run(), "Exception");
    }
}

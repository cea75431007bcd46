package dev.mooring.it.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.support.NodeJs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The npm package that heals sessions passes its own tests, which also read the page of the link. */
class ClientJsTest {
    private static final Path PACKAGE = Docs.ROOT.resolve("client-js");

    @Test
    void tests_ofTheNpmPackage_pass() throws IOException, InterruptedException {
        Path folder = NodeJs.folder(PACKAGE, "typescript");
        Process tests = new ProcessBuilder("npm", "test")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(tests.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, tests.waitFor(), said);
        assertTrue(said.matches("(?s).*# pass [1-9][0-9]+\\n.*"), said);
    }
}

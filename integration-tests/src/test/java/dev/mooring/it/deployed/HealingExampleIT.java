package dev.mooring.it.deployed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.it.pages.Docs;
import dev.mooring.support.NodeJs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example {@code examples/healing}: real servers are killed under a real browser, and under many clients. */
class HealingExampleIT {
    private static final Path EXAMPLE = Docs.ROOT.resolve("examples").resolve("healing");
    private static final String RUN = EXAMPLE.resolve("run").toString();

    private static Command.Outcome run(Map<String, String> environment, String... arguments) {
        return Command.run(
                EXAMPLE,
                "",
                environment,
                Stream.concat(Stream.of(RUN), Stream.of(arguments)).toList());
    }

    private static void assertHeals(int kills, String... arguments) {
        NodeJs.folder(EXAMPLE.resolve("harness"), "playwright-core");
        Command.Outcome outcome = run(Map.of("JAVA_HOME", System.getProperty("java.home")), arguments);
        Assumptions.assumeFalse(outcome.err().contains("there is no Chromium"), outcome.err());
        List<String> lines = outcome.out().lines().toList();
        assertEquals(0, outcome.exitCode(), () -> outcome.out() + outcome.err());
        assertTrue(
                lines.get(lines.size() - 1)
                        .matches("healed " + kills + " of " + kills
                                + " kills, (\\d+) calls answered, sum \\1, \\d+ repeated, 0 unnoticed"),
                outcome.out());
    }

    @Test
    void page_inABrowser_outlivesItsServers() throws IOException {
        assertHeals(1, "--kills", "1");
        assertTrue(Files.size(EXAMPLE.resolve("target").resolve("healed.png")) > 10_000, "there is a screenshot");
    }

    @Test
    void clients_ofServersThatAreKilledAndSocketsThatAreCut_loseNothing() {
        assertHeals(3, "--kills", "3", "--clients", "3");
    }

    /** Also says that a server which ends in good order has nothing to complain of. */
    @Test
    void clients_ofServersThatAreReplaced_noticeNothing() {
        NodeJs.folder(EXAMPLE.resolve("harness"), "playwright-core");
        Command.Outcome outcome =
                run(Map.of("JAVA_HOME", System.getProperty("java.home")), "--deploys", "1", "--clients", "3");
        List<String> lines = outcome.out().lines().toList();
        assertEquals(0, outcome.exitCode(), () -> outcome.out() + outcome.err());
        assertTrue(
                lines.get(lines.size() - 1)
                        .matches("1 deploys, \\d+ calls answered, sum \\d+ and \\d+ signatures,"
                                + " [1-9]\\d* sessions moved, 0 in doubt, 0 repeated"),
                outcome.out());
        assertEquals(
                List.of(),
                outcome.err().lines().filter(line -> !line.contains("building")).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "--kills,0",
        "--deploys,none",
        "--kills,many",
        "--kills,''",
        "--clients,-1",
        "--redis,http://127.0.0.1",
        "--kill,5"
    })
    void arguments_thatAreWrong_areNamed(String argument, String value) {
        Command.Outcome outcome = run(Map.of(), argument, value);
        assertEquals(2, outcome.exitCode());
        assertEquals("", outcome.out());
        assertTrue(outcome.err().startsWith("healing: ") && outcome.err().contains(argument), outcome.err());
    }

    @ParameterizedTest
    @CsvSource({"'', Node.js", "node, Chromium"})
    void whatIsMissing_isNamed(String there, String missing, @TempDir Path path) throws IOException {
        for (String command : Stream.of("bash", "dirname", there)
                .filter(name -> !name.isEmpty())
                .toList()) {
            Files.createSymbolicLink(path.resolve(command), found(command));
        }
        Command.Outcome outcome = run(Map.of("PATH", path.toString()), "--kills", "1");
        assertEquals(2, outcome.exitCode(), outcome::err);
        assertTrue(outcome.err().matches("healing: there is no " + missing + " on the PATH: .*\n"), outcome.err());
    }

    private static Path found(String command) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, command))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> Assumptions.abort("There is no " + command + " on the PATH"));
    }
}

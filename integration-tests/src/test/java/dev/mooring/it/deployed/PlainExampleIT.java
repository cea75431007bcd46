package dev.mooring.it.deployed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.it.pages.Docs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The example {@code examples/plain}: a server is killed, and another one goes on with the client's token. */
class PlainExampleIT {
    private static final Path EXAMPLE = Docs.ROOT.resolve("examples").resolve("plain");
    private static final Map<String, String> JAVA = Map.of("JAVA_HOME", System.getProperty("java.home"));

    private static Command.Outcome run(Map<String, String> environment, String... arguments) {
        return Command.run(
                EXAMPLE,
                "",
                environment,
                Stream.concat(Stream.of(EXAMPLE.resolve("run").toString()), Stream.of(arguments))
                        .toList());
    }

    /** The number of a process is another one each time. */
    private static String withoutProcess(String text) {
        return text.replaceAll("process \\d+", "process N");
    }

    @Test
    void story_whenRun_isTheOneThatItsPageTells() {
        Command.Outcome outcome = run(JAVA);
        assertEquals(0, outcome.exitCode(), outcome::err);
        String told = Docs.blocks("examples/plain/README.md", "").get(1);
        assertEquals(withoutProcess(told), withoutProcess(outcome.out()));
    }

    @Test
    void argument_thatIsNotThere_isNamed() {
        Command.Outcome outcome = run(JAVA, "--kills");
        assertEquals(new Command.Outcome(2, "", "plain: there is no argument --kills: it takes none\n"), outcome);
    }

    @Test
    void java_thatIsMissing_isNamed() {
        Command.Outcome outcome = run(Map.of("JAVA_HOME", "/nowhere"));
        assertEquals(2, outcome.exitCode());
        assertTrue(outcome.err().startsWith("plain: there is no /nowhere/bin/java: "), outcome::err);
        assertEquals(List.of(), outcome.out().lines().toList());
    }
}

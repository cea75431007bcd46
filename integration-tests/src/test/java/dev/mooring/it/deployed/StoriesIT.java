package dev.mooring.it.deployed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.it.pages.Docs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples that tell a story of a server that ends, and of another one that goes on with the client's token. */
class StoriesIT {
    private static final Map<String, String> JAVA = Map.of("JAVA_HOME", System.getProperty("java.home"));

    private static Command.Outcome run(String example, Map<String, String> environment, String... arguments) {
        Path folder = Docs.ROOT.resolve("examples").resolve(example);
        return Command.run(
                folder,
                "",
                environment,
                Stream.concat(Stream.of(folder.resolve("run").toString()), Stream.of(arguments))
                        .toList());
    }

    /** The number of a process is another one each time. */
    private static String withoutProcess(String text) {
        return text.replaceAll("process \\d+", "process N");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "spring-boot"})
    void story_whenRun_isTheOneThatItsPageTells(String example) {
        Command.Outcome outcome = run(example, JAVA);
        assertEquals(0, outcome.exitCode(), outcome::err);
        String told = Docs.blocks("examples/" + example + "/README.md", "").get(1);
        assertEquals(withoutProcess(told), withoutProcess(outcome.out()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "spring-boot"})
    void argument_thatIsNotThere_isNamed(String example) {
        Command.Outcome outcome = run(example, JAVA, "--kills");
        assertEquals(new Command.Outcome(2, "", example + ": there is no argument --kills: it takes none\n"), outcome);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "spring-boot"})
    void java_thatIsMissing_isNamed(String example) {
        Command.Outcome outcome = run(example, Map.of("JAVA_HOME", "/nowhere"));
        assertEquals(2, outcome.exitCode());
        assertTrue(outcome.err().startsWith(example + ": there is no /nowhere/bin/java: "), outcome::err);
        assertEquals(List.of(), outcome.out().lines().toList());
    }
}

package dev.mooring.it.deployed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real processes: a session is suspended in one JVM, which is killed, and resumed in another, once. */
class DemoIT {
    /** What the demo says of what happened, in this order. */
    private static final List<String> STORY = List.of(
            "A suspends",
            "A is killed",
            "B resumes",
            "B is asked again",
            "-3: ids go on",
            "REPLAYED",
            "generation 3",
            "REPLAYED",
            "RESTORE_REFUSED",
            "All as it should be");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void session_whoseServerIsKilled_isResumedOnceByAnother(PathKind kind) {
        Command.Outcome outcome = Deployment.on(kind)
                .with(Part.API, Part.JSON, Part.HMAC, Part.CLI)
                .in(folder)
                .run("dev.mooring.cli", "dev.mooring.cli.Mooring", "demo");
        assertEquals(0, outcome.exitCode(), outcome.err());
        assertTold(outcome.out());
    }

    static void assertTold(String out) {
        int from = 0;
        for (String part : STORY) {
            from = out.indexOf(part, from);
            assertTrue(from >= 0, () -> part + " is missing in " + out);
            from += part.length();
        }
    }
}

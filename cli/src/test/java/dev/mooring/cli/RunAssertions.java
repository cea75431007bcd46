package dev.mooring.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What holds for every run with a given exit code. */
final class RunAssertions {

    private RunAssertions() {}

    static void assertDone(Run run) {
        assertEquals("", run.err());
        assertEquals(0, run.exitCode());
    }

    static void assertRefused(String reason, Run run) {
        assertEquals(1, run.exitCode(), run::err);
        assertEquals("", run.out());
        assertTrue(run.err().matches(reason + ": [^\\n]+\\R"), run::err);
    }

    /** One sentence on standard error that holds the given facts, and nothing else anywhere. */
    static void assertUnusable(Run run, String... facts) {
        assertEquals(2, run.exitCode(), run::err);
        assertEquals("", run.out());
        assertTrue(run.err().matches("[A-Z-][^\\n]+[^.\\n]\\R"), run::err);
        assertFalse(run.err().contains("unexpectedly"), run::err);
        for (String fact : facts) {
            assertTrue(run.err().contains(fact), run::err);
        }
    }
}

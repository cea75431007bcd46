package dev.mooring.cli;

import dev.mooring.token.ResumeTokenException;
import picocli.CommandLine.ParameterException;

/** The command's exit codes, and the messages that go with them. Never a stack trace. */
final class ExitCode {
    static final int DONE = 0;

    /**
     * A token or snapshot is refused. A JVM that does not start exits with 1 as well, so the launcher asks for another
     * code, and turns that into 1.
     */
    static final int REFUSED = Integer.getInteger("mooring.exit.refused", 1);

    static final int UNUSABLE = 2;

    private ExitCode() {}

    /** The arguments are wrong. */
    static int wrongUsage(Console console, ParameterException e) {
        WrongUsage.tell(console, e);
        return UNUSABLE;
    }

    /** A command has failed. */
    static int failed(Console console, Throwable e) {
        if (e instanceof ResumeTokenException refusal) {
            console.say(refusal.reason() + ": " + refusal.getMessage());
            return REFUSED;
        }
        String said = e.getMessage();
        console.say(
                said != null && saysWhatToDo(e)
                        ? said
                        : "The command ended unexpectedly (" + e.getClass().getName()
                                + "): this is a fault of mooring or of a provider, so please report it");
        return UNUSABLE;
    }

    /** The API tells wrong settings and deployments by these two, with a sentence; anything else was not foreseen. */
    private static boolean saysWhatToDo(Throwable e) {
        return e instanceof UnusableException
                || e instanceof IllegalArgumentException
                || e instanceof IllegalStateException;
    }
}

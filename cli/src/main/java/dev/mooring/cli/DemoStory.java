package dev.mooring.cli;

import dev.mooring.api.ledger.ResumeAttempt;
import java.util.UUID;

/** The first part of the demo: a live session outlives its server, and becomes live once. */
final class DemoStory {
    private static final String SESSION = UUID.randomUUID().toString();
    private static final String OTHER_SESSION = UUID.randomUUID().toString();

    private final Console console;
    private final String tenant;
    private boolean good = true;

    DemoStory(Console console, String tenant) {
        this.console = console;
        this.tenant = tenant;
    }

    /**
     * Tells it.
     *
     * @param a suspends the session and is killed
     * @param b resumes it
     * @param thief the server on which somebody else tries the token: a third server if all share a ledger, or else b
     * @return whether all was as it should be
     */
    boolean tell(DemoJvm a, DemoJvm b, DemoJvm thief) {
        console.print(console.style().bold("A live session outlives its server"));
        String withdrawn = suspendAnother(a);
        String token = suspend(a);
        ResumeAttempt attempt = ResumeAttempt.random();
        resumeAndAskAgain(b, token, attempt);
        goOn(b);
        refuse(thief, token, ResumeAttempt.random(), "REPLAYED", "the token from somebody else, in another attempt");
        resumeOnceMore(b);
        refuse(b, token, attempt, "REPLAYED", "the first token, of an older generation, even in its own attempt");
        refuse(
                b,
                withdrawn,
                ResumeAttempt.random(),
                "RESTORE_REFUSED",
                "a session with an object that nobody may have now");
        console.print("");
        return good;
    }

    /** A session whose only object is not granted again. */
    private String suspendAnother(DemoJvm a) {
        a.ask("begin", tenant, OTHER_SESSION);
        a.ask("export", OTHER_SESSION, DemoObjects.PAYROLL);
        return token(a.ask("suspend", OTHER_SESSION));
    }

    private String suspend(DemoJvm a) {
        step(
                a,
                "begins a session and exports live objects: a calculator as -1, a counter as -2",
                "live 1, exported -1, exported -2",
                a.ask("begin", tenant, SESSION),
                a.ask("export", SESSION, DemoObjects.CALCULATOR),
                a.ask("export", SESSION, DemoObjects.COUNTER));
        step(
                a,
                "is called: the calculator adds 40 and says 40, the counter says 1",
                "returned 40, returned 1",
                a.ask("call", SESSION, "-1", "40"),
                a.ask("call", SESSION, "-2", "0"));
        String suspended = a.ask("suspend", SESSION);
        String token = token(suspended);
        String size = console.style().grouped(token.length());
        step(
                a,
                "suspends the session into a token of " + size + " characters",
                "suspended",
                suspended.split(" ")[0]);
        int exitCode = a.kill();
        step(a, "is killed", "killed", exitCode == ExitCode.DONE ? "ended by itself" : "killed");
        return token;
    }

    private void resumeAndAskAgain(DemoJvm b, String token, ResumeAttempt attempt) {
        String answer = b.ask("resume", tenant, attempt.text(), token);
        step(
                b,
                "resumes it as generation 2, its application grants both objects again; the answer is lost",
                "live 2",
                withoutToken(answer));
        step(
                b,
                "is asked again in the same attempt: the same session, the same next token",
                answer,
                b.ask("resume", tenant, attempt.text(), token));
    }

    private void goOn(DemoJvm b) {
        step(
                b,
                "is called: the calculator adds 2 and says 42, the counter says 2",
                "returned 42, returned 2",
                b.ask("call", SESSION, "-1", "2"),
                b.ask("call", SESSION, "-2", "0"));
        step(
                b,
                "exports another calculator as -3: ids go on where A stopped",
                "exported -3",
                b.ask("export", SESSION, DemoObjects.CALCULATOR));
    }

    private void resumeOnceMore(DemoJvm b) {
        String next = token(b.ask("suspend", SESSION));
        step(
                b,
                "suspends the session and resumes it as generation 3",
                "live 3",
                withoutToken(b.ask("resume", tenant, ResumeAttempt.random().text(), next)));
    }

    private void refuse(DemoJvm server, String token, ResumeAttempt attempt, String reason, String what) {
        step(
                server,
                "refuses " + what + ": " + reason,
                "refused " + reason,
                withoutToken(server.ask("resume", tenant, attempt.text(), token)));
    }

    private void step(DemoJvm server, String text, String expected, String... answers) {
        String answer = String.join(", ", answers);
        boolean asExpected = answer.equals(expected);
        good &= asExpected;
        console.print(console.style().mark(asExpected) + " " + console.style().bold(server.name()) + " " + text
                + (asExpected ? "" : ", but: " + withoutToken(answer)));
    }

    /** The last word of an answer. */
    private static String token(String answer) {
        return answer.substring(answer.lastIndexOf(' ') + 1);
    }

    private static String withoutToken(String answer) {
        return answer.replaceAll(" mrt1\\.\\S+", "");
    }
}

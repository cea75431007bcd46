package dev.mooring.cli;

import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.codec.json.JsonSnapshotCodec;
import dev.mooring.session.PersistentSessionManager;
import dev.mooring.session.ResumeOutcome;
import dev.mooring.session.ResumeOutcome.Refused;
import dev.mooring.session.ResumeOutcome.Resumed;
import dev.mooring.session.ResumeRequest;
import dev.mooring.session.Session;
import dev.mooring.token.OpenedToken;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A server of the demo, in a JVM of its own. Its arguments are key files; the first line that it reads is the ledger's
 * address, which may hold a password and so is no argument, and each further one a request of words, which it answers by
 * one line. It ends with its input.
 */
final class DemoServer {
    private final ResumeTokenManager tokens;
    private final PersistentSessionManager sessions;

    DemoServer(List<Path> keyFiles, SessionLedger ledger) {
        this.tokens = Managers.opening(keyFiles.get(0), keyFiles.subList(1, keyFiles.size()), InstantSource.system())
                .build();
        this.sessions = PersistentSessionManager.builder(tokens, DemoObjects::restore)
                .ledger(ledger)
                .maxSessionAge(DemoLedger.MEMORY)
                .build();
    }

    /**
     * Runs the server.
     *
     * @param keyFiles one for each sealer
     */
    public static void main(String[] keyFiles) {
        try (BufferedReader requests =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            PrintStream answers = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
            try (SessionLedger ledger = DemoLedger.read(requests.readLine()).open()) {
                new DemoServer(Arrays.stream(keyFiles).map(Path::of).toList(), ledger).serve(requests, answers);
            }
        } catch (Throwable e) {
            // the first JVM reports it
            System.out.println("failed " + e.getClass().getName());
            System.exit(ExitCode.UNUSABLE);
        }
    }

    void serve(BufferedReader requests, PrintStream answers) throws IOException {
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            answers.println(answer(line.split(" ")));
        }
    }

    private String answer(String... request) {
        try {
            return switch (request[0]) {
                case "open" -> open(request[1], request[2]);
                case "begin" -> begin(request[1], request[2]);
                case "resume" -> resume(request[1], request[2], request[3]);
                case "suspend" ->
                    "suspended " + sessions.suspend(session(request[1])).token().text();
                case "export" -> export(session(request[1]), request[2]);
                case "call" -> call(session(request[1]), Long.parseLong(request[2]), Long.parseLong(request[3]));
                default -> throw new IllegalArgumentException(request[0]);
            };
        } catch (ResumeTokenException e) {
            return "refused " + e.reason();
        } catch (RuntimeException e) {
            return "failed " + e.getClass().getSimpleName();
        }
    }

    /** Opens a token often enough to tell how long it takes. */
    private String open(String tenant, String token) {
        Timed<OpenedToken> opened = Timed.of(() -> tokens.open(token, context(tenant)));
        byte[] json = new JsonSnapshotCodec().encode(opened.result().snapshot());
        return "opened " + opened.nanos() + " " + Base64.getEncoder().encodeToString(json);
    }

    private String begin(String tenant, String sessionId) {
        return "live " + sessions.begin(sessionId, context(tenant)).generation();
    }

    private String resume(String tenant, String attempt, String token) {
        ResumeOutcome outcome = sessions.resume(ResumeRequest.of(token, context(tenant))
                .withAttempt(new ResumeAttempt(attempt))
                .replacingLive());
        if (outcome instanceof Resumed resumed) {
            return "live " + resumed.session().generation() + " "
                    + resumed.successor().text();
        }
        return "refused " + ((Refused) outcome).reason();
    }

    private static String export(Session session, String reference) {
        return "exported " + session.exports().exportStub(DemoObjects.create(reference), reference);
    }

    private static String call(Session session, long exportId, long argument) {
        return "returned "
                + session.exports().stub(exportId, DemoObjects.Live.class).call(session, argument);
    }

    private Session session(String sessionId) {
        return sessions.find(sessionId).orElseThrow();
    }

    private static TokenContext context(String tenant) {
        return TokenContext.of("tenant", tenant);
    }
}

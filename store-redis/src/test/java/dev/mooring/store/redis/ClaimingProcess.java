package dev.mooring.store.redis;

import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.ledger.SessionLedger.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A server of its own: claims one token of each of many sessions, and prints which ones it won. */
final class ClaimingProcess {
    private static final int SESSIONS = 500;

    private ClaimingProcess() {}

    /** Starts one that waits for a line on its input. */
    static Process start(URI address, String namespace) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        ClaimingProcess.class.getName(),
                        address.toString(),
                        namespace)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Everything that this test runs with, whether on the module path or on the class path. */
    private static String classPath() {
        try {
            Path tests = Path.of(
                    ClaimingProcess.class.getResource("ClaimingProcess.class").toURI());
            Path root = tests.resolve("../../../../..").normalize();
            List<String> paths = Stream.of(
                            root.toString(),
                            System.getProperty("jdk.module.path", ""),
                            System.getProperty("java.class.path", ""))
                    .filter(path -> !path.isEmpty())
                    .toList();
            return String.join(System.getProperty("path.separator"), paths);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Claims when told to. */
    public static void main(String[] arguments) throws Exception {
        LedgerSettings settings = TestClaims.PATIENT.withNamespace(arguments[1]);
        try (RedisLedger ledger = RedisLedger.open(URI.create(arguments[0]), settings)) {
            System.out.println("ready");
            System.in.read();
            for (int i = 0; i < SESSIONS; i++) {
                if (ledger.claim(TestClaims.first("s" + i, ResumeAttempt.random())) == Answer.CLAIMED) {
                    System.out.println("s" + i);
                }
            }
        }
    }

    static int sessions() {
        return SESSIONS;
    }
}

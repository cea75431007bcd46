package mooring.it.app;

import dev.mooring.token.OpenedToken;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.token.TokenContext;
import dev.mooring.api.snapshot.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Issues a token for each empty line that it reads, and opens the token in each other one. */
public final class App {
    private static final TokenContext CALLER = TokenContext.of("tenant", "Åland İstanbul");

    private App() {}

    public static void main(String[] args) throws IOException {
        // ASCII on both sides, whatever the platform's character set is
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.US_ASCII);
        try {
            ResumeTokenManager tokens = ResumeTokenManager.fromProperties(properties());
            serve(tokens, new PrintStream(System.out, true, StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException | IllegalStateException e) {
            err.println(e.getMessage());
            System.exit(2);
        }
    }

    private static Map<String, String> properties() {
        return System.getProperties().stringPropertyNames().stream()
                .collect(Collectors.toMap(Function.identity(), System::getProperty));
    }

    private static void serve(ResumeTokenManager tokens, PrintStream out) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(line.isEmpty() ? tokens.issue(session(Instant.now()), CALLER).text() : opened(tokens, line));
        }
    }

    private static String opened(ResumeTokenManager tokens, String text) {
        try {
            OpenedToken token = tokens.open(text, CALLER);
            boolean same = token.snapshot().equals(session(token.snapshot().createdAt()));
            return (same ? "opened " : "DIFFERS ") + token.header().codecId() + " "
                    + token.header().sealerId();
        } catch (ResumeTokenException e) {
            return "refused " + e.reason();
        }
    }

    private static SessionSnapshot session(Instant createdAt) {
        return SessionSnapshot.builder("3f0c7e3a-ıİ", createdAt)
                .importStub(1, "svc:calculator")
                .importPromise(-3, "p-7")
                .exportStub(-1, "user-profile:42")
                .exportRejected(-2, Value.error("TypeError", "not a function"))
                .variable("cart", Value.from(List.of("tea", 2, 12.5, true)))
                .variable("big", Value.of(BigInteger.TWO.pow(90)))
                .variable("seen", Value.of(Instant.parse("2026-11-23T10:00:00.123Z")))
                .variable("bytes", Value.of(new byte[] {0, 1, -1}))
                .variable("odd", Value.from(Arrays.asList(null, Double.NaN, -0.0, 1e-7)))
                .variable("object", Value.from(Map.of("naïve 😀", "ıİ")))
                .capability("calculator")
                .build();
    }
}

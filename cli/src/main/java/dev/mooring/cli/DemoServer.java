package dev.mooring.cli;

import dev.mooring.codec.json.JsonSnapshotCodec;
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
 * The server in the demo's second JVM. Its arguments are key files; each line that it reads is a tenant and a token, and
 * each line that it answers is {@code opened NANOS SNAPSHOT} or {@code refused REASON}. It ends with its input.
 */
final class DemoServer {
    private final ResumeTokenManager tokens;

    DemoServer(List<Path> keyFiles) {
        this.tokens = Managers.opening(keyFiles.get(0), keyFiles.subList(1, keyFiles.size()), InstantSource.system());
    }

    /**
     * Runs the server.
     *
     * @param keyFiles one for each sealer
     */
    public static void main(String[] keyFiles) {
        try {
            new DemoServer(Arrays.stream(keyFiles).map(Path::of).toList())
                    .serve(
                            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII)),
                            new PrintStream(System.out, true, StandardCharsets.US_ASCII));
        } catch (Throwable e) {
            // the first JVM reports it
            System.out.println("failed " + e.getClass().getName());
            System.exit(ExitCode.UNUSABLE);
        }
    }

    void serve(BufferedReader requests, PrintStream answers) throws IOException {
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            int blank = line.indexOf(' ');
            answers.println(answer(line.substring(0, blank), line.substring(blank + 1)));
        }
    }

    private String answer(String tenant, String token) {
        TokenContext context = TokenContext.of("tenant", tenant);
        try {
            Timed<OpenedToken> opened = Timed.of(() -> tokens.open(token, context));
            byte[] json = new JsonSnapshotCodec().encode(opened.result().snapshot());
            return "opened " + opened.nanos() + " " + Base64.getEncoder().encodeToString(json);
        } catch (ResumeTokenException e) {
            return "refused " + e.reason();
        }
    }
}

package dev.mooring.it.deployed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The application of {@code src/test/modules}, running in a JVM of its own. */
final class Server implements AutoCloseable {
    private final Path err;
    private final Process process;
    private final Writer requests;
    private final BufferedReader answers;

    Server(Path folder, List<String> command) {
        try {
            err = Files.createTempFile("mooring-it", ".err");
            process =
                    Command.builder(folder, command).redirectError(err.toFile()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        requests = process.outputWriter(StandardCharsets.US_ASCII);
        answers = process.inputReader(StandardCharsets.US_ASCII);
        CompletableFuture.delayedExecutor(Command.PATIENCE_SECONDS, TimeUnit.SECONDS)
                .execute(process::destroyForcibly);
    }

    /** Has it issue a token for the application's session. */
    String issue() {
        return ask("");
    }

    /** Has it open a token; the answer is {@code opened CODEC SEALER} or {@code refused REASON}. */
    String open(String token) {
        return ask(token);
    }

    private String ask(String request) {
        try {
            requests.write(request + "\n");
            requests.flush();
            String answer = answers.readLine();
            if (answer != null) {
                return answer;
            }
        } catch (IOException e) {
            // the pipe is broken, because the process has ended
        }
        try {
            throw new AssertionError("The server ended: " + Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.onExit().join();
            Files.delete(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

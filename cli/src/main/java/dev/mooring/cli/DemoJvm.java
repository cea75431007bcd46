package dev.mooring.cli;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SnapshotFormatException;
import dev.mooring.codec.json.JsonSnapshotCodec;
import dev.mooring.token.ResumeTokenException.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A JVM that runs {@link DemoServer}, started like this one: from modules, from the class path, or from an image. */
final class DemoJvm implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    /** The server's answer to a token. */
    sealed interface Answer {
        /** It opened it, in so many nanoseconds. */
        record Opened(SessionSnapshot snapshot, long nanos) implements Answer {}

        /** It refused it. */
        record Refused(Reason reason) implements Answer {}
    }

    private final String name;
    private final Process process;
    private final BufferedReader answers;

    DemoJvm(String name, Collection<Path> keyFiles, DemoLedger ledger) {
        this.name = name;
        List<String> command = command();
        keyFiles.forEach(file -> command.add(file.toString()));
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UnusableException("Another JVM cannot be started: check that " + command.get(0) + " can be run");
        }
        answers = process.inputReader(StandardCharsets.US_ASCII);
        try {
            tell(ledger.line());
        } catch (IOException e) {
            throw ended();
        }
    }

    private static List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                // without a garbage collector, which would clash with one that JAVA_TOOL_OPTIONS names
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1"));
        addPath(command, "-p", "jdk.module.path");
        addPath(command, "-cp", "java.class.path");
        Module module = DemoServer.class.getModule();
        if (module.isNamed()) {
            command.addAll(List.of("-m", module.getName() + "/" + DemoServer.class.getName()));
        } else {
            command.add(DemoServer.class.getName());
        }
        return command;
    }

    private static void addPath(List<String> command, String option, String property) {
        String path = System.getProperty(property, "");
        if (!path.isEmpty()) {
            command.addAll(List.of(option, path));
        }
    }

    /** Its name in the demo. */
    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    /** Has the server open a token in a tenant's context. */
    Answer open(String tenant, String token) {
        String[] answer = ask("open", tenant, token).split(" ");
        return switch (answer[0]) {
            case "opened" -> new Answer.Opened(snapshot(answer[2]), Long.parseLong(answer[1]));
            case "refused" -> new Answer.Refused(Reason.valueOf(answer[1]));
            default -> throw ended();
        };
    }

    /** Sends a request to the server, and returns the answer. */
    String ask(String... request) {
        try {
            tell(String.join(" ", request));
            String answer = CompletableFuture.supplyAsync(this::readLine).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (answer == null) {
                throw ended();
            }
            return answer;
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw ended();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ended();
        }
    }

    private void tell(String line) throws IOException {
        OutputStream requests = process.getOutputStream();
        requests.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        requests.flush();
    }

    private String readLine() {
        try {
            return answers.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static UnusableException ended() {
        return new UnusableException("A JVM of the demo does not answer: check that there is memory for a few, and that"
                + " JAVA_TOOL_OPTIONS and JDK_JAVA_OPTIONS hold nothing that stops it");
    }

    private static SessionSnapshot snapshot(String base64) {
        try {
            return new JsonSnapshotCodec().decode(Base64.getDecoder().decode(base64), SnapshotLimits.DEFAULT);
        } catch (SnapshotFormatException e) {
            throw new UnusableException("A JVM of the demo answered with no snapshot: " + e.getMessage());
        }
    }

    /** Ends the server as a power cut does, and returns the exit code of its process. */
    int kill() {
        try {
            return process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ended();
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}

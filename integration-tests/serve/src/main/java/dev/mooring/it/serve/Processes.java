package dev.mooring.it.serve;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A process that says how far it is, a line each. */
final class Processes implements AutoCloseable {
    private final Process process;
    private final BufferedReader said;
    private final StringBuilder all = new StringBuilder();

    private Processes(Process process) {
        this.process = process;
        said = process.inputReader(StandardCharsets.UTF_8);
    }

    static Processes start(List<String> command) throws IOException {
        return new Processes(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Waits for a line that begins with a word, and returns the rest of it. */
    String await(String word) throws IOException {
        String line = said.readLine();
        while (line != null) {
            all.append(line).append('\n');
            if (line.startsWith(word)) {
                return line.substring(word.length()).strip();
            }
            line = said.readLine();
        }
        return fail("It ended without saying " + word + ":\n" + all);
    }

    /** Everything that was read. */
    String all() {
        return all.toString();
    }

    void tell(String line) throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).write(line + "\n");
        process.outputWriter(StandardCharsets.UTF_8).flush();
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}

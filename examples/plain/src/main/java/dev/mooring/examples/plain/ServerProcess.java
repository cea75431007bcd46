package dev.mooring.examples.plain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A server in a process of its own, on the module path of this one. */
final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final int port;

    private ServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static ServerProcess start(Path keys) throws IOException {
        Module module = ServerProcess.class.getModule();
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-p",
                        System.getProperty("jdk.module.path"),
                        "-m",
                        module.getName() + "/" + Main.class.getName(),
                        "serve",
                        keys.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = process.inputReader(StandardCharsets.US_ASCII).readLine();
        if (line == null) {
            throw new IOException("A server did not start: its error is above");
        }
        return new ServerProcess(process, Integer.parseInt(line));
    }

    int port() {
        return port;
    }

    /** Ends it as a power cut does, and returns the number of the process. */
    long kill() {
        process.destroyForcibly().onExit().join();
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

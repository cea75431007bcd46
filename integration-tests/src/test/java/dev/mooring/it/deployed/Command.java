package dev.mooring.it.deployed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a process to its end. */
public final class Command {
    /** Guards against a hang and nothing else. */
    public static final long PATIENCE_SECONDS = 180;

    /**
     * What became of a process.
     *
     * @param exitCode its exit code
     * @param out its standard output
     * @param err its standard error
     */
    public record Outcome(int exitCode, String out, String err) {}

    private Command() {}

    /** The java command of the JDK that runs this test, with options for short runs. */
    public static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m");
    }

    public static Outcome run(Path folder, String in, List<String> command) {
        return run(folder, in, Map.of(), command);
    }

    public static Outcome run(Path folder, String in, Map<String, String> environment, List<String> command) {
        try {
            Path files = Files.createTempDirectory("mooring-it");
            try {
                return run(folder, Files.writeString(files.resolve("in"), in), environment, command);
            } finally {
                for (String name : List.of("in", "out", "err")) {
                    Files.deleteIfExists(files.resolve(name));
                }
                Files.delete(files);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Outcome run(Path folder, Path in, Map<String, String> environment, List<String> command)
            throws IOException {
        // files, as a pipe that nobody reads would stop the process
        Path out = in.resolveSibling("out");
        Path err = in.resolveSibling("err");
        ProcessBuilder builder =
                builder(folder, command).redirectInput(in.toFile()).redirectOutput(out.toFile());
        builder.environment().putAll(environment);
        Process process = builder.redirectError(err.toFile()).start();
        return new Outcome(
                exitCode(process),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    /** A process with a plain environment: what the JVM takes from it, and says on standard error, is not asked for. */
    public static ProcessBuilder builder(Path folder, List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toAbsolutePath().toFile());
        List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH").forEach(builder.environment()::remove);
        return builder;
    }

    private static int exitCode(Process process) {
        try {
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            throw new AssertionError("The process hangs");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("The test was interrupted");
        } finally {
            process.destroyForcibly();
        }
    }
}

package dev.mooring.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import redis.embedded.core.ExecutableProvider;

/**
 * The {@code redis-server} that tests start: the one that {@code -Dredis.server=PATH} names, or else the real Redis in the
 * jar {@code embedded-redis}.
 *
 * @param command how to start it
 * @param problem why it cannot be used, or an empty text
 */
record RedisBinary(String command, String problem) {
    private static final String PROPERTY = "redis.server";
    private static final Pattern VERSION = Pattern.compile("v=([0-9]+)\\.([0-9]+)\\.");
    private static final int LEAST_VERSION = 6_02;

    private static final RedisBinary FOUND = isChosen() ? chosen() : embedded();

    /** The command, or a failure if the chosen server cannot be used, or a skip if the embedded one cannot. */
    static String find() {
        if (!FOUND.problem.isEmpty() && isChosen()) {
            throw new IllegalStateException(
                    "The server that -D" + PROPERTY + " names cannot be used: " + FOUND.problem);
        }
        Assumptions.assumeTrue(
                FOUND.problem.isEmpty(),
                () -> "The Redis in embedded-redis cannot be used on this machine: " + FOUND.problem
                        + "; name another one by -D" + PROPERTY + "=PATH");
        return FOUND.command;
    }

    private static boolean isChosen() {
        return !System.getProperty(PROPERTY, "").isBlank();
    }

    private static RedisBinary chosen() {
        String path = System.getProperty(PROPERTY).strip();
        return tried(() -> path.contains("/") ? Repository.resolve(path).toString() : path);
    }

    private static RedisBinary embedded() {
        return tried(() -> {
            Path target = Path.of("target");
            Path folder = Files.isDirectory(target)
                    ? Files.createTempDirectory(target.toAbsolutePath(), "redis-server-")
                    : Files.createTempDirectory("redis-server-");
            folder.toFile().deleteOnExit();
            Path binary = ExecutableProvider.newJarResourceProvider(folder.toFile())
                    .get()
                    .toPath();
            binary.toFile().deleteOnExit();
            return binary.toString();
        });
    }

    private static RedisBinary tried(Callable<String> command) {
        try {
            String found = command.call();
            return new RedisBinary(found, problem(found));
        } catch (Exception e) {
            return new RedisBinary("", e.toString());
        }
    }

    private static String problem(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command, "--version")
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        Matcher version = VERSION.matcher(output);
        if (process.waitFor() != 0 || !version.find()) {
            return "--version says: " + output;
        }
        int found = Integer.parseInt(version.group(1)) * 100 + Integer.parseInt(version.group(2));
        return found < LEAST_VERSION ? "it is older than 6.2: " + output : "";
    }
}

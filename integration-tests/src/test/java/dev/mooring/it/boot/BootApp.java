package dev.mooring.it.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mooring.it.deployed.Command;
import dev.mooring.it.deployed.PathKind;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A Spring Boot application in a JVM of its own. */
final class BootApp implements AutoCloseable {
    private static final Path SOURCES = Path.of("src/test/boot-app");

    private final Process process;
    private final BufferedReader said;
    private final List<String> lines = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;

    /** Starts it and waits until it serves. */
    BootApp(Path folder, List<Path> path, String main, Map<String, String> environment) {
        List<String> command = new ArrayList<>(Command.java());
        command.addAll(List.of(
                "-Dserver.port=0",
                "-Dmanagement.endpoints.web.exposure.include=health,metrics,mooring",
                "-Dmanagement.endpoint.health.show-details=always",
                "-Dspring.main.banner-mode=off",
                "-cp",
                PathKind.joined(path),
                main));
        ProcessBuilder builder = Command.builder(folder, command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        said = process.inputReader(StandardCharsets.UTF_8);
        CompletableFuture.delayedExecutor(Command.PATIENCE_SECONDS, TimeUnit.SECONDS)
                .execute(process::destroyForcibly);
        address = URI.create("http://localhost:" + lineAfter("port "));
    }

    /** Compiles applications, each a folder of sources. */
    static Path compiled(Path target, List<Path> path, Path... sources) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--release", "17", "-parameters", "-proc:none", "-cp", PathKind.joined(path), "-d", target.toString()));
        for (Path each : sources) {
            arguments.add(each.toString());
        }
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, messages, arguments.toArray(String[]::new));
        assertEquals(0, result, () -> messages.toString(StandardCharsets.UTF_8));
        return target;
    }

    static Path source(String name) {
        return SOURCES.resolve(name);
    }

    URI address(String scheme, String path) {
        return URI.create(scheme + "://localhost:" + address.getPort() + path);
    }

    /** The rest of the next line that begins like this. */
    String lineAfter(String start) {
        try {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                lines.add(line);
                if (line.startsWith(start)) {
                    return line.substring(start.length());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("It ended without a line that begins with " + start + ": " + lines);
    }

    String get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    String post(String path, String body) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(address.resolve(path))
                                .header("Content-Type", "text/plain")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    HttpClient client() {
        return client;
    }

    /** As a deploy does; everything that it says until its end. */
    List<String> terminate() throws IOException, InterruptedException {
        process.toHandle().destroy(); // which closes no stream
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            lines.add(line);
        }
        process.waitFor();
        return lines;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** What is needed to compile and to run, in front of the class path of a Boot. */
    static List<Path> with(Path classes, List<Path> path) {
        return Stream.concat(Stream.of(classes), path.stream()).toList();
    }

    /** The file of a class that stands on a page. */
    static Path written(Path folder, String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}

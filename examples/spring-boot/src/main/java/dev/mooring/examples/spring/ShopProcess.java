package dev.mooring.examples.spring;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shop in a process of its own, on the class path of this one. */
final class ShopProcess implements AutoCloseable {
    private static final Pattern STATUS = Pattern.compile("\"mooring\":.*?\"status\":\"([A-Z_]+)\"");

    private final Process process;
    private final int port;

    private ShopProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it, and waits until it serves. */
    static ShopProcess start(Path folder) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ShopApplication.class.getName(),
                        "--server.address=127.0.0.1",
                        "--server.port=0",
                        "--shop.folder=" + folder))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder before = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith("port ")) {
                return new ShopProcess(process, Integer.parseInt(line.substring("port ".length())));
            }
            before.append(line).append('\n');
        }
        throw new IOException("The shop did not start:\n" + before);
    }

    int port() {
        return port;
    }

    /** The status of the starter's part in the health of the application, which asks the ledger. */
    String health() throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/health"))
                .build();
        try {
            String answer = HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body();
            Matcher status = STATUS.matcher(answer);
            if (status.find()) {
                return status.group(1);
            }
            throw new IOException("The health has no component mooring: " + answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while the shop was asked", e);
        }
    }

    /** Asks it to stop, by SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Waits for its end if it was asked to stop, and otherwise ends it. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}

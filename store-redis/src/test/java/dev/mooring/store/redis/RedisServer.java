package dev.mooring.store.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A real server on a free loopback port, with nothing on disk. Tests are skipped where none is installed. */
final class RedisServer implements AutoCloseable {
    private static final boolean INSTALLED = isInstalled();
    private static final int TRIES = 5;

    private final Path folder;
    private final List<String> options;
    private int port;
    private Process process;

    private RedisServer(Path folder, List<String> options) {
        this.folder = folder;
        this.options = options;
    }

    private static boolean isInstalled() {
        try {
            return new ProcessBuilder("redis-server", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static RedisServer start(Path folder, String... options) {
        assumeTrue(INSTALLED, "redis-server is not installed");
        RedisServer server = new RedisServer(folder, List.of(options));
        // a free port can be taken by somebody else before the server takes it
        for (int i = 0; i < TRIES && !server.isRunning(); i++) {
            server.port = freePort();
            server.launch();
        }
        assertTrue(server.isRunning(), "redis-server did not start");
        return server;
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isRunning() {
        return process != null && process.isAlive();
    }

    private void launch() {
        String portOption = options.contains("--tls-cert-file") ? "--tls-port" : "--port";
        List<String> command = new ArrayList<>(List.of("redis-server", "--bind", "127.0.0.1", "--port", "0"));
        command.addAll(List.of(portOption, "" + port));
        command.addAll(List.of("--save", "", "--appendonly", "no", "--dir", folder.toString()));
        command.addAll(options);
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
            BufferedReader log =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line = log.readLine();
            while (line != null && !line.contains("Ready to accept connections")) {
                line = log.readLine();
            }
            drain(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void drain(Process process) {
        Thread reader = new Thread(() -> {
            try {
                process.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException gone) {
                // killed
            }
        });
        reader.setDaemon(true);
        reader.start();
    }

    /** Ends the server at once, as a crash would. */
    void kill() {
        try {
            assertTrue(process.destroyForcibly().waitFor(30, TimeUnit.SECONDS), "redis-server does not end");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Has it neither read nor write until {@link #thaw}, as behind a broken network. */
    void freeze() {
        signal("STOP");
    }

    void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int failed = new ProcessBuilder("kill", "-" + name, "" + process.pid())
                    .start()
                    .waitFor();
            assertEquals(0, failed, "kill -" + name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts it again on its port; it remembers nothing. */
    void restart() {
        launch();
        assertTrue(isRunning(), "redis-server did not start again");
    }

    int port() {
        return port;
    }

    URI address(String more) {
        return URI.create("redis://127.0.0.1:" + port + more);
    }

    /** Does something as an operator would. */
    <T> T tell(Function<RedisCommands<String, String>, T> work) {
        RedisClient client = RedisClient.create(RedisURI.create("127.0.0.1", port));
        try {
            return work.apply(client.connect().sync());
        } finally {
            client.shutdown(0, 5, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        kill();
    }
}

package dev.mooring.support;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A real Redis process on a free loopback port: a server with nothing on disk, a node of a cluster, or a Sentinel. If none
 * can be started on this machine, the calling test is skipped with the reason.
 */
public final class RedisServer implements AutoCloseable {
    private static final int TRIES = 10;

    /** A node of a cluster uses its port plus 10,000 too. */
    private static final int GREATEST_PORT = 65_535 - 10_000;

    private final List<String> options;
    private final boolean sentinel;
    private final Path folder;
    private int port;
    private @Nullable Process process;
    private String log = "";

    private RedisServer(Path folder, boolean sentinel, List<String> options) {
        this.folder = folder;
        this.sentinel = sentinel;
        this.options = options;
    }

    /**
     * Starts a server.
     *
     * @param folder the folder that it runs in
     * @param options more of its options, such as {@code --requirepass}
     * @return the server, which accepts connections
     */
    public static RedisServer start(Path folder, String... options) {
        return started(new RedisServer(folder, false, List.of(options)));
    }

    /**
     * Starts a node of a cluster. It belongs to no cluster yet and has no slots.
     *
     * @param folder the folder that it runs in, and in which no other node runs
     * @param options more of its options
     * @return the node, which accepts connections
     */
    public static RedisServer startClusterNode(Path folder, String... options) {
        List<String> all = new ArrayList<>(List.of("--cluster-enabled", "yes", "--cluster-node-timeout", "2000"));
        all.addAll(List.of(options));
        return started(new RedisServer(folder, false, all));
    }

    /**
     * Starts a Sentinel, which alone decides about a failover, and does so a second after a server is lost.
     *
     * @param folder the folder that it runs in, and in which no other Sentinel runs
     * @param name the name of the server that it watches
     * @param primary the primary of that name
     * @param lines more lines of its configuration
     * @return the Sentinel, which accepts connections
     */
    public static RedisServer startSentinel(Path folder, String name, RedisServer primary, String... lines) {
        List<String> all = new ArrayList<>(List.of(
                "sentinel monitor " + name + " 127.0.0.1 " + primary.port() + " 1",
                "sentinel down-after-milliseconds " + name + " 1000",
                "sentinel failover-timeout " + name + " 4000"));
        all.addAll(List.of(lines));
        return started(new RedisServer(folder, true, all));
    }

    private static RedisServer started(RedisServer server) {
        RedisBinary.find();
        // a free port can be taken by somebody else before the server takes it
        for (int i = 0; i < TRIES && !server.isRunning(); i++) {
            server.port = lowFreePort();
            server.launch();
        }
        if (!server.isRunning()) {
            throw new IllegalStateException("redis-server did not start: " + server.log);
        }
        return server;
    }

    private static int lowFreePort() {
        int free = freePort();
        while (free > GREATEST_PORT) {
            free = freePort();
        }
        return free;
    }

    /**
     * A port of the loopback interface at which nobody listens.
     *
     * @return the port
     */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isRunning() {
        return process != null && process.isAlive();
    }

    private Process running() {
        return Objects.requireNonNull(process, "process");
    }

    private void launch() {
        try {
            Process started = new ProcessBuilder(sentinel ? sentinelCommand() : serverCommand())
                    .redirectErrorStream(true)
                    .start();
            process = started;
            OpenProcesses.add(started);
            if (!becomesReady(started)) {
                started.destroyForcibly().waitFor();
            }
            drain(started);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> serverCommand() {
        String portOption = options.contains("--tls-cert-file") ? "--tls-port" : "--port";
        List<String> command = new ArrayList<>(List.of(RedisBinary.find(), "--bind", "127.0.0.1", "--port", "0"));
        command.addAll(List.of(portOption, "" + port, "--cluster-config-file", "nodes-" + port + ".conf"));
        command.addAll(List.of("--save", "", "--appendonly", "no", "--dir", folder.toString()));
        command.addAll(options);
        return command;
    }

    private List<String> sentinelCommand() throws IOException {
        boolean encrypted = options.stream().anyMatch(line -> line.startsWith("tls-cert-file "));
        List<String> lines = new ArrayList<>(
                List.of("bind 127.0.0.1", encrypted ? "port 0\ntls-port " + port : "port " + port, "dir " + folder));
        lines.addAll(options);
        Path file = Files.write(folder.resolve("sentinel-" + port + ".conf"), lines);
        return List.of(RedisBinary.find(), file.toString(), "--sentinel");
    }

    private boolean becomesReady(Process starting) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(starting.getInputStream(), StandardCharsets.UTF_8));
        String sign = sentinel ? "Sentinel ID is" : "Ready to accept connections";
        StringBuilder said = new StringBuilder();
        String line = output.readLine();
        while (line != null && !line.contains(sign)) {
            said.append(line).append('\n');
            line = output.readLine();
        }
        log = said.toString();
        return line != null;
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

    /** Ends the process at once, as a crash would. */
    public void kill() {
        try {
            if (!running().destroyForcibly().waitFor(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("redis-server does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops it until {@link #thaw}: it neither reads nor writes, as behind a broken network. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets it go on after {@link #freeze}. */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int exit = new ProcessBuilder("kill", "-" + name, "" + running().pid())
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("kill -" + name + " ended with " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts it again on its port after {@link #kill}; a server remembers nothing. */
    public void restart() {
        launch();
        if (!isRunning()) {
            throw new IllegalStateException("redis-server did not start again: " + log);
        }
    }

    /**
     * Tells the port at which it listens.
     *
     * @return the port on 127.0.0.1
     */
    public int port() {
        return port;
    }

    /**
     * Its address as a ledger takes it.
     *
     * @param more the text after the port, such as {@code /0?wait=1}
     * @return the address
     */
    public URI address(String more) {
        return URI.create("redis://127.0.0.1:" + port + more);
    }

    /**
     * Does something as an operator would.
     *
     * @param work the commands
     * @param <T> the type of the answer
     * @return the answer
     */
    public <T> T tell(Function<RedisCommands<String, String>, T> work) {
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

package dev.mooring.store.redis;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A server on loopback that says of itself what a fit one does, and answers scripts as the test wants. */
final class FakeRedis implements AutoCloseable {
    /** Instead of a reply: the connection is closed. */
    static final String HANG_UP = "hang up";
    /** Instead of a reply: nothing. */
    static final String SILENCE = "";

    static final String FIT = "role:master\r\ncluster_enabled:0\r\nmaxmemory_policy:noeviction\r\n";

    /** Tells the raw reply to a command. */
    @FunctionalInterface
    interface Script {
        String replyTo(List<String> command) throws IOException;
    }

    private final ServerSocket listening;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final Queue<List<String>> received = new ConcurrentLinkedQueue<>();
    private final Script scripts;
    private final Queue<String> deafTo = new ConcurrentLinkedQueue<>();
    private final Map<String, String> refusals = new ConcurrentHashMap<>();
    private volatile String info = FIT;
    private volatile String probeError;

    FakeRedis(Script scripts) {
        this.scripts = scripts;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    /** A fake that gives one raw reply to every script. */
    static FakeRedis replying(String raw) {
        return new FakeRedis(command -> raw);
    }

    /** A fake whose scripts all answer one word. */
    static FakeRedis answering(String word) {
        return new FakeRedis(command -> answer(command, word));
    }

    /** The reply that a ledger's script gives. */
    static String answer(List<String> command, String word) {
        return Resp.bulk(tag(command) + " " + word);
    }

    static String tag(List<String> command) {
        return command.get(3 + Integer.parseInt(command.get(2)));
    }

    FakeRedis saying(String aboutItself) {
        info = aboutItself;
        return this;
    }

    /** The probe of each opening gets this raw reply, and otherwise the one that it wants. */
    FakeRedis refusingProbes(String error) {
        probeError = error;
        return this;
    }

    /** The next such command gets no reply. */
    FakeRedis deafOnceTo(String name) {
        deafTo.add(name);
        return this;
    }

    /** Every such command gets this raw reply. */
    FakeRedis refusing(String name, String error) {
        refusals.put(name, error);
        return this;
    }

    URI address(String more) {
        return URI.create("redis://127.0.0.1:" + listening.getLocalPort() + more);
    }

    /** The commands of a name that came, in order. */
    List<List<String>> received(String name) {
        return received.stream().filter(command -> command.get(0).equals(name)).toList();
    }

    /** The names of all commands that came, except what a client says about itself. */
    List<String> receivedNames() {
        return received.stream()
                .map(command -> command.get(0))
                .filter(name -> !name.equals("CLIENT"))
                .toList();
    }

    int connections() {
        return sockets.size();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "fake-redis");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                sockets.add(socket);
                start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the end of the test
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            OutputStream out = socket.getOutputStream();
            boolean probed = false;
            for (List<String> command = Resp.readCommand(socket.getInputStream());
                    command != null;
                    command = Resp.readCommand(socket.getInputStream())) {
                boolean ofProbe = isProbe(command) || probed && command.get(0).equals("WAIT");
                probed = isProbe(command);
                String reply = ofProbe ? replyToProbe(command) : replyTo(command);
                if (reply.equals(HANG_UP)) {
                    return;
                }
                out.write(reply.getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (IOException closed) {
            // by either side
        }
    }

    private static boolean isProbe(List<String> command) {
        return command.size() > 1 && command.get(1).equals(dev.mooring.store.redis.Script.PROBE.digest());
    }

    private String replyToProbe(List<String> command) {
        if (command.get(0).equals("WAIT")) {
            return ":100\r\n";
        }
        return probeError == null ? answer(command, "DONE") : probeError;
    }

    private String replyTo(List<String> command) throws IOException {
        received.add(command);
        if (deafTo.remove(command.get(0))) {
            return SILENCE;
        }
        return switch (command.get(0)) {
            case "INFO" -> Resp.bulk(info);
            case "EVALSHA", "EVAL", "WAIT" -> scripts.replyTo(command);
            default -> refusals.getOrDefault(command.get(0), "+OK\r\n");
        };
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

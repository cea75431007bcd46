package dev.mooring.rpc.capnweb;

import dev.mooring.rpc.capnweb.internal.link.LinkSettings;
import dev.mooring.token.TokenContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** A client that sends frames, and knows the newest token. */
final class LinkClient implements RpcSocket {
    private static final String SECRET = "s".repeat(43);

    private final List<String> sent = new ArrayList<>();
    private RpcConnection connection;
    private String token = "";
    private long serial;
    private long number;
    private long attempt;
    private long onWire;
    private int sockets;

    /** All happens on the thread of the test. */
    static LinkSettings withoutTimers(Executor executor) {
        LinkSettings settings = Links.settings(RpcLimits.DEFAULT, executor);
        return new LinkSettings(
                settings.maxFrameChars(),
                settings.maxKeptChars(),
                settings.maxUnacknowledgedChars(),
                settings.times(),
                (delay, task) -> () -> {},
                executor);
    }

    LinkClient(RpcEndpoint server) {
        connect(server);
        say("[\"open\",\"" + SECRET + "\"]");
    }

    private void connect(RpcEndpoint server) {
        connection = server.accept(this, TokenContext.none(), RpcEndpoint.SUBPROTOCOL);
    }

    String token() {
        return token;
    }

    long serial() {
        return serial;
    }

    RpcPeer peer() {
        return connection.peer().orElseThrow();
    }

    List<String> say(String frame) {
        sent.clear();
        connection.receive(frame.replace('\'', '"'));
        return lines();
    }

    /** The messages that came since, and frames other than settings and commits. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (String frame : sent) {
            List<String> parts = frame.lines().toList();
            String header = parts.get(0);
            if (header.startsWith("[\"commit\"") || header.startsWith("[\"resumed\"")) {
                String[] fields = header.split(",");
                serial = Long.parseLong(fields[1]);
                if (header.contains("\"mrt1.")) {
                    token = header.replaceAll(".*\"(mrt1\\.[^\"]+)\".*", "$1");
                }
            }
            if (header.startsWith("[\"move\"")) {
                onWire = 0;
            }
            if (!header.startsWith("[\"settings\"") && !header.startsWith("[\"commit\"")) {
                lines.add(header.replaceAll("\"mrt1\\.[^\"]+\"", "T").replace('"', '\''));
            }
            parts.stream().skip(1).map(line -> line.replace('"', '\'')).forEach(lines::add);
        }
        return lines;
    }

    List<String> data(String... messages) {
        long first = number + 1;
        number += messages.length;
        onWire = number;
        return say("[\"data\"," + serial + "," + first + "]\n" + String.join("\n", messages));
    }

    List<String> resume(RpcEndpoint server) {
        connect(server);
        sockets++;
        return say("[\"resume\",\"" + token + "\",\"" + String.format("%021dA", attempt) + "\"," + onWire + "," + serial
                + ",\"" + SECRET + "\",0," + sockets + "]");
    }

    @Override
    public CompletionStage<Void> send(String text) {
        sent.add(text);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close(int code, String reason) {
        sent.add("closed " + code);
    }
}

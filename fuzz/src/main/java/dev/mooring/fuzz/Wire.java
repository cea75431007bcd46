package dev.mooring.fuzz;

import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.rpc.capnweb.RpcConnection;
import dev.mooring.rpc.capnweb.RpcListener;
import dev.mooring.rpc.capnweb.RpcPeer;
import dev.mooring.rpc.capnweb.RpcSocket;
import dev.mooring.rpc.capnweb.internal.wire.MessageReader;
import dev.mooring.rpc.capnweb.internal.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A socket that looks at all that is sent, and a listener that looks at all that it is told. */
final class Wire implements RpcSocket, RpcListener {
    /** The longest run of letters in a sentence of ours is shorter. */
    private static final Pattern CONTENT = Pattern.compile("[A-Za-z]{20,}");

    private static final Pattern TOKEN = Pattern.compile("\"(mrt1\\.[^\"]+)\"");

    private static final SnapshotLimits LIMITS = SnapshotLimits.builder()
            .maxArrayElements(Integer.MAX_VALUE)
            .maxObjectEntries(Integer.MAX_VALUE)
            .maxValues(Integer.MAX_VALUE)
            .build();

    private final List<String> sent = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private boolean closed;

    @Override
    public CompletionStage<Void> send(String text) {
        Expect.that(!closed, "something is sent after the close");
        sent.add(text);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void close(int code, String reason) {
        Expect.that(!closed, "a socket is closed twice");
        closed = true;
        reasons.add(reason);
    }

    @Override
    public void failed(RpcPeer peer, String method, Throwable thrown) {
        // the peer reports itself under this name, which no method here has
        if (method.equals("session")) {
            throw new AssertionError("the peer itself failed", thrown);
        }
    }

    @Override
    public void aborted(RpcPeer peer, String reason) {
        reasons.add(reason);
    }

    @Override
    public void refused(boolean retryable, String reason) {
        reasons.add(reason);
    }

    @Override
    public void unserved(Throwable thrown) {
        throw new AssertionError("a client could not be served", thrown);
    }

    /** Gives each line of an input to a connection, and ends it. */
    void play(RpcConnection connection, String input) {
        input.lines().forEach(connection::receive);
        connection.closed();
        sent.forEach(Wire::expectReadable);
        expectPlainReasons(input);
    }

    /** Looks at all that was sent as frames of the healing link. */
    void expectFrames(String input) {
        for (String frame : sent) {
            Expect.that(frame.startsWith("[\""), "a frame has no header");
            frame.lines().skip(1).forEach(Wire::expectReadable);
        }
        expectPlainReasons(input);
    }

    /** The newest token that was sent in a frame. */
    Optional<String> token() {
        for (int i = sent.size() - 1; i >= 0; i--) {
            Matcher token = TOKEN.matcher(sent.get(i).lines().findFirst().orElse(""));
            if (token.find()) {
                return Optional.of(token.group(1));
            }
        }
        return Optional.empty();
    }

    List<String> sent() {
        return sent;
    }

    boolean isClosed() {
        return closed;
    }

    /** A peer like ours can read each message that is sent. */
    private static void expectReadable(String line) {
        try {
            MessageReader.read(line, LIMITS);
        } catch (WireException refusal) {
            throw new AssertionError("a message was sent that nobody can read", refusal);
        }
    }

    private void expectPlainReasons(String input) {
        for (String reason : reasons) {
            Expect.plain(new IllegalStateException(reason));
            CONTENT.matcher(input)
                    .results()
                    .forEach(word -> Expect.that(!reason.contains(word.group()), "a reason shows content"));
        }
    }
}

package dev.mooring.rpc.capnweb;

import dev.mooring.token.TokenContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** A client of one test: what it sends is handled at once, on the thread of the test. */
final class Line implements RpcSocket {
    private final List<String> sent = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final RpcConnection connection;
    private String closed = "";

    /** Runs tasks one after the other on the thread of the test, never one within another. */
    static final class Turns implements Executor {
        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private boolean running;

        @Override
        public void execute(Runnable task) {
            waiting.add(task);
            if (!running) {
                running = true;
                while (!waiting.isEmpty()) {
                    waiting.poll().run();
                }
                running = false;
            }
        }
    }

    private final class Failures implements RpcListener {
        @Override
        public void failed(RpcPeer peer, String method, Throwable thrown) {
            failures.add(method + ": " + thrown);
        }

        @Override
        public void aborted(RpcPeer peer, String reason) {
            failures.add("aborted: " + reason);
        }
    }

    private Line(RpcEndpoint.Builder builder) {
        connection = builder.listener(new Failures()).build().accept(this, TokenContext.none());
    }

    static <T extends RpcTarget> Line to(Class<T> type, Function<RpcPeer, T> main) {
        return to(RpcEndpoint.builder(type, main));
    }

    static Line to(RpcEndpoint.Builder builder) {
        return new Line(builder.executor(new Turns()));
    }

    static Line on(Executor executor, RpcEndpoint.Builder builder) {
        return new Line(builder.executor(executor));
    }

    /** Sends messages, and gives what came back since. */
    List<String> say(String... messages) {
        sent.clear();
        for (String message : messages) {
            connection.receive(message.replace('\'', '"'));
        }
        return sent();
    }

    /** What came since the last {@link #say}. */
    List<String> sent() {
        return sent.stream().map(line -> line.replace('"', '\'')).toList();
    }

    RpcPeer peer() {
        return connection.peer().orElseThrow();
    }

    void hangUp() {
        connection.closed();
    }

    String closed() {
        return closed;
    }

    List<String> failures() {
        return failures;
    }

    int exports() {
        return peer().core().exports().size();
    }

    int imports() {
        return peer().core().imports().size();
    }

    @Override
    public CompletionStage<Void> send(String text) {
        sent.add(text);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void close(int code, String reason) {
        closed = code + " " + reason;
    }
}

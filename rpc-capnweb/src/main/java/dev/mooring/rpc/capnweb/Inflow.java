package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stream that the client writes: a pipe, or a subscriber of the application's. A chunk waits until it is asked for, and is
 * acknowledged when the subscriber has taken it; so the client's window follows the subscriber. The subscriber runs in the
 * lane.
 */
final class Inflow implements Flow.Publisher<@Nullable Object> {
    static final String WRITE = "write";
    static final String CLOSE = "close";
    static final String ABORT = "abort";

    /**
     * Something that the client wrote.
     *
     * @param arguments the chunk; null at the end
     * @param broken why the stream ends without being closed; null unless it does
     * @param done takes the outcome
     */
    private record Chunk(Hook.@Nullable Plain arguments, Hook.@Nullable Failed broken, Consumer<Hook> done) {}

    private final Core core;
    private final Deque<Chunk> waiting = new ArrayDeque<>();
    private Type type = Object.class;
    private Flow.@Nullable Subscriber<? super Object> subscriber;
    private Hook.@Nullable Failed failure;
    private long demand;
    private boolean begun;
    private boolean claimed;
    private boolean closing;
    private boolean over;
    /** Whether a segment is on its way that delivers the next chunk. */
    private boolean scheduled;

    private int writers;
    private int readers;
    private boolean readableTaken;

    Inflow(Core core) {
        this.core = core;
    }

    /** Gives the chunks the type that the application wants. */
    Inflow of(Type elements) {
        type = elements;
        return this;
    }

    // ---- the tables, under the guard

    /** The readable end, which can be named once. */
    boolean takeReadable() {
        boolean first = !readableTaken;
        readableTaken = true;
        return first;
    }

    void addWriter() {
        writers++;
    }

    void removeWriter() {
        writers--;
        if (writers == 0) {
            core.afterStep(() -> abandon(
                    Hook.Failed.error("Error", "WritableStream RPC stub was disposed without calling close()")));
        }
    }

    void addReader() {
        readers++;
    }

    void removeReader() {
        readers--;
        if (readers == 0) {
            core.afterStep(this::cancelUnlessBegun);
        }
    }

    /** It is going to be read, even if nobody refers to it any more. */
    synchronized void claim() {
        claimed = true;
    }

    private void cancelUnlessBegun() {
        boolean unused;
        synchronized (this) {
            unused = !begun && !claimed;
        }
        if (unused) {
            cancel(Hook.Failed.error("Error", "ReadableStream RPC stub was disposed without being consumed"));
        }
    }

    // ---- the client's side

    /** Takes a call of the client's; it is done when the chunk has been taken. */
    void accept(String method, Hook.Plain arguments, Consumer<Hook> done) {
        switch (method) {
            case WRITE -> add(new Chunk(arguments, null, done), false);
            case CLOSE -> add(new Chunk(null, null, done), true);
            case ABORT -> {
                abandon(reason(arguments));
                done.accept(Hook.Plain.UNDEFINED);
            }
            default -> done.accept(Hook.Failed.error("Error", "Unknown WritableStream method: " + method));
        }
    }

    /** The client writes nothing more: a stream that it has not closed breaks after all that it wrote. */
    void noMoreInput(Hook.Failed reason) {
        add(new Chunk(null, reason, outcome -> {}), true);
    }

    private static Hook.Failed reason(Hook.Plain arguments) {
        Value reason = first(arguments);
        return reason.kind() == Value.Kind.UNDEFINED
                ? Hook.Failed.error("Error", "WritableStream was aborted")
                : new Hook.Failed(reason);
    }

    private static Value first(Hook.Plain arguments) {
        return arguments.value() instanceof Value.ArrayValue array
                        && !array.elements().isEmpty()
                ? array.elements().get(0)
                : Value.UNDEFINED;
    }

    private void add(Chunk chunk, boolean last) {
        Hook.Failed refused;
        synchronized (this) {
            refused =
                    failure != null ? failure : closing ? Hook.Failed.error("TypeError", "The stream is closed") : null;
            if (refused == null) {
                closing = last;
                waiting.add(chunk);
            }
        }
        if (refused == null) {
            schedule();
        } else {
            chunk.done().accept(refused);
        }
    }

    /** The stream breaks: chunks that wait are rejected, and the subscriber is told. */
    void abandon(Hook.Failed reason) {
        Flow.Subscriber<? super Object> told;
        synchronized (this) {
            told = over ? null : subscriber;
        }
        if (end(reason) && told != null) {
            core.segment("stream", () -> told.onError(RpcException.of(reason.reason())));
        }
    }

    private void cancel(Hook.Failed reason) {
        end(reason);
    }

    private boolean end(Hook.Failed reason) {
        Deque<Chunk> rejected;
        synchronized (this) {
            if (over) {
                return false;
            }
            over = true;
            failure = reason;
            rejected = new ArrayDeque<>(waiting);
            waiting.clear();
        }
        rejected.forEach(chunk -> chunk.done().accept(reason));
        core.streams().forget(this);
        return true;
    }

    // ---- the application's side

    @Override
    public void subscribe(Flow.Subscriber<? super Object> asked) {
        Hook.Failed broken;
        boolean first;
        synchronized (this) {
            first = !begun;
            begun = true;
            broken = failure;
            if (first && broken == null) {
                subscriber = asked;
            }
        }
        core.segment("stream", () -> {
            asked.onSubscribe(new Demand(first && broken == null));
            if (!first) {
                asked.onError(new IllegalStateException("A stream of a client has one subscriber"));
            } else if (broken != null) {
                asked.onError(RpcException.of(broken.reason()));
            }
        });
        if (first) {
            schedule();
        }
    }

    private final class Demand implements Flow.Subscription {
        private final boolean mine;

        Demand(boolean mine) {
            this.mine = mine;
        }

        @Override
        public void request(long count) {
            if (!mine) {
                return;
            }
            if (count < 1) {
                abandon(Hook.Failed.error("RangeError", "A subscriber asked for " + count + " chunks"));
                return;
            }
            synchronized (Inflow.this) {
                demand = demand + count < 0 ? Long.MAX_VALUE : demand + count;
            }
            schedule();
        }

        @Override
        public void cancel() {
            if (mine) {
                Inflow.this.cancel(Hook.Failed.error("Error", "The reader has cancelled the stream"));
            }
        }
    }

    private synchronized boolean isDue() {
        Chunk next = waiting.peek();
        return !over && subscriber != null && next != null && (next.arguments() == null || demand > 0);
    }

    /** Has the next chunk delivered, unless that is on its way. */
    private void schedule() {
        synchronized (this) {
            if (scheduled || !isDue()) {
                return;
            }
            scheduled = true;
        }
        core.lane().run(() -> core.safely(this::deliverOne));
    }

    private void deliverOne() {
        Chunk next = null;
        Flow.Subscriber<? super Object> to;
        synchronized (this) {
            scheduled = false;
            to = subscriber;
            if (isDue()) {
                next = waiting.poll();
                demand = next != null && next.arguments() != null ? demand - 1 : demand;
                over = next != null && next.arguments() == null;
            }
        }
        if (next != null && to != null) {
            deliver(next, to);
        }
        schedule();
    }

    private void deliver(Chunk chunk, Flow.Subscriber<? super Object> to) {
        Hook.Plain arguments = chunk.arguments();
        if (arguments == null) {
            Hook.Failed broken = chunk.broken();
            synchronized (this) {
                failure = broken != null ? broken : Hook.Failed.error("TypeError", "The stream is closed");
            }
            core.streams().forget(this);
            quietly(broken == null ? to::onComplete : () -> to.onError(RpcException.of(broken.reason())));
            chunk.done().accept(Hook.Plain.UNDEFINED);
            return;
        }
        CallStubs stubs = new CallStubs(core, arguments.hooks());
        try {
            @Nullable Object item = core.settings().binder().fromValue(first(arguments), type, stubs);
            if (item == null) {
                throw new IllegalArgumentException("a chunk that is null or undefined");
            }
            quietly(() -> to.onNext(item));
            chunk.done().accept(Hook.Plain.UNDEFINED);
        } catch (IllegalArgumentException unfit) {
            Hook.Failed reason = Hook.Failed.error("TypeError", "A chunk is not of the kind that the stream takes");
            core.report("stream", unfit);
            abandon(reason);
            chunk.done().accept(reason);
        } finally {
            stubs.end();
        }
    }

    private void quietly(Runnable code) {
        try {
            code.run();
        } catch (RuntimeException thrown) {
            core.report("stream", thrown);
            cancel(Hook.Failed.error("Error", "The reader of the stream failed"));
        }
    }
}

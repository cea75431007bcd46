package dev.mooring.rpc.capnweb;

import dev.mooring.rpc.capnweb.internal.wire.MessageWriter;
import dev.mooring.rpc.capnweb.internal.wire.Template;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The streams of a session, which end with this server. Chunks take ids, but stand in no table, so that they do not fill
 * tokens; used under the guard.
 */
final class Streams {
    private static final Hook.Failed LOST =
            Hook.Failed.error("Error", "The server that had this stream was lost: begin it again");

    private final Core core;
    private final Set<Inflow> inflows = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Outflow> outflows = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Long, Sending> sent = new HashMap<>();
    /** The characters of our chunks that are not acknowledged; it is read without the guard, too. */
    private final AtomicLong underWay = new AtomicLong();

    /** The client's chunks that are not acknowledged. */
    private final SortedSet<Long> unacknowledged = new TreeSet<>();

    /** A chunk of ours that is not acknowledged, and the step that follows when it is. */
    private record Sending(int chars, Consumer<Hook> then) {}

    Streams(Core core) {
        this.core = core;
    }

    Inflow inflow() {
        Inflow made = new Inflow(core);
        inflows.add(made);
        return made;
    }

    void remember(Outflow outflow) {
        outflows.add(outflow);
    }

    void forget(Outflow outflow) {
        outflows.remove(outflow);
    }

    void forget(Inflow inflow) {
        core.change(() -> inflows.remove(inflow));
    }

    int size() {
        return inflows.size() + outflows.size() + sent.size() + unacknowledged.size();
    }

    // ---- streams to the client

    /** Sends a chunk or an end, and tells how the client took it. */
    void send(Template text, List<Hook> hooks, Consumer<Hook> then) {
        Outgoing.output(core, text, hooks);
        int chars = text.text().length();
        underWay.addAndGet(chars);
        sent.put(core.session().ids().allocatePositive(), new Sending(chars, then));
    }

    /** Whether all streams together have as much under way as one session may. */
    boolean areFull() {
        return underWay.get() >= core.settings().limits().maxWaitingChars() / 2;
    }

    /** The client has taken a chunk, or has not; says whether it was one. */
    boolean acknowledged(long id, Hook outcome) {
        Sending sending = sent.remove(id);
        if (sending == null) {
            return false;
        }
        boolean wereFull = areFull();
        underWay.addAndGet(-sending.chars());
        List<Outflow> waiting = wereFull && !areFull() ? List.copyOf(outflows) : List.of();
        core.afterStep(() -> core.continuations().run(() -> {
            sending.then().accept(outcome);
            waiting.forEach(Outflow::goOn);
        }));
        return true;
    }

    /** Opens a pipe to the client, and begins to fill it; gives its id. */
    @SuppressWarnings("unchecked")
    long openPipe(Flow.Publisher<?> source) {
        core.output("[\"pipe\"]");
        Import pipe = core.imports().openPipe();
        Outflow outflow = new Outflow(core, pipe);
        if (source instanceof Inflow inflow) {
            inflow.claim();
        }
        // a publisher may call back at once, and takes whoever subscribes
        core.afterStep(() -> core.segment(
                "stream",
                () -> ((Flow.Publisher<Object>) source).subscribe((Flow.Subscriber<Object>) (Object) outflow)));
        return pipe.id();
    }

    // ---- streams of the client

    /** Takes the id of a chunk of the client's. */
    long takeChunk() {
        long id = core.session().ids().allocatePeer();
        unacknowledged.add(id);
        return id;
    }

    /** Tells the client how a chunk was taken. */
    void answer(long id, Hook outcome) {
        if (unacknowledged.remove(id)) {
            core.output(
                    outcome instanceof Hook.Failed failed
                            ? core.writer().reject(id, failed.reason()).text()
                            : MessageWriter.taken(id));
        }
    }

    /** The client writes nothing more. */
    void noMoreInput(Hook.Failed reason) {
        core.lastStep(() -> List.copyOf(inflows)).forEach(inflow -> inflow.noMoreInput(reason));
    }

    // ---- healing

    SortedSet<Long> unacknowledged() {
        return unacknowledged;
    }

    /** The chunks that the lost server had not acknowledged. */
    void restore(Set<Long> chunks) {
        unacknowledged.addAll(chunks);
    }

    /** Rejects the chunks of the lost server. */
    void rejectLost() {
        List.copyOf(unacknowledged).forEach(id -> answer(id, LOST));
    }

    /** The session has ended: all streams break. */
    List<Runnable> breakAll(RpcException reason) {
        List<Runnable> all = new ArrayList<>();
        List.copyOf(inflows).forEach(inflow -> all.add(() -> inflow.abandon(Hook.Failed.of(reason))));
        List.copyOf(outflows).forEach(outflow -> all.add(() -> outflow.broken(reason)));
        return all;
    }
}

package dev.mooring.rpc.capnweb.internal.link;

import dev.mooring.api.snapshot.Value.IntegerValue;
import dev.mooring.session.Session;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The least peer that has all that the link can get wrong: calls with an effect on the session, with an effect outside,
 * with events, and calls that wait for a later message.
 */
final class ModelPeer implements LinkedPeer {

    /** A call that is pending. */
    private static final class Call {
        private final long number;
        private final String[] words;
        private boolean started;
        private long settledBy;

        Call(long number, String line) {
            this.number = number;
            this.words = line.split(" ");
        }

        boolean waits() {
            return (words[0].equals("slow") || words[0].equals("sign")) && settledBy == 0;
        }
    }

    private final Session session;
    private final Doubt doubt;
    final LinkEndpoint.PeerLink link;
    private final Journal journal;
    private final Executor executor;
    private final Deque<Runnable> lane = new ArrayDeque<>();
    private final SortedMap<Long, Call> pending = new TreeMap<>();
    private final List<String> outputs = new ArrayList<>();
    private final List<Long> doubted = new ArrayList<>();
    private boolean inert;
    private boolean running;
    private long lastInput;
    private boolean ended;
    private boolean leaving;

    /** Makes the peers of a server. */
    record Factory(Function<String, Journal> journals, Executor executor, List<ModelPeer> made)
            implements LinkEndpoint.Peers {
        Factory(Journal journal, Executor executor) {
            this(session -> journal, executor, new ArrayList<>());
        }

        @Override
        public LinkedPeer begin(LinkEndpoint.Place place) {
            ModelPeer peer = new ModelPeer(place, Doubt.NONE, this);
            made.add(peer);
            return peer;
        }

        @Override
        public LinkedPeer restore(LinkEndpoint.Place place, Doubt doubt, long covers) {
            ModelPeer peer = new ModelPeer(place, doubt, this);
            peer.lastInput = covers;
            peer.inert = true;
            made.add(peer);
            return peer;
        }

        @Override
        public void refused(boolean retryable, String message) {}

        @Override
        public void failed(Throwable thrown) {
            throw new AssertionError(thrown);
        }
    }

    private ModelPeer(LinkEndpoint.Place place, Doubt doubt, Factory factory) {
        this.session = place.session();
        this.doubt = doubt;
        this.link = place.link();
        this.journal = factory.journals().apply(session.id());
        this.executor = factory.executor();
    }

    @Override
    public Session session() {
        return session;
    }

    @Override
    public void start() {
        inert = false;
        pass();
    }

    @Override
    public void attached() {}

    @Override
    public void leave() {
        leaving = true;
    }

    @Override
    public int running() {
        return (int) pending.values().stream().filter(call -> call.started).count();
    }

    @Override
    public void committed(int tokenChars, Taken taken) {}

    @Override
    public void receive(long number, String line) {
        if (number != lastInput + 1) {
            throw new AssertionError("message " + number + " came after " + lastInput);
        }
        lastInput = number;
        take(number, line);
    }

    @Override
    public void receiveAgain(long number, long pushId, String line) {
        if (pushId != (line.startsWith("finish") ? 0 : number)) {
            throw new AssertionError("message " + number + " was bound to " + pushId);
        }
        take(number, line);
    }

    private void take(long number, String line) {
        if (line.startsWith("finish")) {
            finish(number, line.substring("finish ".length()));
        } else {
            Call call = new Call(number, line);
            pending.put(number, call);
            enter(() -> run(call), false);
        }
    }

    private void finish(long number, String name) {
        for (Call call : pending.values()) {
            if (call.waits() && call.words[1].equals(name)) {
                call.settledBy = number;
                if (call.started) {
                    enter(() -> settle(call, name), false);
                }
                return;
            }
        }
    }

    private void run(Call call) {
        boolean idempotent = !call.words[0].equals("pay") && !call.words[0].equals("sign");
        Doubt.Decision decision = doubt.decide(call.number, idempotent);
        if (decision == Doubt.Decision.REJECT) {
            session.atomically(() -> {
                doubted.add(call.number);
                return true;
            });
            settle(call, "doubt");
            return;
        }
        if (leaving) {
            return;
        }
        journal.ran(call.number, idempotent, decision);
        call.started = true;
        switch (call.words[0]) {
            case "add" -> settle(call, () -> "" + increase("sum", Long.parseLong(call.words[1])));
            case "emit" ->
                settle(call, () -> {
                    outputs.add("event " + increase("cursor", 1));
                    return "emitted";
                });
            case "pay" -> settle(call, () -> "paid");
            default -> {
                if (!call.waits()) {
                    settle(call, call.words[1]);
                }
            }
        }
    }

    private long increase(String name, long by) {
        long now = session.variables()
                        .get(name)
                        .map(value -> ((IntegerValue) value).value())
                        .orElse(0L)
                + by;
        session.variables().set(name, new IntegerValue(now));
        return now;
    }

    private void settle(Call call, String result) {
        settle(call, () -> result);
    }

    /** The effect on the session, the settling and the output are one step. */
    private void settle(Call call, java.util.function.Supplier<String> effect) {
        session.atomically(() -> {
            if (pending.remove(call.number) != null) {
                outputs.add("result " + call.number + " " + effect.get());
            }
            return true;
        });
        link.wake();
    }

    @Override
    public void betweenSegments(Runnable cut) {
        enter(cut, true);
    }

    @Override
    public void afterCallsSoFar(Runnable code) {
        if (ended) {
            code.run();
        } else {
            enter(code, false);
        }
    }

    private void enter(Runnable segment, boolean first) {
        if (first) {
            lane.addFirst(segment);
        } else {
            lane.addLast(segment);
        }
        pass();
    }

    private void pass() {
        if (!running && !inert && !ended && !lane.isEmpty()) {
            running = true;
            executor.execute(() -> {
                running = false;
                @Nullable Runnable next = ended ? null : lane.poll();
                if (next != null) {
                    next.run();
                }
                pass();
            });
        }
    }

    @Override
    public Taken take() {
        List<String> lines = List.copyOf(outputs);
        List<Long> doubts = doubted.stream().sorted().toList();
        outputs.clear();
        doubted.clear();
        SortedMap<Long, PendingMessage> messages = new TreeMap<>();
        for (Call call : pending.values()) {
            messages.put(call.number, new PendingMessage(call.number, call.number, call.started));
            if (call.settledBy != 0) {
                messages.put(call.settledBy, new PendingMessage(call.settledBy, 0, false));
            }
        }
        return new Taken(lines, lastInput, List.copyOf(messages.values()), doubts);
    }

    @Override
    public boolean hasOutputs() {
        return !outputs.isEmpty();
    }

    @Override
    public void end(String reason) {
        ended = true;
    }
}

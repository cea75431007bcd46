package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value;
import dev.mooring.rpc.capnweb.internal.link.Doubt;
import dev.mooring.rpc.capnweb.internal.wire.MessageWriter;
import dev.mooring.rpc.capnweb.internal.wire.WireException;
import dev.mooring.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One session of a client: its guard, its tables, its outbox and its end. Each change of them is one {@link #step} under the
 * session's guard. No step runs the application's code, except the application's own steps.
 */
final class Core {
    /** Of the range that is free for libraries; Cap'n Web uses it, too. */
    static final int CLOSED_BY_SESSION = 3000;

    private final Session session;
    private final Settings settings;
    private final RpcPeer peer;
    private final Outbox outbox = new Outbox();
    private final Continuations continuations = new Continuations(this::safely);
    private final Lane lane;
    private final Turns turns = new SessionTurns();
    private final Targets targets;
    private final Exports exports;
    private final Imports imports;
    private final Kept kept;
    private final Doubts doubts;
    private final Room room;
    private final Streams streams;
    private final Running running = new Running();
    private final MessageWriter writer;
    private @Nullable Link link;
    private @Nullable Thread inStep;
    private volatile Hook.@Nullable Failed noMoreInput;
    private volatile @Nullable RpcException ended;
    private final List<Runnable> afterStep = new ArrayList<>();
    private final List<Runnable> atEnd = new ArrayList<>();

    /** The session has ended, so nothing of it can be changed. */
    private static final class Gone extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        Gone(IllegalStateException cause) {
            super("The session has ended on this server", cause);
        }
    }

    Core(Session session, Settings settings, RpcPeer peer, Doubt doubt) {
        this.session = session;
        this.settings = settings;
        this.peer = peer;
        lane = new Lane(settings.executor(), () -> end("The server takes no more work"), settings.steady());
        targets = new Targets(this);
        exports = new Exports(session.exports(), this);
        imports = new Imports(session.imports(), this);
        kept = new Kept(imports);
        doubts = new Doubts(doubt);
        room = new Room(settings.limits());
        streams = new Streams(this);
        writer = new MessageWriter(
                settings.limits().maxDepth(), settings.limits().maxMessageChars());
    }

    void attach(Link carrier) {
        link = carrier;
    }

    /** Gives the client its main object. */
    void setMain(RpcTarget object) {
        Objects.requireNonNull(object, "The main object");
        Hook.Target main = new Hook.Target(object, TargetTable.of(object.getClass()), Optional.of(References.MAIN));
        change(() -> exports.setMain(main));
    }

    Session session() {
        return session;
    }

    Settings settings() {
        return settings;
    }

    RpcPeer peer() {
        return peer;
    }

    Outbox outbox() {
        return outbox;
    }

    Lane lane() {
        return lane;
    }

    Continuations continuations() {
        return continuations;
    }

    /** Calls run in the lane, and the steps that follow them at once. */
    private final class SessionTurns implements Turns {
        @Override
        public void call(Runnable code) {
            lane.run(code);
        }

        @Override
        public void follow(Runnable code) {
            continuations.run(code);
        }
    }

    Turns turns() {
        return turns;
    }

    Streams streams() {
        return streams;
    }

    Room room() {
        return room;
    }

    Exports exports() {
        return exports;
    }

    Imports imports() {
        return imports;
    }

    Kept kept() {
        return kept;
    }

    Doubts doubts() {
        return doubts;
    }

    Running running() {
        return running;
    }

    MessageWriter writer() {
        return writer;
    }

    /** Whether this thread is in a step, where nothing may block. */
    boolean isInStep() {
        return inStep == Thread.currentThread();
    }

    /** Why the session has ended, or null. */
    @Nullable
    RpcException ended() {
        return ended;
    }

    /**
     * Does something under the guard. Messages that it adds to the outbox are sent after the outermost step.
     *
     * @throws IllegalStateException if the session has ended
     */
    <T> T step(Supplier<T> change) {
        if (isInStep()) {
            return change.get();
        }
        AfterStep after = new AfterStep();
        try {
            return session.atomically(() -> {
                inStep = Thread.currentThread();
                try {
                    return change.get();
                } finally {
                    inStep = null;
                    after.note();
                }
            });
        } catch (IllegalStateException refused) {
            throw session.isLive() || refused instanceof Gone ? refused : new Gone(refused);
        } finally {
            after.run();
        }
    }

    /** As {@link #step}, for steps of the end: then nobody else changes anything. */
    <T> T lastStep(Supplier<T> change) {
        try {
            return step(change);
        } catch (Gone gone) {
            synchronized (this) {
                return change.get();
            }
        }
    }

    /** The work that a step leaves to be done without the guard. */
    private final class AfterStep {
        private List<Runnable> codes = List.of();
        private boolean output;
        private boolean overflow;

        void note() {
            if (!afterStep.isEmpty()) {
                codes = List.copyOf(afterStep);
                afterStep.clear();
            }
            output = !outbox.isEmpty();
            overflow = outbox.chars() > settings.limits().maxWaitingChars();
        }

        void run() {
            codes.forEach(Runnable::run);
            if (overflow) {
                end("The client does not take its messages: more than "
                        + settings.limits().maxWaitingChars() + " characters wait");
            } else if (output) {
                carrier().wake();
            }
        }
    }

    /** Leaves something to be done after the step; under the guard. */
    void afterStep(Runnable code) {
        afterStep.add(code);
    }

    /** Looks at the outbox, and tells nobody of outputs afterwards; empty if the session has ended. */
    <T> Optional<T> look(Supplier<T> view) {
        try {
            return Optional.of(session.atomically(view));
        } catch (IllegalStateException gone) {
            return Optional.empty();
        }
    }

    /** Takes the next message out of the outbox, if there is one. */
    Outbox.@Nullable Output nextOutput() {
        return look(() -> Optional.ofNullable(outbox.poll()))
                .flatMap(next -> next)
                .orElse(null);
    }

    /** Says whether the outbox is empty, or nobody will ever empty it. */
    boolean nothingWaits() {
        return look(outbox::isEmpty).orElse(true);
    }

    /** No message of the client's comes any more: each call and result that it was asked for fails, now and later. */
    void noMoreInput(Hook.Failed reason) {
        change(() -> noMoreInput = reason);
        imports.failAll(reason);
        streams.noMoreInput(reason);
    }

    /** Whether the client acknowledges nothing any more. */
    boolean hasNoMoreInput() {
        return noMoreInput != null;
    }

    /** Fails a call of ours that the client can never answer; under the guard. */
    void failIfNoMoreInput(Import call) {
        Hook.Failed reason = noMoreInput;
        if (reason != null) {
            afterStep(() -> continuations.run(() -> call.outcome().complete(reason)));
        }
    }

    /** A step that can find the client's message wrong. */
    @FunctionalInterface
    interface WireStep<T> {
        T run() throws WireException;
    }

    /** As {@link #step}, for the effects of a client's message. */
    <T> T wireStep(WireStep<T> change) throws WireException {
        WireException[] wrong = new WireException[1];
        Optional<T> result = step(() -> {
            try {
                return Optional.of(change.run());
            } catch (WireException e) {
                wrong[0] = e;
                return Optional.empty();
            }
        });
        if (wrong[0] != null) {
            throw wrong[0];
        }
        return result.orElseThrow();
    }

    /** As {@link #step}, without a result; does nothing if the session has ended. */
    void change(Runnable change) {
        try {
            step(() -> {
                change.run();
                return true;
            });
        } catch (Gone gone) {
            // there is nothing to change any more
        }
    }

    /** Adds a message, unless the session has ended; under the guard. */
    void output(String line) {
        if (ended == null) {
            outbox.add(line);
        }
    }

    private Link carrier() {
        Link carrier = link;
        if (carrier == null) {
            throw new IllegalStateException("The session has no link yet");
        }
        return carrier;
    }

    /** Ends the session because of something that the client did, and tells it why. */
    void abort(String reason) {
        if (end(reason, true, false)) {
            settings.listener().aborted(peer, reason);
        }
    }

    /** Ends the session; the client learns it from its socket. */
    void end(String reason) {
        end(reason, false, false);
    }

    /** Ends the session for good: no server takes it up again. */
    void revoke(String reason) {
        end(reason, false, true);
    }

    private boolean end(String reason, boolean tell, boolean forGood) {
        RpcException error = new RpcException(reason);
        boolean first = lastStep(() -> {
            if (ended != null) {
                return false;
            }
            if (tell) {
                outbox.add(writer.abort(Value.error("Error", reason)));
            } else {
                outbox.take();
            }
            ended = error;
            return true;
        });
        if (first) {
            if (forGood) {
                carrier().revoke(CLOSED_BY_SESSION, reason);
            } else {
                carrier().end(CLOSED_BY_SESSION, reason);
            }
            finish(error);
        }
        return first;
    }

    private void finish(RpcException error) {
        imports.failAll(Hook.Failed.of(error));
        lastStep(() -> streams.breakAll(error)).forEach(Runnable::run);
        lastStep(targets::takeAll).forEach(target -> segment("dispose", target::dispose));
        List<Runnable> last = lastStep(() -> List.copyOf(atEnd));
        last.forEach(code -> segment("onEnd", code));
        settings.listener().ended(peer);
    }

    /** Has something run as a segment when the session has ended. */
    void atEnd(Runnable code) {
        boolean late = lastStep(() -> {
            if (ended == null) {
                atEnd.add(code);
            }
            return ended != null;
        });
        if (late) {
            segment("onEnd", code);
        }
    }

    /** Does the steps that follow a message or a result; if that cannot be done, the session ends rather than waits in vain. */
    void safely(Runnable code) {
        try {
            code.run();
        } catch (Gone gone) {
            // whoever asked has gone with the session
        } catch (RuntimeException | StackOverflowError unexpected) {
            report("session", unexpected);
            abort("The server could not go on with the session");
        }
    }

    /** Tells the listener of a failure, after the step if this is one. */
    void report(String name, Throwable thrown) {
        if (isInStep()) {
            afterStep(() -> report(name, thrown));
        } else {
            settings.listener().failed(peer, name, thrown);
        }
    }

    /** Runs the application's code in the lane; the listener is told of an exception. */
    void segment(String name, Runnable code) {
        lane.run(() -> {
            try {
                code.run();
            } catch (VirtualMachineError e) {
                throw e;
            } catch (Throwable thrown) {
                settings.listener().failed(peer, name, thrown);
            }
        });
    }

    /** Counts one more user of a hook; under the guard. */
    void retain(Hook hook) {
        if (hook instanceof Hook.Target target) {
            targets.retain(target.object());
        } else if (hook instanceof Hook.Function function) {
            targets.retain(function.target().object());
        } else if (hook instanceof Hook.Plain plain) {
            plain.hooks().forEach(this::retain);
        } else if (hook instanceof Hook.Remote remote) {
            remote.entry().addUser();
        } else if (hook instanceof Hook.RemoteWritable stream) {
            stream.entry().addUser();
        } else if (hook instanceof Hook.Writable stream) {
            stream.inflow().addWriter();
        } else if (hook instanceof Hook.Readable stream && stream.publisher() instanceof Inflow inflow) {
            inflow.addReader();
        }
    }

    /** Counts one user of a hook off; under the guard. */
    void drop(Hook hook) {
        if (hook instanceof Hook.Target target) {
            targets.drop(target.object());
        } else if (hook instanceof Hook.Function function) {
            targets.drop(function.target().object());
        } else if (hook instanceof Hook.Plain plain) {
            plain.hooks().forEach(this::drop);
        } else if (hook instanceof Hook.Remote remote) {
            imports.removeUser(remote.entry());
        } else if (hook instanceof Hook.RemoteWritable stream) {
            imports.removeUser(stream.entry());
        } else if (hook instanceof Hook.Writable stream) {
            stream.inflow().removeWriter();
        } else if (hook instanceof Hook.Readable stream && stream.publisher() instanceof Inflow inflow) {
            inflow.removeReader();
        }
    }
}

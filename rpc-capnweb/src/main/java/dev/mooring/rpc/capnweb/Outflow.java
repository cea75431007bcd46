package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value;
import dev.mooring.rpc.capnweb.internal.wire.Template;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A stream that the client reads: it sends the items of the application as chunks, and asks for the next one as long as the
 * {@link Window} is open. Thread-safe.
 */
final class Outflow implements Flow.Subscriber<@Nullable Object> {
    private final Core core;
    private final Import target;
    private final Window window;
    private Flow.@Nullable Subscription subscription;
    private boolean begun;
    private boolean over;
    /** Whether the next item is asked for as soon as there is room. */
    private boolean waits;

    /**
     * Makes a stream to something of the client's, of which it becomes a user; under the guard.
     *
     * @param core the session
     * @param target a pipe or a stream of the client's
     */
    Outflow(Core core, Import target) {
        this.core = core;
        this.target = target;
        window = new Window(core.settings().steady(), core.settings().limits().maxWaitingChars() / 4);
        target.addUser();
        core.streams().remember(this);
    }

    // ---- the application's side

    @Override
    public void onSubscribe(Flow.Subscription given) {
        boolean first;
        synchronized (this) {
            first = subscription == null && !over;
            begun = true;
            if (first) {
                subscription = given;
            }
        }
        if (first) {
            request();
        } else {
            given.cancel();
        }
    }

    private void request() {
        Flow.Subscription asked;
        synchronized (this) {
            asked = over ? null : subscription;
        }
        if (asked != null) {
            core.segment("stream", () -> asked.request(1));
        }
    }

    @Override
    public void onNext(@Nullable Object item) {
        Hook.Plain arguments;
        try {
            arguments = (Hook.Plain) Placed.hook(core, Collections.singletonList(item));
        } catch (IllegalArgumentException unfit) {
            core.report("stream", unfit);
            cancel();
            send(Inflow.ABORT, Value.error("TypeError", "A chunk cannot be sent"));
            return;
        }
        try {
            write(arguments);
        } finally {
            Hook.Plain sent = arguments;
            core.change(() -> core.drop(sent));
        }
    }

    private void write(Hook.Plain arguments) {
        Template text;
        try {
            text = streamText(Inflow.WRITE, arguments);
        } catch (IllegalArgumentException unfit) {
            core.report("stream", unfit);
            cancel();
            send(Inflow.ABORT, Value.error("TypeError", "A chunk cannot be sent"));
            return;
        }
        Window.Sent sent = window.sent(text.text().length());
        core.change(() -> {
            if (!isOver()) {
                core.streams().send(text, arguments.hooks(), outcome -> acknowledged(sent, outcome));
            }
        });
        synchronized (this) {
            waits = true;
        }
        goOn();
    }

    /** Asks for the next item, if one is due and there is room for it. */
    void goOn() {
        boolean full = window.isFull() || core.streams().areFull();
        synchronized (this) {
            if (!waits || full && !core.hasNoMoreInput()) {
                return;
            }
            waits = false;
        }
        if (full) {
            fail(); // no acknowledgement can come
        } else {
            request();
        }
    }

    private synchronized boolean isOver() {
        return over;
    }

    private Template streamText(String method, Hook.Plain arguments) {
        return core.writer().stream(
                target.id(),
                method,
                ((Value.ArrayValue) arguments.value()).elements(),
                Outgoing.known(arguments.hooks()));
    }

    @Override
    public void onError(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (!(cause instanceof RpcException)) {
            core.report("stream", cause);
        }
        RpcException error = cause instanceof RpcException known
                ? known
                : core.settings().redaction().redact(cause);
        begin();
        send(Inflow.ABORT, error.toValue());
    }

    @Override
    public void onComplete() {
        begin();
        send(Inflow.CLOSE);
    }

    private synchronized void begin() {
        begun = true;
    }

    /** Sends the end; the client has all that was sent before. */
    private void send(String method, Value... arguments) {
        core.change(() -> {
            synchronized (this) {
                if (over) {
                    return;
                }
                over = true;
            }
            Hook.Plain given = new Hook.Plain(new Value.ArrayValue(List.of(arguments)), List.of());
            core.streams().send(streamText(method, given), List.of(), outcome -> release());
        });
    }

    // ---- the client's side

    private void acknowledged(Window.Sent sent, Hook outcome) {
        window.acknowledged(sent);
        if (outcome instanceof Hook.Failed) {
            fail();
            return;
        }
        goOn();
    }

    /** The client does not want more. */
    private void fail() {
        boolean first;
        synchronized (this) {
            first = !over;
            over = true;
        }
        if (first) {
            cancel();
            release();
        }
    }

    /** The session has ended. */
    void broken(RpcException reason) {
        boolean first;
        synchronized (this) {
            first = !over;
            over = true;
        }
        if (first) {
            core.report("stream", reason);
            cancel();
        }
    }

    private void cancel() {
        Flow.Subscription cancelled;
        synchronized (this) {
            cancelled = subscription;
        }
        if (cancelled != null) {
            core.segment("stream", cancelled::cancel);
        }
    }

    private void release() {
        core.change(() -> {
            core.streams().forget(this);
            core.imports().removeUser(target);
        });
    }

    /** The call that it was given to has ended: a stream to which nothing was written is given back. */
    void releaseUnlessBegun() {
        boolean unused;
        synchronized (this) {
            unused = !begun && !over;
            over = over || unused;
        }
        if (unused) {
            release();
        }
    }
}

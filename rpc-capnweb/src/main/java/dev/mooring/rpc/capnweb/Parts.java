package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value;
import dev.mooring.rpc.capnweb.internal.wire.Payload;
import dev.mooring.rpc.capnweb.internal.wire.Reference;
import dev.mooring.rpc.capnweb.internal.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A payload of the client's whose references are looked up: a push, the arguments of a call, or a result. It is the owner
 * of all that it refers to, until {@link #close}.
 */
final class Parts {
    private final Evaluation evaluation;
    private final Core core;
    private final Scope scope;
    private final Payload payload;
    private final Room.Share share;

    private final List<CompletableFuture<Hook>> hooks = new ArrayList<>();
    /** The hooks that were made or given for this payload alone, and are not counted in {@link #given}. */
    private final List<CompletableFuture<Hook>> owned = new ArrayList<>();

    private final List<Import> given = new ArrayList<>();
    private final List<Long> named = new ArrayList<>();
    private final List<Evaluated> evaluated = new ArrayList<>();
    private final List<Parts> arguments = new ArrayList<>();

    private Parts(Evaluation evaluation, Scope scope, Payload payload) {
        this.evaluation = evaluation;
        this.core = evaluation.core();
        this.scope = scope;
        this.payload = payload;
        share = core.room().new Share();
    }

    /**
     * Looks all references up; under the guard, if the scope is the session's.
     *
     * @throws WireException if one is not known there
     */
    static Parts of(Evaluation evaluation, Scope scope, Payload payload) throws WireException {
        Parts parts = new Parts(evaluation, scope, payload);
        try {
            for (Reference reference : payload.references()) {
                parts.hooks.add(parts.lookUp(reference));
            }
            return parts;
        } catch (WireException unknown) {
            parts.core.change(parts::close);
            throw unknown;
        }
    }

    private CompletableFuture<Hook> lookUp(Reference reference) throws WireException {
        if (reference instanceof Reference.Theirs theirs) {
            return introduced(theirs);
        }
        if (reference instanceof Reference.Ours ours) {
            return begun(Operation.get(evaluation, named(ours.id()), ours.path()));
        }
        if (reference instanceof Reference.Readable readable) {
            return readable(named(readable.id()), readable.id());
        }
        if (reference instanceof Reference.Writable writable) {
            return CompletableFuture.completedFuture(new Hook.RemoteWritable(introduce(writable.id(), false)));
        }
        if (reference instanceof Reference.Fetch fetch) {
            return fetched(fetch);
        }
        if (payload.single().isEmpty() && !share.takeSteps(1)) {
            giveUp(reference);
            return CompletableFuture.completedFuture(core.room().noSteps());
        }
        Evaluation inner = payload.single().isPresent() ? evaluation : evaluation.inner(hooks.size());
        return reference instanceof Reference.Call call
                ? called(inner, call)
                : mapped(inner, (Reference.Remap) reference);
    }

    private CompletableFuture<Hook> fetched(Reference.Fetch fetch) {
        CompletableFuture<Hook> body = fetch.body() instanceof Value.StubValue stub
                ? hooks.get(Payload.index(stub))
                : CompletableFuture.completedFuture(new Hook.Plain(fetch.body(), List.of()));
        return body.thenCompose(hook -> Fetching.read(core, share, fetch.head(), hook));
    }

    private CompletableFuture<Hook> readable(Hook pipe, long id) throws WireException {
        if (pipe instanceof Hook.Failed) {
            return CompletableFuture.completedFuture(pipe);
        }
        if (!(pipe instanceof Hook.Writable writable) || !writable.inflow().takeReadable()) {
            throw new WireException("The export " + id + " is no pipe, or its readable end was named before");
        }
        CompletableFuture<Hook> end = CompletableFuture.completedFuture(new Hook.Readable(writable.inflow()));
        core.retain(end.join());
        owned.add(end);
        return end;
    }

    private CompletableFuture<Hook> called(Evaluation inner, Reference.Call call) throws WireException {
        Parts given = Parts.of(inner, scope, call.arguments());
        arguments.add(given);
        return begun(Operation.call(inner, named(call.id()), call.path(), given));
    }

    private CompletableFuture<Hook> mapped(Evaluation inner, Reference.Remap remap) throws WireException {
        List<Hook> captures = new ArrayList<>();
        for (Reference capture : remap.captures()) {
            captures.add(captured(capture));
        }
        Operation subject = Operation.get(inner, named(remap.id()), remap.path());
        return begun(new Mapping(inner, subject, captures, remap.instructions()));
    }

    private Hook captured(Reference capture) throws WireException {
        return capture instanceof Reference.Theirs theirs
                ? new Hook.Remote(introduce(theirs.id(), false))
                : named(((Reference.Ours) capture).id());
    }

    private CompletableFuture<Hook> begun(Evaluated one) {
        evaluated.add(one);
        owned.add(one.result());
        return one.result();
    }

    /** There is no room for a call; the things that it introduces are released with the rest. */
    private void giveUp(Reference reference) throws WireException {
        List<Reference> inner = reference instanceof Reference.Call call
                ? call.arguments().references()
                : ((Reference.Remap) reference).captures();
        for (Reference each : inner) {
            if (each instanceof Reference.Theirs theirs) {
                introduced(theirs);
            } else if (each instanceof Reference.Call || each instanceof Reference.Remap) {
                giveUp(each);
            }
        }
    }

    private CompletableFuture<Hook> introduced(Reference.Theirs theirs) throws WireException {
        Import entry = introduce(theirs.id(), theirs.promise());
        if (!theirs.promise()) {
            return CompletableFuture.completedFuture(new Hook.Remote(entry));
        }
        owned.add(entry.outcome());
        return entry.outcome();
    }

    private Import introduce(long id, boolean promise) throws WireException {
        Import entry = scope.introduce(id, promise);
        given.add(entry);
        return entry;
    }

    private Hook named(long id) throws WireException {
        Hook found = scope.find(id);
        named.add(id);
        return found;
    }

    /** Takes some characters until this is closed, if there is room for them. */
    boolean takeLength(long chars) {
        return share.takeLength(chars);
    }

    /** The call or the map that the payload is, if it is nothing else: its result is that of the payload. */
    Optional<Evaluated> single() {
        return payload.single().map(reference -> evaluated.get(0));
    }

    /** Begins the reads and calls, and calls back when all is there; not under the guard. */
    void whenReady(Consumer<Hook> then) {
        evaluated.forEach(Evaluated::start);
        if (hooks.isEmpty()) {
            then.accept(new Hook.Plain(payload.value(), List.of()));
            return;
        }
        CompletableFuture<?> all = CompletableFuture.allOf(hooks.toArray(CompletableFuture<?>[]::new));
        if (all.isDone()) {
            then.accept(whole());
        } else {
            all.thenRun(() -> evaluation.turns().follow(() -> then.accept(whole())));
        }
    }

    /** A failure, or the value with all that was promised in its place. */
    private Hook whole() {
        List<Hook> settled = hooks.stream().map(CompletableFuture::join).toList();
        return Filling.fill(core.room(), share, payload.value(), settled);
    }

    /** Ends the ownership; under the guard. */
    void close() {
        owned.forEach(hook -> core.drop(hook.getNow(Hook.Plain.UNDEFINED)));
        given.forEach(core.imports()::removeUser);
        named.forEach(scope::letGo);
        arguments.forEach(Parts::close);
        share.giveBack();
    }

    /** Adds the numbers of the messages that settled the things that this was given. */
    void addNumbers(Set<Long> numbers) {
        given.forEach(entry -> entry.addNumbers(numbers));
        arguments.forEach(inner -> inner.addNumbers(numbers));
    }
}

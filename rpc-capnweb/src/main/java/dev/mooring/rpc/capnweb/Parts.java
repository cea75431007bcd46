package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value;
import dev.mooring.rpc.capnweb.internal.wire.Payload;
import dev.mooring.rpc.capnweb.internal.wire.Reference;
import dev.mooring.rpc.capnweb.internal.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A payload of the client's whose references are looked up: the arguments of a call, or a result. It is the owner of all
 * that it refers to, until {@link #close}.
 */
final class Parts {
    private static final String NESTED_CALL = "A call within a value is not supported by this server: push it first";

    private final Core core;
    private final Value value;
    /** Whether an earlier server had it, so that nothing in it is new. */
    private final boolean again;

    private final List<CompletableFuture<Hook>> hooks = new ArrayList<>();
    /** What was made or given for this payload alone, and is not counted in {@link #given}. */
    private final List<CompletableFuture<Hook>> owned = new ArrayList<>();

    private final List<Import> given = new ArrayList<>();
    private final List<Long> named = new ArrayList<>();
    private final List<Operation> reads = new ArrayList<>();

    private Parts(Core core, Value value, boolean again) {
        this.core = core;
        this.value = value;
        this.again = again;
    }

    /**
     * Looks all references up; under the guard.
     *
     * @param again whether an earlier server had the payload: then what it introduces is known, and is not counted twice
     */
    static Parts of(Core core, Payload payload, Caller caller, boolean again) throws WireException {
        Parts parts = new Parts(core, payload.value(), again);
        for (Reference reference : payload.references()) {
            parts.hooks.add(parts.lookUp(reference, caller));
        }
        return parts;
    }

    private CompletableFuture<Hook> lookUp(Reference reference, Caller caller) throws WireException {
        if (reference instanceof Reference.Theirs theirs) {
            return introduced(theirs);
        }
        if (reference instanceof Reference.Ours ours) {
            return named(ours, caller);
        }
        if (reference instanceof Reference.Refused refused) {
            for (long id : refused.introduced()) {
                given.add(introduce(id, false));
            }
            return failed(refused.sentence());
        }
        dropArguments(((Reference.Call) reference).arguments(), caller);
        return failed(NESTED_CALL);
    }

    private static CompletableFuture<Hook> failed(String sentence) {
        return CompletableFuture.completedFuture(Hook.Failed.error("TypeError", sentence));
    }

    /** What they introduce is released with the rest. */
    private void dropArguments(Payload arguments, Caller caller) throws WireException {
        for (Reference reference : arguments.references()) {
            lookUp(reference, caller);
        }
    }

    private CompletableFuture<Hook> introduced(Reference.Theirs theirs) throws WireException {
        Import entry = introduce(theirs.id(), theirs.promise());
        given.add(entry);
        if (!theirs.promise()) {
            return CompletableFuture.completedFuture(new Hook.Remote(entry));
        }
        owned.add(entry.outcome());
        return entry.outcome();
    }

    private Import introduce(long id, boolean promise) throws WireException {
        return again ? core.imports().introduceAgain(id) : core.imports().introduce(id, promise);
    }

    private CompletableFuture<Hook> named(Reference.Ours ours, Caller caller) throws WireException {
        Hook base = again ? core.exports().findAgain(ours.id()) : core.exports().find(ours.id());
        core.exports().hold(ours.id());
        named.add(ours.id());
        Operation read = Operation.get(core, caller, base, ours.path());
        reads.add(read);
        owned.add(read.result());
        return read.result();
    }

    /** Begins what has to be asked for, and calls back when all is there; not under the guard. */
    void whenReady(Consumer<Hook> then) {
        reads.forEach(Operation::start);
        if (hooks.isEmpty()) {
            then.accept(new Hook.Plain(value, List.of()));
            return;
        }
        CompletableFuture<?> all = CompletableFuture.allOf(hooks.toArray(CompletableFuture<?>[]::new));
        if (all.isDone()) {
            then.accept(whole());
        } else {
            all.thenRun(() -> core.continuations().run(() -> then.accept(whole())));
        }
    }

    /** The first failure, or the value with all that was promised in its place. */
    private Hook whole() {
        List<Hook> settled = hooks.stream().map(CompletableFuture::join).toList();
        for (Hook hook : settled) {
            if (hook instanceof Hook.Failed) {
                return hook;
            }
        }
        if (value instanceof Value.StubValue) {
            return settled.get(0);
        }
        List<Hook> used = new ArrayList<>();
        Value filled = Paths.mapStubs(value, stub -> place(settled.get(Payload.index(stub)), used));
        return new Hook.Plain(filled, used);
    }

    private static Value place(Hook hook, List<Hook> used) {
        if (hook instanceof Hook.Plain plain) {
            return Paths.mapStubs(plain.value(), inner -> place(plain.hooks().get(Payload.index(inner)), used));
        }
        used.add(hook);
        return Payload.placeholder(used.size() - 1);
    }

    /** Ends the ownership; under the guard. */
    void close() {
        owned.forEach(hook -> core.drop(hook.getNow(Hook.Plain.UNDEFINED)));
        given.forEach(core.imports()::removeUser);
        named.forEach(core.exports()::letGo);
    }

    /** Adds the numbers of the messages that settled what this was given. */
    void addNumbers(Set<Long> numbers) {
        given.forEach(entry -> entry.addNumbers(numbers));
    }
}

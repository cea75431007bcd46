package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value;
import dev.mooring.rpc.capnweb.internal.wire.Payload;
import dev.mooring.rpc.capnweb.internal.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A {@code map()} of the client's: the instructions that its function recorded, for each element of an array, or for a
 * single value; null and undefined stay as they are.
 */
final class Mapping implements Evaluated {
    private final Evaluation evaluation;
    private final Operation subject;
    private final List<Hook> captures;
    private final List<Payload> instructions;
    private final MapTurns turns;
    private final Room.Share share;
    private final List<Parts> parts = new ArrayList<>();
    /** The outcomes of all instructions for all elements. */
    private final List<Outcome> outcomes = new ArrayList<>();

    private final CompletableFuture<Hook> result = new CompletableFuture<>();

    /**
     * Makes a map that has not begun.
     *
     * @param evaluation for whom, and when
     * @param subject gives the array or the value
     * @param captures the things that the function refers to; they stay until the end
     * @param instructions the last of them is the result
     */
    Mapping(Evaluation evaluation, Operation subject, List<Hook> captures, List<Payload> instructions) {
        this.evaluation = evaluation;
        this.subject = subject;
        this.captures = captures;
        this.instructions = instructions;
        turns = new MapTurns(evaluation.core(), evaluation.turns());
        share = evaluation.core().room().new Share();
    }

    @Override
    public CompletableFuture<Hook> result() {
        return result;
    }

    @Override
    public void start() {
        subject.result().thenAccept(hook -> turns.begin(() -> evaluate(hook)));
        subject.start();
    }

    private void evaluate(Hook hook) {
        if (hook instanceof Hook.Failed) {
            end(hook, hook);
        } else if (instructions.isEmpty()) {
            end(hook, Hook.Failed.error("Error", "Invalid empty mapper function."));
        } else if (hook instanceof Hook.Plain plain && plain.value() instanceof Value.ArrayValue array) {
            mapAll(plain, array.elements());
        } else if (hook instanceof Hook.Plain plain && isAbsent(plain.value())) {
            end(hook, hook);
        } else {
            map(hook, Payload.placeholder(0), List.of(hook));
        }
    }

    private static boolean isAbsent(Value value) {
        return value.kind() == Value.Kind.NULL || value.kind() == Value.Kind.UNDEFINED;
    }

    private void mapAll(Hook.Plain array, List<Value> values) {
        List<Value> places = new ArrayList<>();
        List<Hook> elements = new ArrayList<>();
        for (Value value : values) {
            places.add(Payload.placeholder(places.size()));
            elements.add(
                    value instanceof Value.StubValue stub
                            ? array.hooks().get(Payload.index(stub))
                            : Paths.trimmed(new Hook.Plain(value, array.hooks())));
        }
        map(array, new Value.ArrayValue(places), elements);
    }

    /** Evaluates the instructions for each element, and then fills the value with the results. */
    private void map(Hook owned, Value value, List<Hook> elements) {
        List<Outcome> results = new ArrayList<>();
        for (Hook element : elements) {
            if (!share.takeSteps(instructions.size())) {
                whenAllSettled(() -> end(owned, evaluation.core().room().noSteps()));
                return;
            }
            try {
                results.add(mapOne(evaluation.inner(results.size()), element));
            } catch (WireException wrong) {
                whenAllSettled(() -> end(owned, Hook.Failed.error("Error", wrong.getMessage())));
                return;
            }
        }
        whenAllSettled(() -> end(owned, filled(value, results)));
    }

    private Outcome mapOne(Evaluation one, Hook element) throws WireException {
        List<Hook> variables = new ArrayList<>();
        variables.add(element);
        Scope scope = new MapScope(captures, variables);
        Outcome last = new Outcome();
        for (Payload instruction : instructions) {
            Parts part = Parts.of(one.inner(variables.size() - 1).with(turns), scope, instruction);
            last = new Outcome();
            parts.add(part);
            outcomes.add(last);
            variables.add(new Hook.Pending(last));
            part.whenReady(last::complete);
        }
        return last;
    }

    /** The results; or the failure of a call that is in doubt, even if no result depends on it. */
    private Hook filled(Value value, List<Outcome> results) {
        for (Outcome outcome : outcomes) {
            if (outcome.join() instanceof Hook.Failed failed && failed.doubtful()) {
                return failed;
            }
        }
        List<Hook> settled = results.stream().map(Outcome::join).toList();
        return Filling.fill(evaluation.core().room(), share, value, settled);
    }

    private void whenAllSettled(Runnable then) {
        CompletableFuture<?> all = CompletableFuture.allOf(outcomes.toArray(CompletableFuture<?>[]::new));
        if (all.isDone()) {
            then.run();
        } else {
            all.thenRun(() -> turns.follow(then));
        }
    }

    private void end(Hook owned, Hook outcome) {
        evaluation.core().change(() -> {
            evaluation.core().retain(outcome);
            parts.forEach(Parts::close);
            evaluation.core().drop(owned);
        });
        share.giveBack();
        result.complete(outcome);
    }
}

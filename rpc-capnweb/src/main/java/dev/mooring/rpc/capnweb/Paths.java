package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value;
import dev.mooring.rpc.capnweb.internal.wire.Payload;
import dev.mooring.rpc.capnweb.internal.wire.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Follows paths as Cap'n Web does: members of values, methods of targets, and nothing else. */
final class Paths {

    /**
     * The place to which a path led.
     *
     * @param hook the thing there: a property of a target, something of the client's, or the end
     * @param rest the rest of the path, which is empty at the end
     */
    record Found(Hook hook, List<Step> rest) {
        /** The property that the application must be asked for, if it is one. */
        Optional<Hook.Function> property() {
            return hook instanceof Hook.Function function && function.method().property()
                    ? Optional.of(function)
                    : Optional.empty();
        }
    }

    private Paths() {}

    /** Follows a path from something that is settled, as far as it goes without asking anybody. */
    static Found follow(Hook from, List<Step> path) {
        Hook hook = from;
        for (int i = 0; i < path.size(); i++) {
            if (mustBeAsked(hook)) {
                return new Found(hook, path.subList(i, path.size()));
            }
            hook = member(hook, path.get(i));
        }
        return new Found(hook instanceof Hook.Plain plain ? trimmed(plain) : hook, List.of());
    }

    private static boolean mustBeAsked(Hook hook) {
        return hook instanceof Hook.Remote
                || hook instanceof Hook.Failed
                || hook instanceof Hook.Function function && function.method().property();
    }

    private static Hook member(Hook of, Step step) {
        if (of instanceof Hook.Plain plain) {
            return member(plain, step);
        }
        if (of instanceof Hook.Target target && !JsNames.isOfEveryObject(step.name())) {
            Optional<TargetMethod> method = target.table().find(step.name());
            if (method.isPresent()) {
                return new Hook.Function(target, method.get());
            }
        }
        return Hook.Plain.UNDEFINED;
    }

    private static Hook member(Hook.Plain of, Step step) {
        if (of.value().kind() == Value.Kind.UNDEFINED && !JsNames.isOfEveryObject(step.name())) {
            return Hook.Failed.error(
                    "TypeError", "Cannot read properties of undefined (reading '" + step.name() + "')");
        }
        Value member = member(of.value(), step);
        if (member instanceof Value.StubValue stub) {
            return of.hooks().get(Payload.index(stub));
        }
        return member == null ? Hook.Plain.UNDEFINED : new Hook.Plain(member, of.hooks());
    }

    private static @Nullable Value member(Value of, Step step) {
        if (of instanceof Value.ObjectValue object && !JsNames.isOfEveryObject(step.name())) {
            return object.members().get(step.name());
        }
        if (of instanceof Value.ArrayValue array
                && step.index() >= 0
                && step.index() < array.elements().size()) {
            return array.elements().get(step.index());
        }
        return null;
    }

    /** Spells a path as JavaScript does in its messages. */
    static String spelled(List<Step> path) {
        return path.stream().map(Step::name).collect(Collectors.joining("."));
    }

    /** Leaves out the hooks that the value does not use. */
    static Hook.Plain trimmed(Hook.Plain plain) {
        if (plain.hooks().isEmpty()) {
            return plain;
        }
        List<Hook> used = new ArrayList<>();
        Value value = mapStubs(plain.value(), stub -> {
            used.add(plain.hooks().get(Payload.index(stub)));
            return Payload.placeholder(used.size() - 1);
        });
        return new Hook.Plain(value, used);
    }

    /** Puts something else in the place of each stub in a value. */
    static Value mapStubs(Value value, Function<Value.StubValue, Value> replacement) {
        if (value instanceof Value.StubValue stub) {
            return replacement.apply(stub);
        }
        UnaryOperator<Value> inner = element -> mapStubs(element, replacement);
        if (value instanceof Value.ArrayValue array) {
            return new Value.ArrayValue(array.elements().stream().map(inner).toList());
        }
        if (value instanceof Value.ObjectValue object) {
            return new Value.ObjectValue(mapped(object.members(), inner));
        }
        if (value instanceof Value.ErrorValue error && !error.properties().isEmpty()) {
            return new Value.ErrorValue(
                    error.type(), error.message(), error.stack(), mapped(error.properties(), inner));
        }
        return value;
    }

    private static Map<String, Value> mapped(Map<String, Value> members, UnaryOperator<Value> inner) {
        Map<String, Value> mapped = new LinkedHashMap<>();
        members.forEach((name, member) -> mapped.put(name, inner.apply(member)));
        return mapped;
    }
}

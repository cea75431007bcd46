package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value;
import java.util.List;
import java.util.Map;

/** Estimates the memory that hooks take, so that results that a client does not release are bounded. */
final class Weight {
    /** The least that any value takes, in characters. */
    private static final long EACH = 16;

    private final long most;
    private long weight;

    private Weight(long most) {
        this.most = most;
    }

    /** About how many characters a settled hook takes. */
    static long of(Hook hook) {
        return atMost(List.of(hook), Long.MAX_VALUE);
    }

    /** About how many characters some settled hooks take together; counting ends beyond the given number. */
    static long atMost(List<Hook> hooks, long most) {
        Weight sum = new Weight(most);
        hooks.forEach(sum::add);
        return sum.weight;
    }

    private void add(Hook hook) {
        if (hook instanceof Hook.Plain plain) {
            add(plain.value());
        } else if (hook instanceof Hook.Failed failed) {
            add(failed.reason());
        } else if (hook instanceof Hook.Fetched fetched) {
            weight += EACH + Fetching.body(fetched.object()).length;
        } else {
            weight += EACH;
        }
    }

    private void add(Value value) {
        if (weight > most) {
            return;
        }
        weight += EACH;
        if (value instanceof Value.TextValue text) {
            weight += text.value().length();
        } else if (value instanceof Value.BytesValue bytes) {
            weight += bytes.content().length;
        } else if (value instanceof Value.ArrayValue array) {
            array.elements().forEach(this::add);
        } else if (value instanceof Value.ObjectValue object) {
            add(object.members());
        } else if (value instanceof Value.ErrorValue error) {
            weight +=
                    error.message().length() + error.stack().map(String::length).orElse(0);
            add(error.properties());
        }
    }

    private void add(Map<String, Value> members) {
        members.forEach((name, member) -> {
            weight += name.length();
            add(member);
        });
    }
}

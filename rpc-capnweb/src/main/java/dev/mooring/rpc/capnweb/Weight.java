package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value;
import java.util.Map;

/** Estimates what a result takes in memory, so that results that a client does not release are bounded. */
final class Weight {
    /** What any value takes, in characters. */
    private static final long EACH = 16;

    private Weight() {}

    /** About how many characters a settled hook takes. */
    static long of(Hook hook) {
        if (hook instanceof Hook.Plain plain) {
            return of(plain.value());
        }
        return hook instanceof Hook.Failed failed ? of(failed.reason()) : EACH;
    }

    private static long of(Value value) {
        long weight = EACH;
        if (value instanceof Value.TextValue text) {
            weight += text.value().length();
        } else if (value instanceof Value.BytesValue bytes) {
            weight += bytes.content().length;
        } else if (value instanceof Value.ArrayValue array) {
            for (Value element : array.elements()) {
                weight += of(element);
            }
        } else if (value instanceof Value.ObjectValue object) {
            weight += of(object.members());
        } else if (value instanceof Value.ErrorValue error) {
            weight +=
                    error.message().length() + error.stack().map(String::length).orElse(0) + of(error.properties());
        }
        return weight;
    }

    private static long of(Map<String, Value> members) {
        long weight = 0;
        for (var member : members.entrySet()) {
            weight += member.getKey().length() + of(member.getValue());
        }
        return weight;
    }
}

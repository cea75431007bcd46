package dev.mooring.store.redis;

import java.util.List;
import java.util.stream.Stream;

/**
 * A script and its input.
 *
 * @param script the script
 * @param tag the beginning of its answer, so that the answer to another invocation is noticed
 * @param keys the keys that it reads or writes, all on one node of a cluster
 * @param arguments its arguments after the tag
 */
record Invocation(Script script, String tag, List<String> keys, List<String> arguments) {

    String[] keyArray() {
        return keys.toArray(String[]::new);
    }

    String[] argumentArray() {
        return Stream.concat(Stream.of(tag), arguments.stream()).toArray(String[]::new);
    }
}

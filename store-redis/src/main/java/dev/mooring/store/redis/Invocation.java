package dev.mooring.store.redis;

import java.util.List;
import java.util.stream.Stream;

/**
 * A script and what it is about.
 *
 * @param script what is to be run
 * @param tag what the answer has to begin with, so that the answer to another invocation is noticed
 * @param keys the keys that it looks at
 * @param arguments what it is told besides the tag
 */
record Invocation(Script script, String tag, List<String> keys, List<String> arguments) {

    String[] keyArray() {
        return keys.toArray(String[]::new);
    }

    String[] argumentArray() {
        return Stream.concat(Stream.of(tag), arguments.stream()).toArray(String[]::new);
    }
}

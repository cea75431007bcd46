package dev.mooring.rpc.capnweb.internal.link;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The bodies that a restored copy needs from its client before anything else (L-24, L-25). */
final class LackingBodies {

    /** A message with its body. */
    record Body(LinkState.Pending message, String line) {}

    private final Map<Long, LinkState.Pending> lacking = new TreeMap<>();
    private final List<Body> bodies = new ArrayList<>();
    private long chars;

    LackingBodies(List<LinkState.Pending> pending) {
        pending.forEach(message -> lacking.put(message.number(), message));
    }

    /** The numbers that are missing, in ascending order. */
    List<Long> numbers() {
        return List.copyOf(lacking.keySet());
    }

    boolean isComplete() {
        return lacking.isEmpty();
    }

    /** The UTF-16 units of those that have come. */
    long chars() {
        return chars;
    }

    /** Takes the next ones of those that are missing. */
    void accept(ClientFrame.Again again) throws LinkException {
        Iterator<Long> expected = numbers().iterator();
        for (int i = 0; i < again.numbers().size(); i++) {
            Long number = again.numbers().get(i);
            if (!expected.hasNext() || !expected.next().equals(number)) {
                throw new LinkException("The bodies that were asked for come in ascending order, and no others");
            }
            LinkState.Pending message = lacking.get(number);
            String line = again.lines().get(i);
            if (message == null || !message.digest().equals(Digest.of(line))) {
                throw new LinkException("A body is the same as when it was sent first");
            }
            lacking.remove(number);
            bodies.add(new Body(message, line));
            chars += line.length();
        }
    }

    /** Takes out all bodies, in ascending order. */
    List<Body> take() {
        List<Body> all = List.copyOf(bodies);
        bodies.clear();
        chars = 0;
        return all;
    }

    @Override
    public String toString() {
        return lacking.keySet().stream().map(String::valueOf).collect(Collectors.joining(", ", "LackingBodies[", "]"));
    }
}

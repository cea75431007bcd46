package dev.mooring.rpc.capnweb.internal.link;

import dev.mooring.rpc.capnweb.internal.link.LinkedPeer.PendingMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The digests of the messages that are pending, made when a commit needs them: most calls are settled before. Thread-safe,
 * and of use under the session's guard, because no other lock is taken.
 */
final class Bodies {
    private final Map<Long, String> fresh = new HashMap<>();
    private Map<Long, Digest> digests = new HashMap<>();
    private long chars;

    /** Notes a message that was received. */
    synchronized void add(long number, String line) {
        fresh.put(number, line);
        chars += line.length();
    }

    /** The UTF-16 units of the messages that were not covered yet. */
    synchronized long chars() {
        return chars;
    }

    /** Notes a message whose body the token knows. */
    synchronized void add(LinkState.Pending pending) {
        digests.put(pending.number(), pending.digest());
    }

    /** The pending messages with their digests; all other bodies up to the covered number are forgotten. */
    synchronized List<LinkState.Pending> digest(List<PendingMessage> pending, Doubt doubt, long covers) {
        Map<Long, Digest> kept = new HashMap<>();
        List<LinkState.Pending> all = new ArrayList<>();
        for (PendingMessage message : pending) {
            Digest known = digests.get(message.number());
            Digest digest = known != null ? known : Digest.of(body(message.number()));
            kept.put(message.number(), digest);
            boolean flagged = doubt.decide(message.number(), false) == Doubt.Decision.REJECT;
            all.add(new LinkState.Pending(message.number(), message.pushId(), message.started() || flagged, digest));
        }
        digests = kept;
        fresh.entrySet().removeIf(message -> {
            boolean covered = message.getKey() <= covers;
            chars -= covered ? message.getValue().length() : 0;
            return covered;
        });
        return all;
    }

    private String body(long number) {
        String body = fresh.get(number);
        if (body == null) {
            throw new IllegalStateException("Message " + number + " was pending before it was received");
        }
        return body;
    }
}

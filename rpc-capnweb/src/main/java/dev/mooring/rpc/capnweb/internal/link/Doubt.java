package dev.mooring.rpc.capnweb.internal.link;

import java.util.Set;

/**
 * Which calls an earlier server may have run without anybody knowing (L-26 to L-28).
 *
 * @param upTo each call up to this number is in doubt
 * @param calls the numbers of further calls that are
 * @param tries the most cold resumes in a row that a kept message has been through
 */
public record Doubt(long upTo, Set<Long> calls, long tries) {
    /** Of a session that was never resumed. */
    public static final Doubt NONE = new Doubt(0, Set.of(), 0);

    private static final long MOST_TRIES = 3;

    /** The fate of a call. */
    public enum Decision {
        /** It runs for the first time. */
        RUN,
        /** It runs, perhaps again. */
        RUN_AGAIN,
        /** It is rejected as in doubt. */
        REJECT
    }

    /** Copies the set. */
    public Doubt {
        calls = Set.copyOf(calls);
    }

    /**
     * Decides about a call, once its method is known.
     *
     * @param number the number of its message
     * @param idempotent whether the method may run again
     * @return its fate
     */
    public Decision decide(long number, boolean idempotent) {
        if (number > upTo && !calls.contains(number)) {
            return Decision.RUN;
        }
        return idempotent && tries < MOST_TRIES ? Decision.RUN_AGAIN : Decision.REJECT;
    }
}

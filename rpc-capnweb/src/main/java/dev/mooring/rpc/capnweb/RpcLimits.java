package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.SnapshotLimits;

/**
 * Bounds for one connection. The first three are as Cap'n Web has them.
 *
 * @param maxMessageChars the most UTF-16 units of a message either way, at least 1,024; 32 Mi
 * @param maxDepth the most levels of a value, 1 to {@link SnapshotLimits#GREATEST_DEPTH}; 256
 * @param maxCalls the most calls of a client that have not ended; one more is rejected; 1,000
 * @param maxSteps the most steps of calls that have not ended: an instruction of {@code map()} is one step for each element,
 *     and a call within a value is one step; one more is rejected; 10,000
 * @param maxEntries the most entries of each table; one more ends the session; 10,000
 * @param maxWaitingChars the most UTF-16 units that wait, for each of the following by itself; 64 Mi. Beyond the bound,
 *     these are rejected: calls that have not ended; chunks of the client's streams and copies of results. Beyond the bound,
 *     these end the session: messages that the client has not taken; results that it has not released, by an estimate;
 *     results of the client that are in use, which count with the chunks; and, if the session heals, messages of the client
 *     that no commit covers
 */
public record RpcLimits(
        int maxMessageChars, int maxDepth, int maxCalls, int maxSteps, int maxEntries, long maxWaitingChars) {
    /** Room for any message without a value of the application's, such as the reason of an end. */
    private static final int LEAST_MESSAGE_CHARS = 1_024;

    /** The defaults. */
    public static final RpcLimits DEFAULT = new RpcLimits(32 << 20, 256, 1_000, 10_000, 10_000, 64L << 20);

    /**
     * Checks ranges.
     *
     * @throws IllegalArgumentException when a bound is too low, or the depth too great
     */
    public RpcLimits {
        if (maxMessageChars < LEAST_MESSAGE_CHARS) {
            throw new IllegalArgumentException(
                    "A message has room for at least " + LEAST_MESSAGE_CHARS + " characters");
        }
        if (maxDepth < 1 || maxCalls < 1 || maxSteps < 1 || maxEntries < 1 || maxWaitingChars < 1) {
            throw new IllegalArgumentException("Each bound is at least 1");
        }
        if (maxDepth > SnapshotLimits.GREATEST_DEPTH) {
            throw new IllegalArgumentException("A value has at most " + SnapshotLimits.GREATEST_DEPTH + " levels");
        }
    }

    /**
     * Sets the greatest message.
     *
     * @param chars UTF-16 units, at least 1,024
     * @return a copy
     */
    public RpcLimits withMaxMessageChars(int chars) {
        return new RpcLimits(chars, maxDepth, maxCalls, maxSteps, maxEntries, maxWaitingChars);
    }

    /**
     * Sets the greatest depth.
     *
     * @param levels of a value, 1 to {@link SnapshotLimits#GREATEST_DEPTH}
     * @return a copy
     */
    public RpcLimits withMaxDepth(int levels) {
        return new RpcLimits(maxMessageChars, levels, maxCalls, maxSteps, maxEntries, maxWaitingChars);
    }

    /**
     * Sets the most calls at once.
     *
     * @param calls at least 1
     * @return a copy
     */
    public RpcLimits withMaxCalls(int calls) {
        return new RpcLimits(maxMessageChars, maxDepth, calls, maxSteps, maxEntries, maxWaitingChars);
    }

    /**
     * Sets the most steps at once.
     *
     * @param steps at least 1
     * @return a copy
     */
    public RpcLimits withMaxSteps(int steps) {
        return new RpcLimits(maxMessageChars, maxDepth, maxCalls, steps, maxEntries, maxWaitingChars);
    }

    /**
     * Sets the greatest tables.
     *
     * @param entries of each table, at least 1
     * @return a copy
     */
    public RpcLimits withMaxEntries(int entries) {
        return new RpcLimits(maxMessageChars, maxDepth, maxCalls, maxSteps, entries, maxWaitingChars);
    }

    /**
     * Sets how much may wait.
     *
     * @param chars UTF-16 units, at least 1
     * @return a copy
     */
    public RpcLimits withMaxWaitingChars(long chars) {
        return new RpcLimits(maxMessageChars, maxDepth, maxCalls, maxSteps, maxEntries, chars);
    }

    /** The bounds of values for their reader: the length of the message bounds all of them except the depth. */
    SnapshotLimits ofValues() {
        return SnapshotLimits.builder()
                .maxDepth(maxDepth)
                .maxArrayElements(maxMessageChars)
                .maxObjectEntries(maxMessageChars)
                .maxValues(maxMessageChars)
                .build();
    }
}

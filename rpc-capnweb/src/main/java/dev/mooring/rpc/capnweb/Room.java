package dev.mooring.rpc.capnweb;

import java.util.List;

/** Counts the memory that the evaluation of pushes takes at once, so that a short message cannot take much. Thread-safe. */
final class Room {
    private final RpcLimits limits;
    private long steps;
    private long chars;

    Room(RpcLimits limits) {
        this.limits = limits;
    }

    /** The part of the room that one payload takes. */
    final class Share {
        private long mySteps;
        private long myChars;

        /** Takes steps, if there is room for them. */
        boolean takeSteps(long count) {
            synchronized (Room.this) {
                if (count > limits.maxSteps() - steps) {
                    return false;
                }
                steps += count;
                mySteps += count;
                return true;
            }
        }

        /** Takes about as many characters as some hooks have, if there is room for them. */
        boolean takeChars(List<Hook> hooks) {
            return takeLength(Weight.atMost(hooks, limits.maxWaitingChars()));
        }

        /** Takes some characters, if there is room for them. */
        boolean takeLength(long length) {
            synchronized (Room.this) {
                if (length > limits.maxWaitingChars() - chars) {
                    return false;
                }
                chars += length;
                myChars += length;
                return true;
            }
        }

        void giveBack() {
            synchronized (Room.this) {
                steps -= mySteps;
                chars -= myChars;
                mySteps = 0;
                myChars = 0;
            }
        }
    }

    Hook.Failed noSteps() {
        return Hook.Failed.error(
                "RangeError",
                "The calls within one push and the elements of map() take more than " + limits.maxSteps()
                        + " steps at once: push fewer, or map a shorter array");
    }

    Hook.Failed noChars() {
        return Hook.Failed.error(
                "RangeError",
                "Values that are put together from results have more than " + limits.maxWaitingChars()
                        + " characters at once");
    }
}

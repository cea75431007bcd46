package dev.mooring.rollout;

import java.time.Instant;

/**
 * Servers of one kind, and when they run.
 *
 * @param step the number of the step that made them, from 0
 * @param name the step's name, for people
 * @param mixed whether only part of the step has reached them: its properties or its key files
 * @param server one of them; all are alike
 * @param from the first instant at which one runs
 * @param until the last instant at which one runs
 */
record Fleet(int step, String name, boolean mixed, Server server, Instant from, Instant until) {

    boolean runsAt(Instant instant) {
        return !instant.isBefore(from) && !instant.isAfter(until);
    }
}

package dev.mooring.rollout;

import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenManager;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Starts one server of each kind. Not thread-safe. */
final class Servers {
    /** Time enough to be later than any sensible mooring.not-before, until which a server opens nothing. */
    private static final Duration UNTIL_PROBED = Duration.ofDays(3_650);

    private final Instant probedAt;
    private final VirtualClock clock;
    private final Consumer<ResumeTokenManager.Builder> setup;
    private final Map<Deployment, Server> started = new HashMap<>();
    private Duration longestLife = Duration.ZERO;

    Servers(VirtualClock clock, Consumer<ResumeTokenManager.Builder> setup) {
        this.probedAt = clock.instant().plus(UNTIL_PROBED);
        this.clock = clock;
        this.setup = setup;
    }

    /**
     * The server of a deployment.
     *
     * @throws IllegalStateException when it does not start; the message names the step
     */
    Server of(RolloutPlan.Step step, Deployment deployment) {
        Server known = started.get(deployment);
        if (known != null) {
            return known;
        }
        clock.set(probedAt);
        try {
            Server server = Server.start(deployment, clock, setup);
            started.put(deployment, server);
            longestLife = server.life().compareTo(longestLife) > 0 ? server.life() : longestLife;
            return server;
        } catch (IllegalArgumentException | IllegalStateException | ResumeTokenException e) {
            throw new IllegalStateException("A server of step " + step.name() + " does not start: " + e.getMessage());
        }
    }

    /** The longest life of a token of any server so far. */
    Duration longestLife() {
        return longestLife;
    }
}

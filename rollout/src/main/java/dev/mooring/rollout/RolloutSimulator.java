package dev.mooring.rollout;

import dev.mooring.token.ResumeTokenManager;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Plays a rolling deploy before it happens:
 *
 * <pre>{@code
 * RolloutPlan plan = RolloutPlan.read(Path.of("to-encrypted.plan"));
 * RolloutReport report = new RolloutSimulator(Instant.now()).run(plan);
 * report.refusals().forEach(System.err::println);
 * }</pre>
 *
 * <p>Every server is a real manager, built from the properties and keys of its step, and every verdict comes from a real
 * issue and open at an instant of a virtual clock. Tokens are issued by every kind of server that runs: at the first and
 * last instant of each kind, and at the instants at which others begin or end. They are opened by every kind of server that runs,
 * until their last millisecond. A client's next token depends only on the server that issues it, so this covers clients
 * that resume anywhere, in any order. After each step, going back to the one before is played as well.
 *
 * <p>The clocks of the simulated servers agree. It cannot know which modules a server has: here, every server has
 * those of this process. Immutable and thread-safe if the setup is; a run touches nothing but its own objects, and reads
 * the key files that the plan names.
 */
public final class RolloutSimulator {
    private final Instant start;
    private final Consumer<ResumeTokenManager.Builder> setup;

    /**
     * Simulates servers that properties configure completely.
     *
     * @param start when the rollout begins, cut to milliseconds; it matters if {@code mooring.not-before} is set
     */
    public RolloutSimulator(Instant start) {
        this(start, builder -> {});
    }

    /**
     * Simulates servers that are configured by more than properties.
     *
     * @param start when the rollout begins, cut to milliseconds; it matters if {@code mooring.not-before} is set
     * @param setup makes settings that no property makes, such as a KMS, limits or a class loader, on the builder of every
     *     server; the clock is set already
     */
    public RolloutSimulator(Instant start, Consumer<ResumeTokenManager.Builder> setup) {
        this.start = start.truncatedTo(ChronoUnit.MILLIS);
        this.setup = Objects.requireNonNull(setup, "setup");
    }

    /**
     * Plays a plan.
     *
     * @param plan the rollout
     * @return the tokens that would be refused
     * @throws IllegalStateException when a server of a step does not start; the message names the step
     */
    public RolloutReport run(RolloutPlan plan) {
        VirtualClock clock = new VirtualClock(start);
        Servers servers = new Servers(clock, setup);
        List<RolloutPlan.Step> steps = plan.steps();
        Rehearsal rehearsal = new Rehearsal(clock);
        rehearsal.forward(new TimeLine(steps, start, servers));
        for (int i = 1; i < steps.size(); i++) {
            List<RolloutPlan.Step> andBack = new ArrayList<>(steps.subList(0, i + 1));
            andBack.add(steps.get(i - 1));
            rehearsal.back(new TimeLine(andBack, start, servers));
        }
        return rehearsal.report(steps.size());
    }
}

package dev.mooring.rollout;

import dev.mooring.api.keys.KeySet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which servers run when.
 *
 * <p>Each step takes a minute, in which servers of the step before and of this one run side by side; how long does not
 * matter, because waits begin when the last server is changed. If a step changes key files under unchanged properties,
 * servers that run go on with the old keys for up to their reload interval, and a re-read for an unknown key is not
 * counted on: its rate is limited, so it is a help and no guarantee. If a step changes both, files and properties reach
 * a server in either order.
 */
final class TimeLine {
    static final Duration TICK = Duration.ofMillis(1);
    private static final Duration ROLLING = Duration.ofMinutes(1);

    private final List<RolloutPlan.Step> steps;
    private final Servers servers;
    private final List<Instant> starts = new ArrayList<>();
    private final List<Fleet> fleets = new ArrayList<>();

    TimeLine(List<RolloutPlan.Step> steps, Instant start, Servers servers) {
        this.steps = steps;
        this.servers = servers;
        Instant next = start;
        for (RolloutPlan.Step step : steps) {
            starts.add(next);
            next = next.plus(ROLLING).plus(step.pause());
        }
        for (int i = 0; i < steps.size(); i++) {
            addWhole(i);
            if (i > 0) {
                addMixed(i);
            }
        }
    }

    private void addWhole(int i) {
        Server server = servers.of(steps.get(i), deployment(i, i));
        Instant from = i == 0 ? starts.get(0).minus(server.life()).plus(TICK) : starts.get(i);
        Instant until;
        if (i == steps.size() - 1) {
            until = end();
        } else if (steps.get(i).properties().equals(steps.get(i + 1).properties())
                && !deployment(i, i).equals(deployment(i, i + 1))) {
            until = reached(i + 1).plus(server.keysReload());
        } else {
            until = reached(i + 1);
        }
        fleets.add(new Fleet(i, steps.get(i).name(), false, server, from, until));
    }

    /** Servers that only the properties or only the key files of a step have reached, if that makes a difference. */
    private void addMixed(int i) {
        if (steps.get(i - 1).properties().equals(steps.get(i).properties())) {
            return;
        }
        String name = steps.get(i).name();
        if (!deployment(i - 1, i).equals(deployment(i - 1, i - 1))) {
            Server newKeys = servers.of(steps.get(i), deployment(i - 1, i));
            fleets.add(new Fleet(
                    i, name + " (its key files, not yet its properties)", true, newKeys, starts.get(i), reached(i)));
        }
        if (!deployment(i, i - 1).equals(deployment(i, i))) {
            Server oldKeys = servers.of(steps.get(i), deployment(i, i - 1));
            fleets.add(new Fleet(
                    i,
                    name + " (its properties, not yet its key files)",
                    true,
                    oldKeys,
                    starts.get(i),
                    reached(i).plus(oldKeys.keysReload())));
        }
    }

    /** The properties of one step with the key files of another; files that are new in a step are there before it. */
    private Deployment deployment(int propertiesOf, int keysOf) {
        Map<Path, KeySet> keyFiles = new HashMap<>(steps.get(propertiesOf).keyFiles());
        keyFiles.putAll(steps.get(keysOf).keyFiles());
        return Deployment.of(steps.get(propertiesOf).properties(), keyFiles);
    }

    /** The last instant at which a server is without a step. */
    private Instant reached(int i) {
        return starts.get(i).plus(ROLLING).minus(TICK);
    }

    /** When every token of the last but one step is over. */
    private Instant end() {
        return starts.get(steps.size() - 1).plus(ROLLING).plus(servers.longestLife());
    }

    List<RolloutPlan.Step> steps() {
        return steps;
    }

    List<Fleet> fleets() {
        return fleets;
    }

    /** The servers that a step has reached with both its properties and its key files. */
    Fleet whole(int step) {
        return fleets.stream()
                .filter(fleet -> fleet.step() == step && !fleet.mixed())
                .findFirst()
                .orElseThrow();
    }

    Instant start(int step) {
        return starts.get(step);
    }

    /** The first and last instants of all servers. */
    TreeSet<Instant> boundaries() {
        TreeSet<Instant> boundaries = new TreeSet<>();
        for (Fleet fleet : fleets) {
            boundaries.add(fleet.from());
            boundaries.add(fleet.until());
        }
        return boundaries;
    }

    /** The life of the sessions that have been at servers of every step until now. */
    Duration shortestSessionAge(Fleet issuer) {
        return fleets.stream()
                .filter(fleet -> fleet.step() <= issuer.step())
                .map(fleet -> fleet.server().maxSessionAge())
                .min(Duration::compareTo)
                .orElseThrow();
    }
}

package dev.mooring.store.redis;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Looks at the facts that a server tells about itself by {@code INFO}, before a claim is entrusted to it. */
record Fitness(Map<String, String> facts) {
    private static final Pattern VERSION = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})\\..*");

    /** Version 6.2 brought {@code SET … PXAT}. */
    private static final int LEAST_VERSION = 6_0002;

    static Fitness of(String info) {
        return new Fitness(info.lines()
                .filter(line -> line.indexOf(':') > 0)
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')),
                        line -> line.substring(line.indexOf(':') + 1).strip(),
                        (first, second) -> first)));
    }

    /** Refuses a server that cannot run the scripts, forgets, or is not of the kind that the address says. */
    void check(boolean mayEvict, boolean inCluster) {
        if (is("redis_mode", "sentinel")) {
            throw UnfitStoreException.untilChanged(
                    "The server is a Sentinel: " + "name the primary that it watches by ?sentinel=NAME in the address");
        }
        if (version() < LEAST_VERSION) {
            throw UnfitStoreException.untilChanged(
                    "The Redis server is older than 6.2, which a ledger needs: update it");
        }
        if (!is("role", "master")) {
            // its primary may have failed, and it may become the next one
            throw UnfitStoreException.forNow(
                    "The Redis server is a replica, which a ledger cannot use: name the primary");
        }
        if (is("cluster_enabled", "1") != inCluster) {
            throw UnfitStoreException.untilChanged(
                    inCluster
                            ? "The Redis server is not part of a cluster: leave cluster=on out of the address"
                            : "The Redis server is part of a cluster: add ?cluster=on to the address");
        }
        if (!mayEvict && !is("maxmemory_policy", "noeviction")) {
            throw UnfitStoreException.untilChanged("The Redis server may evict claims to make room: set its "
                    + "maxmemory-policy to noeviction, or vouch for it by ?eviction=acknowledged in the address");
        }
    }

    /** A server that tells none, as some proxies do, is tried. */
    private int version() {
        Matcher version =
                VERSION.matcher(Optional.ofNullable(facts.get("redis_version")).orElse(""));
        return version.matches()
                ? Integer.parseInt(version.group(1)) * 10_000 + Integer.parseInt(version.group(2))
                : LEAST_VERSION;
    }

    private boolean is(String name, String value) {
        return value.equals(facts.get(name));
    }
}

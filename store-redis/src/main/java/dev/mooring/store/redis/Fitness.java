package dev.mooring.store.redis;

import java.util.Map;
import java.util.stream.Collectors;

/** Looks at what a server says of itself, as {@code INFO} does, before a claim is entrusted to it. */
record Fitness(Map<String, String> facts) {

    static Fitness of(String info) {
        return new Fitness(info.lines()
                .filter(line -> line.indexOf(':') > 0)
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')),
                        line -> line.substring(line.indexOf(':') + 1).strip(),
                        (first, second) -> first)));
    }

    void refuseWhatForgets(boolean mayEvict) {
        if (!is("role", "master")) {
            // its primary may have failed, and it may become the next one
            throw UnfitStoreException.forNow(
                    "The Redis server is a replica, which a ledger cannot use: name the primary");
        }
        if (is("cluster_enabled", "1")) {
            throw UnfitStoreException.untilChanged(
                    "The Redis server is part of a cluster, which a ledger cannot use: give it a primary of its own");
        }
        if (!mayEvict && !is("maxmemory_policy", "noeviction")) {
            throw UnfitStoreException.untilChanged("The Redis server may evict claims to make room: set its "
                    + "maxmemory-policy to noeviction, or vouch for it by ?eviction=acknowledged in the address");
        }
    }

    private boolean is(String name, String value) {
        return value.equals(facts.get(name));
    }
}

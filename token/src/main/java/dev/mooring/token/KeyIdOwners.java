package dev.mooring.token;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Keeps the sealers of one manager from using one key id for two keys. Thread-safe. */
final class KeyIdOwners {
    private final Map<String, Set<String>> idsBySealer = new HashMap<>();

    /** Gives a sealer these ids in place of those it had; refuses one that another sealer has, and changes nothing. */
    synchronized void take(String sealerId, Set<String> keyIds) {
        idsBySealer.forEach((other, taken) -> {
            if (!other.equals(sealerId)) {
                keyIds.stream().filter(taken::contains).findFirst().ifPresent(id -> {
                    throw new IllegalStateException("The key id " + id + " is used by both " + other + " and "
                            + sealerId + ": a key belongs to one sealer, so make a new one");
                });
            }
        });
        idsBySealer.put(sealerId, keyIds);
    }
}

package dev.mooring.rpc.capnweb.internal.link;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Outputs, with the token that covers the state which produced them (L-14).
 *
 * @param serial ascends within a copy
 * @param covers the highest number whose message has taken effect
 * @param pending the numbers up to it whose bodies another server would need
 * @param token the token, or null while the session is fragile
 * @param doubt the numbers of the calls that are rejected in it as in doubt
 * @param lines the outputs
 */
record Commit(
        long serial,
        long covers,
        List<Long> pending,
        @Nullable String token,
        List<Long> doubt,
        List<String> lines) {

    @Override
    public String toString() {
        return "Commit[" + serial + ", covers " + covers + ", " + lines.size() + " lines]";
    }
}

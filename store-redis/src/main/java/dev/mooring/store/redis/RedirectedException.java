package dev.mooring.store.redis;

import dev.mooring.store.redis.RedisAddress.Host;
import io.lettuce.core.RedisCommandExecutionException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A node of a cluster did not run a command, and names the node that holds the key. */
final class RedirectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Pattern REDIRECTION = Pattern.compile("(MOVED|ASK) [0-9]+ (.*):([0-9]{1,5})");

    private final transient Host node;
    private final boolean once;

    private RedirectedException(Host node, boolean once) {
        super(null, null, false, false);
        this.node = node;
        this.once = once;
    }

    static Optional<RedirectedException> in(Throwable failure) {
        return Failure.find(RedisCommandExecutionException.class, failure)
                .map(error -> REDIRECTION.matcher(
                        Optional.ofNullable(error.getMessage()).orElse("")))
                .filter(Matcher::matches)
                .map(found -> new RedirectedException(
                        new Host(found.group(2), Integer.parseInt(found.group(3))),
                        found.group(1).equals("ASK")));
    }

    Host node() {
        return node;
    }

    /** Whether the key is just on its way to the node, which has to be told that it is asked because of that. */
    boolean isForOnce() {
        return once;
    }
}

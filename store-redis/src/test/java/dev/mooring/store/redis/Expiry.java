package dev.mooring.store.redis;

import dev.mooring.support.RedisServer;
import io.lettuce.core.ScriptOutputType;
import java.util.List;

/** When a key ends. Redis tells it by PEXPIRETIME from version 7 on, and the ledger runs on 6.2 too. */
final class Expiry {
    private static final String SCRIPT = """
            local function millis(time)
              return time[1] * 1000 + math.floor(time[2] / 1000)
            end
            local before = redis.call('TIME')
            local left = redis.call('PTTL', KEYS[1])
            return { millis(before), left, millis(redis.call('TIME')) }
            """;

    private Expiry() {}

    /** The time in milliseconds. It is exact if the clock stayed within one millisecond, so this asks until it did. */
    static long millis(RedisServer server, String key) {
        return server.tell(commands -> {
            List<Long> told;
            do {
                told = commands.eval(SCRIPT, ScriptOutputType.MULTI, key);
            } while (!told.get(0).equals(told.get(2)));
            return told.get(0) + told.get(1);
        });
    }
}

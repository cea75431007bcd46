package dev.mooring.examples.healing;

import dev.mooring.support.RedisServer;
import dev.mooring.token.KeyFile;
import dev.mooring.token.KeyMaker;
import dev.mooring.token.Providers;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;

/**
 * Makes what servers share: a key file, and a Redis unless there is one. Its arguments are a folder for both, and
 * {@code redis} if one is to be started, which ends with the standard input.
 */
public final class Surroundings {
    private Surroundings() {}

    /** Makes the keys, and runs a Redis. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        new KeyFile(folder.resolve("resume.keys"))
                .create(new KeyMaker(Providers.discover().sealer("hmac-sha256"), null, new SecureRandom())
                        .create("HMAC_SHA256", Instant.now()));
        if (arguments.length > 1) {
            try (RedisServer redis = RedisServer.start(folder)) {
                System.out.println("redis redis://127.0.0.1:" + redis.port());
                while (System.in.read() >= 0) {
                    // until the one that started it is gone
                }
            }
        } else {
            System.out.println("ready");
        }
    }
}

package dev.mooring.cli;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.token.ResumeTokenManager;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mooring keys remove}: a key ends. */
@Command(
        name = "remove",
        description = {
            "Ends a staged or opening key: every token of it is refused from then on.",
            "",
            "It is refused while tokens of the key can be alive, which is until its last change, and the time in which"
                    + " servers re-read their keys, and the longest life of a token. The key that seals is never removed."
        },
        footer = {"", "Example:", "  mooring keys remove my.keys k81d06b7e"})
final class KeysRemoveCommand implements Runnable {
    private final Console console;

    @Option(
            names = "--max-ttl",
            paramLabel = "DURATION",
            description = "The servers' mooring.max-ttl, such as PT1H; 24 hours by default.")
    private String maxTtl = SessionSnapshot.DEFAULT_MAX_AGE.toString();

    @Option(
            names = "--reload",
            paramLabel = "DURATION",
            description = "The servers' mooring.keys.reload, such as PT5M; 30 seconds by default.")
    private String reload = ResumeTokenManager.Builder.DEFAULT_KEYS_RELOAD.toString();

    @Option(names = "--force", description = "Removes the key even so, as after a leak.")
    private boolean force;

    @Parameters(index = "0", paramLabel = "FILE", description = "The key file.")
    private Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "KEY-ID", description = "The key, as \"mooring keys list\" shows it.")
    private String keyId = "";

    KeysRemoveCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        Duration reread = Inputs.duration("--reload", reload, Duration.ZERO, SessionSnapshot.GREATEST_MAX_AGE);
        Duration alive = Inputs.duration("--max-ttl", maxTtl, Inputs.LEAST_TTL, SessionSnapshot.GREATEST_MAX_AGE);
        Instant now = console.clock().instant();
        Inputs.changedKeys(file, keys -> force ? keys.removeAnyway(keyId) : keys.remove(keyId, now, reread, alive));
        console.say("Removed the key " + keyId + " from " + file
                + ": servers that have the file and have re-read it refuse its tokens as UNKNOWN_KEY");
    }
}

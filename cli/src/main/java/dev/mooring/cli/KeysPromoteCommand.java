package dev.mooring.cli;

import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.token.ResumeTokenManager;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mooring keys promote}: another key seals. */
@Command(
        name = "promote",
        description = {
            "Lets a staged or opening key seal. The key that sealed until now opens only.",
            "",
            "Wait until every server has learnt a staged key, or those that have not refuse its tokens."
        },
        footer = {"", "Example:", "  mooring keys promote my.keys k3f9a21c4"})
final class KeysPromoteCommand implements Runnable {
    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE", description = "The key file.")
    private Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "KEY-ID", description = "The key, as \"mooring keys list\" shows it.")
    private String keyId = "";

    KeysPromoteCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        Instant now = console.clock().instant();
        Inputs.Change change = Inputs.changedKeys(file, keys -> keys.promote(keyId, now));
        String demoted = change.before().sealingKey().id();
        console.say("The key " + keyId + " of " + file + " seals from now on, and " + demoted + " opens only");
        change.before()
                .key(keyId)
                .filter(key -> key.status() == TokenKey.Status.STAGED)
                .map(key -> key.since().plus(ResumeTokenManager.Builder.DEFAULT_KEYS_RELOAD))
                .filter(now::isBefore)
                .ifPresent(learnt -> console.say("It was staged a moment ago: before " + learnt
                        + ", and until they have the file, servers may refuse its tokens as UNKNOWN_KEY"));
        Instant removableAt = change.after()
                .removableAt(demoted, ResumeTokenManager.Builder.DEFAULT_KEYS_RELOAD, SessionSnapshot.DEFAULT_MAX_AGE);
        console.say("Next: give the file to every server; when no token of " + demoted + " is alive, at " + removableAt
                + " unless mooring.max-ttl or mooring.keys.reload is set, run \"mooring keys remove " + file + " "
                + demoted + "\"");
    }
}

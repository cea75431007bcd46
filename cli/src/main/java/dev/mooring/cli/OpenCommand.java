package dev.mooring.cli;

import dev.mooring.codec.json.JsonSnapshotCodec;
import dev.mooring.token.OpenedToken;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mooring open}: a token becomes the snapshot's JSON, once it is verified. */
@Command(
        name = "open",
        description = {
            "Verifies a token, and writes the session's snapshot in JSON to standard output.",
            "",
            "Every codec on the path is accepted."
        },
        footer = {"", "Example:", "  mooring open --keys my.keys --context tenant=acme token"})
final class OpenCommand implements Runnable {
    private final Console console;

    @Mixin
    private OpeningOptions opening = new OpeningOptions();

    OpenCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        OpenedToken opened = opening.manager(console).open(opening.token(console), opening.context());
        console.result(new JsonSnapshotCodec().encode(opened.snapshot()));
    }
}

package dev.mooring.cli;

import dev.mooring.codec.json.JsonSnapshotCodec;
import dev.mooring.token.OpenedToken;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

    @Option(names = "--keys", paramLabel = "FILE", required = true, description = "The key file; it names the sealer.")
    private @Nullable Path keys;

    @Option(
            names = "--accept",
            paramLabel = "FILE",
            description = "The key file of another sealer whose tokens open too; repeat it for more.")
    private List<Path> accepted = List.of();

    @Mixin
    private ContextOption context = new ContextOption();

    @Parameters(paramLabel = "TOKEN-FILE", arity = "0..1", description = "The token; without it, standard input.")
    private @Nullable Path token;

    OpenCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        OpenedToken opened =
                Managers.opening(keys, accepted, console.clock()).open(Inputs.token(console, token), context.context());
        console.result(new JsonSnapshotCodec().encode(opened.snapshot()));
    }
}

package dev.mooring.cli;

import dev.mooring.api.keys.KeyEncryption;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenContext;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options and the file of the commands that open a token. */
final class OpeningOptions {
    @Option(
            names = "--keys",
            paramLabel = "FILE",
            required = true,
            description =
                    "The key file, or an address such as vault:secret/resume or env:KEYS; the keys name the sealer.")
    private Path keys = Path.of("");

    @Option(
            names = "--accept",
            paramLabel = "FILE",
            description = "The key file of another sealer whose tokens open too; repeat it for more.")
    private List<Path> accepted = List.of();

    @Mixin
    private KmsOption kms = new KmsOption();

    @Mixin
    private ContextOption context = new ContextOption();

    @Parameters(
            paramLabel = "TOKEN-FILE",
            arity = "0..1",
            converter = InputConverter.class,
            description = "The token; without it, or as -, standard input.")
    private @Nullable Path token;

    OpeningOptions() {}

    ResumeTokenManager manager(Console console) {
        ResumeTokenManager.Builder builder = Managers.opening(keys, accepted, console.clock());
        KeyEncryption service = kms.kms();
        return (service == null ? builder : builder.kms(service)).build();
    }

    String token(Console console) {
        return Inputs.token(console, token);
    }

    TokenContext context() {
        return context.context();
    }
}

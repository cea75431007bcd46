package dev.mooring.cli;

import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.spi.TokenSealerProvider;
import dev.mooring.token.KeyFile;
import dev.mooring.token.KeyMaker;
import dev.mooring.token.Providers;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mooring keys create}: a new key file with one new key. */
@Command(
        name = "create",
        description = {
            "Makes a key file with one new random key.",
            "",
            "The file is readable by its owner only. It holds a secret: give it to every server over a safe way, and keep"
                    + " it out of version control. A file that exists is never overwritten."
        },
        footer = {"", "Example:", "  mooring keys create --sealer tink-aead my.keys"})
final class KeysCreateCommand implements Runnable {
    private final Console console;

    @Option(
            names = "--sealer",
            paramLabel = "SEALER",
            completionCandidates = Candidates.Sealers.class,
            required = true,
            description = "hmac-sha256 for signed tokens that anyone can read, tink-aead for encrypted ones, or another"
                    + " sealer on the path.")
    private String sealer = "";

    @Mixin
    private AlgorithmOption algorithm = new AlgorithmOption();

    @Mixin
    private KmsOption kms = new KmsOption();

    @Parameters(paramLabel = "FILE", description = "The key file to make.")
    private Path file = Path.of("");

    KeysCreateCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        TokenSealerProvider provider = Providers.discover().sealer(sealer);
        KeySet keys = new KeyMaker(provider, kms.kms(), new SecureRandom())
                .create(algorithm.of(provider), console.clock().instant());
        try {
            new KeyFile(file).create(keys);
        } catch (IOException e) {
            throw new UnusableException(e);
        }
        TokenKey key = keys.sealingKey();
        console.say("Created " + file + " with the key " + key.id() + " (" + sealer + ", " + key.algorithm()
                + "), readable by you only");
        console.say(
                "Use it with \"mooring issue --keys " + file + "\", and on every server as mooring.keys=file:" + file);
    }
}

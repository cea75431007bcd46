package dev.mooring.cli;

import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.spi.TokenSealerProvider;
import dev.mooring.token.KeyMaker;
import dev.mooring.token.Providers;
import dev.mooring.token.ResumeTokenManager;
import java.nio.file.Path;
import java.security.SecureRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mooring keys stage}: a new key that every server learns before one uses it. */
@Command(
        name = "stage",
        description = {
            "Adds a new random key to a key file. It opens tokens, and does not seal any yet.",
            "",
            "When every server has learnt it, \"mooring keys promote\" lets it seal."
        },
        footer = {"", "Example:", "  mooring keys stage my.keys"})
final class KeysStageCommand implements Runnable {
    private final Console console;

    @Mixin
    private AlgorithmOption algorithm = new AlgorithmOption();

    @Mixin
    private KmsOption kms = new KmsOption();

    @Parameters(paramLabel = "FILE", description = "The key file; it names the sealer.")
    private Path file = Path.of("");

    KeysStageCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        TokenSealerProvider sealer =
                Providers.discover().sealer(Inputs.keys(file).sealerId());
        String chosen = algorithm.of(sealer);
        KeySet staged = Inputs.changedKeys(
                        file,
                        keys -> new KeyMaker(sealer, kms.kms(), new SecureRandom())
                                .stage(keys, chosen, console.clock().instant()))
                .after();
        TokenKey key = staged.keys().get(staged.keys().size() - 1);
        console.say("Staged the key " + key.id() + " in " + file + " (" + sealer.id() + ", " + key.algorithm()
                + "): it opens, and does not seal yet");
        sayWhatIsNext(console, file, key.id());
    }

    static void sayWhatIsNext(Console console, Path file, String keyId) {
        console.say("Next: give the file to every server, wait until each has re-read it (mooring.keys.reload, "
                + ResumeTokenManager.Builder.DEFAULT_KEYS_RELOAD + " unless told), then run \"mooring keys promote "
                + file + " "
                + keyId + "\"");
    }
}

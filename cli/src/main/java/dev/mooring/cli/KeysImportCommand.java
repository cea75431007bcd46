package dev.mooring.cli;

import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.spi.TokenSealerProvider;
import dev.mooring.token.KeyFile;
import dev.mooring.token.KeyMaker;
import dev.mooring.token.Providers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mooring keys import}: keys that Tink's tools made. */
@Command(
        name = "import",
        description = {
            "Takes over the keys of a Tink keyset in JSON, in the clear and of AEAD keys.",
            "",
            "Into a key file they come as staged keys. If there is no such file, one is made, in which the primary key"
                    + " of the keyset seals and the others are staged."
        },
        footer = {"", "Example:", "  mooring keys import my.keys keyset.json"})
final class KeysImportCommand implements Runnable {
    private static final String SEALER_OF_A_NEW_FILE = "tink-aead";

    private final Console console;

    @Mixin
    private KmsOption kms = new KmsOption();

    @Parameters(index = "0", paramLabel = "FILE", description = "The key file to make, or to add to.")
    private Path file = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "TINK-KEYSET.json",
            converter = InputConverter.class,
            description = "The keyset; standard input if it is -.")
    private Path keyset = Path.of("");

    KeysImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        byte[] document = Inputs.foreignKeys(console, keyset);
        try {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                stage(document);
            } else {
                create(document);
            }
        } catch (UnsupportedOperationException e) {
            throw new UnusableException(e);
        } finally {
            Arrays.fill(document, (byte) 0);
        }
    }

    private void create(byte[] document) {
        TokenSealerProvider sealer = Providers.discover().sealer(SEALER_OF_A_NEW_FILE);
        Instant now = console.clock().instant();
        KeySet keys = new KeyMaker(sealer, kms.kms(), new SecureRandom()).createFrom(document, now);
        try {
            new KeyFile(file).create(keys);
        } catch (IOException e) {
            throw new UnusableException(e);
        }
        console.say("Created " + file + ", readable by you only, with the keys: " + described(keys.keys()));
    }

    private void stage(byte[] document) {
        TokenSealerProvider sealer =
                Providers.discover().sealer(Inputs.keys(file).sealerId());
        Inputs.Change change = Inputs.changedKeys(
                file,
                keys -> new KeyMaker(sealer, kms.kms(), new SecureRandom())
                        .stageFrom(keys, document, console.clock().instant()));
        List<TokenKey> keys = change.after().keys();
        List<TokenKey> added = keys.subList(change.before().keys().size(), keys.size());
        console.say("Imported into " + file + ": " + described(added));
        KeysStageCommand.sayWhatIsNext(console, file, added.get(0).id());
    }

    private static String described(List<TokenKey> keys) {
        return String.join(
                ", ",
                keys.stream()
                        .map(key -> key.id() + " " + key.status().word() + " (" + key.algorithm() + ")")
                        .toList());
    }
}

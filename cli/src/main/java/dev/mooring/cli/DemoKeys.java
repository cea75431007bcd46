package dev.mooring.cli;

import dev.mooring.api.keys.KeySet;
import dev.mooring.api.spi.TokenSealerProvider;
import dev.mooring.token.KeyFile;
import dev.mooring.token.KeyMaker;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A key file for each sealer, in a private folder that is gone when the demo is over, also when it is interrupted. */
final class DemoKeys implements AutoCloseable {
    private final Path folder;
    private final Map<TokenSealerProvider, Path> files = new LinkedHashMap<>();

    DemoKeys(Iterable<TokenSealerProvider> sealers, Instant now) {
        try {
            // created for its owner only, if the file system knows owners
            folder = Files.createTempDirectory("mooring-demo-");
            Runtime.getRuntime().addShutdownHook(new Thread(this::close));
            for (TokenSealerProvider sealer : sealers) {
                Path file = folder.resolve(sealer.id() + ".keys");
                files.put(sealer, file);
                new KeyFile(file).create(generate(sealer, now));
            }
        } catch (IOException e) {
            throw new UnusableException("The demo cannot write its key files: check the folder for temporary files, "
                    + System.getProperty("java.io.tmpdir"));
        }
    }

    /** Keys that no file holds. */
    static KeySet generate(TokenSealerProvider sealer, Instant now) {
        return new KeyMaker(sealer, null, new SecureRandom())
                .create(sealer.algorithms().get(0), now);
    }

    /** The key files by sealer, in order. */
    Map<TokenSealerProvider, Path> files() {
        return files;
    }

    @Override
    public void close() {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path file : all) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException | DirectoryIteratorException e) {
            // gone already, or nothing to be done about it: the keys are worth nothing once the demo is over
        }
    }
}

package dev.mooring.it.deployed;

import dev.mooring.api.spi.TokenSealerProvider;
import dev.mooring.token.KeyFile;
import dev.mooring.token.KeyMaker;
import dev.mooring.token.Providers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;

/**
 * Key files in a folder, made when they are asked for.
 *
 * @param folder where they are
 */
public record Keys(Path folder) {

    /** The value of {@code mooring.keys} for a sealer: each asking for the same sealer gets the same file. */
    public String of(String sealerId) {
        return "file:" + file(sealerId, sealerId + ".keys").toAbsolutePath();
    }

    /** The key file of a name, made for a sealer where it is not there yet. */
    public Path file(String sealerId, String name) {
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                TokenSealerProvider sealer = Providers.discover().sealer(sealerId);
                new KeyFile(file)
                        .create(new KeyMaker(sealer, null, new SecureRandom())
                                .create(sealer.algorithms().get(0), Instant.now()));
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

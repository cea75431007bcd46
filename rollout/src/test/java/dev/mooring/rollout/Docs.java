package dev.mooring.rollout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's own pages, beside this module. */
final class Docs {
    static final Path ROOT = Path.of("").toAbsolutePath().getParent().resolve("docs");
    static final Path RECIPE = ROOT.resolve("rollout/signed-json-to-encrypted-cbor.plan");
    static final Path BACK = ROOT.resolve("rollout/back-to-signed-json.plan");
    static final Path NAIVE = ROOT.resolve("rollout/naive-swap.plan");

    private Docs() {}

    static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> plans() {
        try (Stream<Path> files = Files.list(ROOT.resolve("rollout"))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

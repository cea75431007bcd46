package dev.mooring.support;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of this repository. */
final class Repository {
    private Repository() {}

    /**
     * Resolves a path as the user of the build wrote it.
     *
     * @param path a path, which may be relative to the root of the repository
     * @return the absolute path
     */
    static Path resolve(String path) {
        Path here = Path.of("").toAbsolutePath();
        Path root = here;
        while (root != null && !Files.isDirectory(root.resolve(".mvn"))) {
            root = root.getParent();
        }
        return (root == null ? here : root).resolve(path).normalize();
    }
}

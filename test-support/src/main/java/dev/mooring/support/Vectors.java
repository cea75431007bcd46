package dev.mooring.support;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Published test vectors, which are not part of this repository. {@code -Dvectors=DIR} names their folder. */
public final class Vectors {
    private static final String PROPERTY = "vectors";

    private Vectors() {}

    /**
     * Finds a file or folder of vectors. The calling test is skipped if the build was not told a folder.
     *
     * @param name its name in that folder
     * @return the file or folder, which exists
     * @throws IllegalStateException if the build was told a folder that lacks it
     */
    public static Path find(String name) {
        String folder = System.getProperty(PROPERTY, "");
        if (folder.isBlank()) {
            return Assumptions.abort("No folder of published vectors is named by -D" + PROPERTY);
        }
        Path found = Repository.resolve(folder).resolve(name);
        if (!Files.exists(found)) {
            throw new IllegalStateException(
                    "The folder that -D" + PROPERTY + " names has no " + name + ": see CONTRIBUTING.md");
        }
        return found;
    }
}

package dev.mooring.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Node.js with the npm packages that the build installs for tests. */
public final class NodeJs {
    private NodeJs() {}

    /**
     * Skips the calling test unless Node.js is on the path and a package is installed.
     *
     * @param folder the folder of the scripts
     * @param needed the package that the scripts import
     * @return the folder
     */
    public static Path folder(Path folder, String needed) {
        Assumptions.assumeTrue(isOnThePath(), "Node.js is not on the path");
        Assumptions.assumeTrue(
                Files.isDirectory(folder.resolve("node_modules").resolve(needed)),
                () -> "The npm package " + needed + " is not installed: run npm ci in " + folder);
        return folder;
    }

    private static boolean isOnThePath() {
        try {
            return new ProcessBuilder("node", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

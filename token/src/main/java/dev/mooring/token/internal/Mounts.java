package dev.mooring.token.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Mounts of this process, as Linux lists them (proc(5), mountinfo). */
final class Mounts {
    private static final Path TABLE = Path.of("/proc/self/mountinfo");
    private static final int MOUNT_POINT = 4;

    private Mounts() {}

    /** Tells whether a file is a mount of its own; false if that cannot be told. */
    static boolean isMountPoint(Path file) {
        return isListed(TABLE, file);
    }

    static boolean isListed(Path table, Path file) {
        String wanted = escaped(file.toString());
        try (var lines = Files.lines(table)) {
            return lines.map(line -> line.split(" ", MOUNT_POINT + 2))
                    .anyMatch(fields -> fields.length > MOUNT_POINT && fields[MOUNT_POINT].equals(wanted));
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** Blanks, tabs, line feeds and backslashes stand in the table as octal numbers. */
    private static String escaped(String path) {
        return path.replace("\\", "\\134")
                .replace(" ", "\\040")
                .replace("\t", "\\011")
                .replace("\n", "\\012");
    }
}

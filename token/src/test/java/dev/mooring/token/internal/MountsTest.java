package dev.mooring.token.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/keys; true",
                "/; true",
                "/with blank; true",
                "/back\\slash; true",
                "/run; false",
                "/rootfs; false",
                "/key; false",
                "36; false"
            })
    void file_isListed_ifItIsTheFifthFieldOfALine(Path file, boolean listed) throws IOException {
        Path table = Files.writeString(folder.resolve("mountinfo"), """
                22 1 8:1 / / rw,relatime - ext4 /run rw
                36 22 0:30 /rootfs /keys rw - tmpfs tmpfs rw
                37 22 0:31 / /with\\040blank rw - tmpfs tmpfs rw
                38 22 0:32 / /back\\134slash rw - tmpfs tmpfs rw
                39 22
                """);
        assertEquals(listed, Mounts.isListed(table, file));
    }

    @Test
    void tabAndLineFeed_ofAPath_areEscapedAsInTheTable() throws IOException {
        Path table = Files.writeString(folder.resolve("mountinfo"), "1 0 0:1 / /a\\011b\\012c rw - tmpfs tmpfs rw\n");
        assertTrue(Mounts.isListed(table, Path.of("/a\tb\nc")));
    }

    @Test
    void table_missing_tellsNothing() {
        assertFalse(Mounts.isListed(folder.resolve("none"), Path.of("/")));
    }

    @Test
    void newFolder_isNoMount() {
        assertFalse(Mounts.isMountPoint(folder));
    }
}

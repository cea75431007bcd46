package dev.mooring.token;

import static dev.mooring.token.Fixtures.key;
import static dev.mooring.token.Fixtures.keys;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
    @TempDir
    Path folder;

    private Path path() {
        return folder.resolve("resume.keys");
    }

    private KeyFile file() {
        return new KeyFile(path());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void create_andRead_isTheSameKeys() throws IOException {
        file().create(keys());
        assertEquals(keys(), file().read());
        assertEquals(keys(), KeySource.file(path()).load());
        assertEquals(KeyFile.format(keys()), Files.readString(path()));
        assertEquals(List.of("resume.keys"), names());
    }

    @Test
    void create_makesAFileOfItsOwnerOnly() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "needs POSIX permissions");
        file().create(keys());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path())));
    }

    @Test
    void create_whereAFileIs_changesNothing() throws IOException {
        file().create(keys());
        KeySet others = keys(key("k2", Status.SEALING));
        var error = assertThrows(IOException.class, () -> file().create(others));
        assertTrue(error.getMessage().contains("resume.keys"));
        assertEquals(keys(), file().read());
        assertEquals(List.of("resume.keys"), names());
    }

    @Test
    void create_whereALinkDangles_changesNothing() throws IOException {
        Files.createSymbolicLink(path(), folder.resolve("nowhere"));
        assertThrows(IOException.class, () -> file().create(keys()));
        assertEquals(List.of("resume.keys"), names());
    }

    @Test
    void create_inNoFolder_leavesNothingBehind() throws IOException {
        KeyFile lost = new KeyFile(folder.resolve("no/folder/resume.keys"));
        var error = assertThrows(IOException.class, () -> lost.create(keys()));
        assertTrue(error.getMessage().contains("folder"));
        assertEquals(List.of(), names());
        assertThrows(IOException.class, () -> new KeyFile(Path.of("/")).create(keys()));
    }

    @Test
    void create_ofNoKeys_leavesNothingBehind() throws IOException {
        assertThrows(NullPointerException.class, () -> file().create(null));
        assertEquals(List.of(), names());
    }

    @Test
    void create_inAFolderNotOurs_isToldAndLeavesNothingBehind() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "needs POSIX permissions");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assumeFalse(Files.isWritable(folder), "the superuser may write everywhere");
            var error = assertThrows(IOException.class, () -> file().create(keys()));
            assertTrue(error.getMessage().contains("may not write"));
        } finally {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        assertEquals(List.of(), names());
    }

    @Test
    void create_inAFolderThatTakesNoFiles_namesTheFile() {
        Path system = Path.of("/proc");
        assumeTrue(Files.isDirectory(system), "needs a folder where not even the superuser can make files");
        KeyFile file = new KeyFile(system.resolve("resume.keys"));
        var error = assertThrows(IOException.class, () -> file.create(keys()));
        assertTrue(error.getMessage().startsWith("The key file " + system.resolve("resume.keys") + " cannot"));
    }

    @Test
    void create_byManyAtOnce_succeedsForOne() throws Exception {
        int threads = 16;
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                KeySet own = keys(key("k" + i, Status.SEALING));
                tasks.add(() -> {
                    start.await();
                    try {
                        file().create(own);
                        return true;
                    } catch (IOException e) {
                        return false;
                    }
                });
            }
            int created = 0;
            for (Future<Boolean> each : pool.invokeAll(tasks)) {
                created += each.get() ? 1 : 0;
            }
            assertEquals(1, created);
            assertEquals(1, file().read().keys().size());
            assertEquals(List.of("resume.keys"), names());
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void create_onAFileSystemWithoutLinks_isWholeAndNeverOverwrites() throws IOException {
        Path zip = folder.resolve("disk.zip");
        try (FileSystem disk = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Path inside = disk.getPath("/resume.keys");
            new KeyFile(inside).create(keys());
            assertEquals(keys(), new KeyFile(inside).read());
            assertThrows(IOException.class, () -> new KeyFile(inside).create(keys(key("k2", Status.SEALING))));
            assertEquals(keys(), new KeyFile(inside).read());
            try (Stream<Path> files = Files.list(disk.getPath("/"))) {
                assertEquals(List.of(inside), files.toList());
            }
        }
    }

    @Test
    void read_ofNoFile_saysHowToCreateOne() {
        var error = assertThrows(IOException.class, () -> file().read());
        assertTrue(error.getMessage().contains("keys create"));
        assertTrue(error.getMessage().contains("resume.keys"));
        assertNull(error.getCause());
    }

    @Test
    void read_ofUtf16_saysHowToSaveIt() throws IOException {
        Files.writeString(path(), KeyFile.format(keys()), StandardCharsets.UTF_16);
        var error = assertThrows(IllegalArgumentException.class, () -> file().read());
        assertTrue(error.getMessage().contains("UTF-8"), error.getMessage());
    }

    @Test
    void read_ofAFolder_saysSo() {
        var error = assertThrows(IOException.class, () -> new KeyFile(folder).read());
        assertTrue(error.getMessage().contains("directory"));
    }

    @Test
    void read_ofALinkToItself_saysSo() throws IOException {
        Files.createSymbolicLink(path(), path());
        var error = assertThrows(IOException.class, () -> file().read());
        assertTrue(error.getMessage().contains("resume.keys"));
    }

    @Test
    void read_ofAFileNotOurs_saysSo() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "needs POSIX permissions");
        file().create(keys());
        Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(path()), "the superuser may read everything");
        var error = assertThrows(IOException.class, () -> file().read());
        assertTrue(error.getMessage().contains("owner"));
    }

    @Test
    void read_ofAnEmptyFile_saysHowToCreateOne() throws IOException {
        Files.createFile(path());
        var error = assertThrows(IllegalArgumentException.class, () -> file().read());
        assertTrue(error.getMessage().contains("keys create"));
    }

    @Test
    void read_ofBytesThatAreNoText_doesNotRepeatThem() throws IOException {
        Files.write(path(), new byte[] {'c', 'a', 'n', 'a', 'r', 'y', (byte) 0xC3, 0x28});
        var error = assertThrows(IllegalArgumentException.class, () -> file().read());
        assertFalse(error.getMessage().contains("canary"));
        assertNull(error.getCause());
    }

    @Test
    void read_ofAMebibyte_isParsedAndOfMore_refused() throws IOException {
        Files.write(path(), new byte[1 << 20]);
        var parsed = assertThrows(IllegalArgumentException.class, () -> file().read());
        assertTrue(parsed.getMessage().contains("Line 1"));
        Files.write(path(), new byte[(1 << 20) + 1]);
        var refused = assertThrows(IllegalArgumentException.class, () -> file().read());
        assertTrue(refused.getMessage().contains("1048576"));
    }

    @Test
    void source_ofAFile_readsItAnew() throws IOException {
        file().create(keys());
        KeySource source = KeySource.file(path());
        assertEquals(keys(), source.load());
        KeySet others = keys(key("k2", Status.SEALING));
        Files.write(path(), KeyFile.format(others).getBytes(StandardCharsets.UTF_8));
        assertEquals(others, source.load());
        assertTrue(source.toString().contains("resume.keys"));
    }

    @Test
    void source_ofAVariableNotSet_saysWhichAndWhat() {
        KeySource source = KeySource.environment("MOORING_TEST_NOT_SET");
        var error = assertThrows(IOException.class, source::load);
        assertTrue(error.getMessage().contains("MOORING_TEST_NOT_SET"));
        assertTrue(source.toString().contains("MOORING_TEST_NOT_SET"));
    }

    @Test
    void source_ofAVariable_isItsText() throws IOException {
        KeySource source = new VariableSource("V", KeyFile.format(keys()));
        assertEquals(keys(), source.load());
        assertFalse(source.toString().contains("k1"));
    }

    @Test
    void source_ofAVariableThatIsNoKeyFile_saysWhere() {
        KeySource source = KeySource.environment("PATH");
        var error = assertThrows(IllegalArgumentException.class, source::load);
        assertTrue(error.getMessage().contains("Line 1"));
    }
}

package dev.mooring.token;

import static dev.mooring.token.Fixtures.NOW;
import static dev.mooring.token.Fixtures.key;
import static dev.mooring.token.Fixtures.keys;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.keys.TokenKey.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileUpdateTest {
    private static final KeySet TWO = keys(key("k1", Status.SEALING), key("k2", Status.STAGED));

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void create() throws IOException {
        path = folder.resolve("resume.keys");
        new KeyFile(path).create(TWO);
    }

    private KeySet promote(Path file) throws IOException {
        return new KeyFile(file).update(keys -> keys.promote("k2", NOW));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void assertUntouched() throws IOException {
        assertEquals(KeyFile.format(TWO), Files.readString(path));
        assertTrue(List.of("resume.keys", ".resume.keys.lock").containsAll(names()), names()::toString);
    }

    @Test
    void update_isWhatIsThenRead() throws IOException {
        KeySet promoted = promote(path);
        assertEquals("k2", promoted.sealingKey().id());
        assertEquals(promoted, new KeyFile(path).read());
        assertEquals(List.of(".resume.keys.lock", "resume.keys"), names());
    }

    @Test
    void update_replacesTheFile_soAReaderHasTheOldOneWhole() throws IOException {
        try (FileChannel reader = FileChannel.open(path, StandardOpenOption.READ)) {
            Object before = Files.readAttributes(path, "unix:ino");
            promote(path);
            assertEquals(KeyFile.format(TWO), content(reader));
            assertNotEquals(before, Files.readAttributes(path, "unix:ino"));
        }
    }

    private static String content(FileChannel file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
        file.read(bytes, 0);
        return new String(bytes.array(), StandardCharsets.UTF_8);
    }

    /** A service reads the file by its group, or not at all: both stay as the operator has set them. */
    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "rw-r-----", "r--r-----", "r--------", "rw-r--r--", "rw-rw----"})
    void update_leavesTheMode_whateverItIs(String mode) throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "needs POSIX permissions");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        var owner = Files.getOwner(path);
        promote(path);
        assertEquals(mode, PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        assertEquals(owner, Files.getOwner(path));
        assertEquals("k2", new KeyFile(path).read().sealingKey().id());
    }

    @Test
    void update_asSuperuser_leavesTheFileItsOwnerAndGroup() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "needs POSIX permissions");
        assumeTrue(Files.getOwner(path).getName().equals("root"), "only the superuser gives files away");
        var nobody = folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        Files.setOwner(path, nobody);
        Files.setAttribute(path, "unix:gid", 12_345);
        promote(path);
        assertEquals(nobody, Files.getOwner(path));
        assertEquals(12_345, Files.getAttribute(path, "unix:gid"));
        assertEquals(nobody, Files.getOwner(folder.resolve(".resume.keys.lock")));
    }

    @Test
    void update_thatChangesNothing_writesNothing() throws IOException {
        Object before = Files.readAttributes(path, "fileKey,lastModifiedTime");
        new KeyFile(path).update(keys -> keys);
        assertEquals(before, Files.readAttributes(path, "fileKey,lastModifiedTime"));
    }

    @Test
    void d09_update_thatFails_leavesTheFileAndTheLockFree() throws IOException {
        IllegalStateException failure = new IllegalStateException("no");
        var thrown = assertThrows(
                IllegalStateException.class,
                () -> new KeyFile(path).update(keys -> {
                    throw failure;
                }));
        assertSame(failure, thrown);
        assertThrows(NullPointerException.class, () -> new KeyFile(path).update(keys -> null));
        assertUntouched();
        promote(path);
    }

    @Test
    void update_ofNoFile_saysHowToCreateOneAndLeavesNothing() throws IOException {
        var error = assertThrows(IOException.class, () -> promote(folder.resolve("no.keys")));
        assertTrue(error.getMessage().contains("keys create"));
        assertUntouched();
    }

    @Test
    void update_ofWhatIsNoKeyFile_leavesIt() throws IOException {
        Path other = Files.writeString(folder.resolve("other"), "canary");
        var error = assertThrows(IllegalArgumentException.class, () -> promote(other));
        assertFalse(error.getMessage().contains("canary"));
        assertEquals("canary", Files.readString(other));
        assertThrows(IOException.class, () -> promote(folder));
        assertEquals(List.of("other", "resume.keys"), names());
    }

    @Test
    void update_inAFolderNotOurs_isToldAndChangesNothing() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "needs POSIX permissions");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assumeFalse(Files.isWritable(folder), "the superuser may write everywhere");
            var error = assertThrows(IOException.class, () -> promote(path));
            assertTrue(error.getMessage().contains("mounted"));
        } finally {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        assertUntouched();
    }

    @Test
    void update_withALockThatIsALink_followsItNowhere() throws IOException {
        Path victim = folder.resolve("victim");
        Files.createSymbolicLink(folder.resolve(".resume.keys.lock"), victim);
        assertThrows(IOException.class, () -> promote(path));
        assertFalse(Files.exists(victim));
        assertEquals(KeyFile.format(TWO), Files.readString(path));
    }

    @Test
    void update_withALockLeftByADeadProcess_goesOn() throws IOException {
        Files.createFile(folder.resolve(".resume.keys.lock"));
        assertEquals("k2", promote(path).sealingKey().id());
    }

    @Test
    void update_whileTheLockIsHeldInThisProcess_isRefusedAndChangesNothing() throws IOException {
        try (FileChannel lock = FileChannel.open(
                folder.resolve(".resume.keys.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock();
            var error = assertThrows(IOException.class, () -> promote(path));
            assertTrue(error.getMessage().contains("try again"));
        }
        assertUntouched();
    }

    /** As Kubernetes mounts secrets: the file is a link through a link to a folder, which is swapped. */
    @Test
    void update_throughLinks_replacesWhatTheyLeadToAndKeepsThem() throws IOException {
        Path real = Files.createDirectory(folder.resolve("..2026_11_24"));
        new KeyFile(real.resolve("mounted.keys")).create(TWO);
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_11_24"));
        Path link = Files.createSymbolicLink(folder.resolve("mounted.keys"), Path.of("..data", "mounted.keys"));
        KeySource source = KeySource.file(link);

        KeySet promoted = promote(link);

        assertTrue(Files.isSymbolicLink(link));
        assertEquals(promoted, new KeyFile(real.resolve("mounted.keys")).read());
        assertEquals(promoted, source.load());
        Path next = Files.createDirectory(folder.resolve("..2026_11_25"));
        new KeyFile(next.resolve("mounted.keys")).create(keys());
        Files.delete(folder.resolve("..data"));
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_11_25"));
        assertEquals(keys(), source.load());
    }

    @Test
    void d10_update_byManyAtOnceAndThroughALink_losesNoKey() throws Exception {
        int threads = 16;
        Path link = Files.createSymbolicLink(folder.resolve("link.keys"), path);
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<String>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                KeyFile file = new KeyFile(i % 2 == 0 ? path : link);
                tasks.add(() -> {
                    start.await();
                    KeySet staged = file.update(keys ->
                            new KeyMaker(new MacProvider(), null, new SecureRandom()).stage(keys, "HMAC_SHA256", NOW));
                    return staged.keys().get(staged.keys().size() - 1).id();
                });
            }
            TreeSet<String> expected = new TreeSet<>(List.of("k1", "k2"));
            for (Future<String> each : pool.invokeAll(tasks)) {
                expected.add(each.get());
            }
            assertEquals(threads + 2, expected.size());
            assertEquals(
                    expected,
                    new KeyFile(path)
                            .read().keys().stream().map(TokenKey::id).collect(Collectors.toCollection(TreeSet::new)));
        } finally {
            pool.shutdownNow();
        }
    }
}

package dev.mooring.token.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.keys.TokenKey.Status;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Key files that other processes change, hold, and leave behind. Only a test that fails runs into the time-out. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KeyFilesProcessTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final Duration AT_ONCE = Duration.ZERO;

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void create() throws IOException {
        path = folder.resolve("resume.keys");
        byte[] secret = {1, 2, 3};
        KeyFiles.create(
                path,
                KeySet.of(
                        "hmac-sha256",
                        List.of(new TokenKey(
                                "k1", Status.SEALING, NOW, NOW, "HMAC_SHA256", KeyMaterial.clear(secret)))));
    }

    private List<String> ids() throws IOException {
        return KeyFiles.read(path).keys().stream().map(TokenKey::id).toList();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private KeySet stage(String id, Duration longestWait) throws IOException {
        return KeyFiles.update(path, keys -> KeyFileChild.with(keys, id, 32), longestWait);
    }

    private static void awaitReady(Process child) throws IOException {
        assertEquals("ready", new BufferedReader(child.inputReader()).readLine());
    }

    private static void goOn(Process child) throws Exception {
        child.getOutputStream().write('\n');
        child.getOutputStream().flush();
        assertEquals(0, child.waitFor());
    }

    @Test
    void d10_update_whileAnotherProcessChangesTheFile_waitsAndLosesNoKey() throws Exception {
        Process other = KeyFileChild.start(List.of(), "hold", path.toString(), "k2");
        try {
            awaitReady(other);
            IOException busy = assertThrows(IOException.class, () -> stage("k3", AT_ONCE));
            assertTrue(busy.getMessage().contains("another process"), busy.getMessage());
            assertTrue(busy.getMessage().contains(".resume.keys.lock"), busy.getMessage());
            assertEquals(List.of("k1"), ids());
            goOn(other);
            stage("k3", AT_ONCE);
            assertEquals(List.of("k1", "k2", "k3"), ids());
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void update_whileAnotherProcessSharesTheLock_endsWithASentence() throws Exception {
        stage("k2", AT_ONCE);
        Process other = KeyFileChild.start(List.of(), "share", path.toString());
        try {
            awaitReady(other);
            IOException busy = assertThrows(IOException.class, () -> stage("k3", Duration.ofMillis(20)));
            assertTrue(busy.getMessage().contains("PT0.02S"), busy.getMessage());
            goOn(other);
            assertEquals(3, stage("k3", AT_ONCE).keys().size());
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void lock_isPrivate_alsoIfItWasNot() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "needs POSIX permissions");
        Path lock = folder.resolve(".resume.keys.lock");
        stage("k2", AT_ONCE);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(lock)));
        Files.setPosixFilePermissions(lock, PosixFilePermissions.fromString("rw-rw-rw-"));
        stage("k3", AT_ONCE);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(lock)));
    }

    @Test
    void draft_ofAProcessThatWasKilled_isPrivate_andRemovedByTheNextChange() throws Exception {
        Process killed = KeyFileChild.start(List.of(), "die", path.toString(), "k2");
        assertEquals(9, killed.waitFor());
        String draft = names().get(0);
        assertTrue(draft.matches("\\.mooring-keys-resume\\.keys-[0-9]+\\.new"), draft);
        assertEquals(List.of("k1"), ids());
        List<String> others = List.of(
                ".mooring-keys-1.new",
                ".mooring-keys-a-1.new",
                ".mooring-keys-resume.keys-1-2.new",
                ".mooring-keys-resume.keys-x.new",
                ".mooring-keys-resumeXkeys-1.new");
        for (String other : others) {
            Files.createFile(folder.resolve(other));
        }
        stage("k3", AT_ONCE);
        assertFalse(Files.exists(folder.resolve(draft)));
        assertTrue(names().containsAll(others), "those of other files stay: " + names());
    }

    /** Such as drafts of another user in a folder in which everybody deletes only his own; here they are folders. */
    @Test
    void drafts_thatCannotBeDeleted_doNotSaveTheOthers() throws IOException {
        List<String> stuck = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            stuck.add(".mooring-keys-resume.keys-9" + i + ".new");
            Files.createDirectories(folder.resolve(stuck.get(i)).resolve("entry"));
            Files.createFile(folder.resolve(".mooring-keys-resume.keys-1" + i + ".new"));
        }
        stage("k2", AT_ONCE);
        assertEquals(List.of("k1", "k2"), ids());
        List<String> left =
                names().stream().filter(name -> name.endsWith(".new")).sorted().toList();
        assertEquals(stuck.stream().sorted().toList(), left);
    }

    /** As by a full disk: the shell lets the process write files of 2 blocks only, of 512 or 1,024 bytes. */
    @Test
    void d09_update_thatCannotWriteAllOfIt_leavesTheFileAndNoDraft() throws Exception {
        assumeTrue(KeyFileChild.hasShell(), "needs a shell that limits the size of files");
        String before = Files.readString(path);
        Process limited = KeyFileChild.start(
                List.of("/bin/sh", "-c", "ulimit -f 2; exec \"$@\"", "sh"), "stage-large", path.toString(), "k2");
        String said = new String(limited.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, limited.waitFor());
        assertTrue(said.startsWith("The key file cannot be written to " + folder), said);
        assertTrue(said.contains("check the space on that disk"), said);
        assertEquals(before, Files.readString(path));
        assertEquals(List.of(".resume.keys.lock", "resume.keys"), names());
        assertEquals(2, stage("k2", AT_ONCE).keys().size());
    }

    /** As a container's engine mounts a single file: nothing can be renamed onto it. */
    @Test
    void update_ofAFileThatIsAMountOfItsOwn_namesTheMount() throws Exception {
        Path mounted = Files.copy(path, folder.resolve("mounted keys"));
        List<String> inside = List.of(
                "unshare", "-rm", "/bin/sh", "-c", "mount --bind \"$0\" \"$0\" && exec \"$@\"", mounted.toString());
        assumeTrue(canMount(inside), "needs the right to mount a file for one process");
        Process child = KeyFileChild.start(inside, "stage-large", mounted.toString(), "k2");
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        child.waitFor();
        assertTrue(said.contains("is a mount of its own") && said.contains("mount its folder"), said);
        assertEquals(Files.readString(path), Files.readString(mounted));
        assertEquals(List.of(".mounted keys.lock", "mounted keys", "resume.keys"), names());
    }

    private static boolean canMount(List<String> inside) throws InterruptedException {
        return runs(Stream.concat(inside.stream(), Stream.of("true")).toArray(String[]::new));
    }

    /** The user may write to the folder, and so replace the file, but not give files away. */
    @Test
    void update_byAUserWhoCannotKeepTheOwner_namesItAndChangesNothing() throws Exception {
        List<String> nobody = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        assumeTrue(
                Files.getOwner(path).getName().equals("root") && runs("setpriv", "--reuid=65534", "true"),
                "needs the superuser, who can run a process as somebody else");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setAttribute(folder, "unix:uid", 65_534);
        String before = Files.readString(path);
        Process child = KeyFileChild.start(nobody, "stage-large", path.toString(), "k2");
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, child.waitFor());
        assertTrue(said.contains("cannot give its owner root and its group root"), said);
        assertEquals(before, Files.readString(path));
        assertEquals("root", Files.getOwner(path).getName());
        assertEquals(List.of(".resume.keys.lock", "resume.keys"), names());
    }

    /** The JDK cannot set such a list, so a tool makes it, if it is installed. */
    @Test
    void update_ofAFileWithAnAccessControlList_keepsIt() throws Exception {
        assumeTrue(runs("setfacl", "-m", "u:12345:r", path.toString()), "needs setfacl and a file system for it");
        String before = acl();
        assertTrue(before.contains("12345"), before);
        stage("k2", AT_ONCE);
        assertEquals(before, acl());
    }

    private String acl() throws IOException {
        Process getfacl = new ProcessBuilder("getfacl", "-cn", path.toString()).start();
        return new String(getfacl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}

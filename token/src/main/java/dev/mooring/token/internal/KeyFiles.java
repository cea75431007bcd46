package dev.mooring.token.internal;

import dev.mooring.api.keys.KeySet;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Key files on disk: read, created, and replaced whole. */
public final class KeyFiles {
    /** Far above any real key file, and small enough to read a wrong file without harm. */
    private static final int MAX_BYTES = 1 << 20;

    /** Far above any change, also of one that asks a KMS, and short enough for an operator to wait. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private KeyFiles() {}

    /** Reads a key file. */
    public static KeySet read(Path file) throws IOException {
        byte[] bytes = bytes(file);
        try {
            return KeyFileFormat.parse(Utf8.decode(bytes));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "The file is not a key file: it is not text, or not in UTF-8, as which it has to be saved");
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IllegalArgumentException("The file is not a key file: it has over " + MAX_BYTES + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static IOException unreadable(Path file, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new IOException("The key file " + file
                    + " does not exist: create it with \"mooring keys create --sealer SEALER FILE\"");
        }
        if (e instanceof AccessDeniedException) {
            return new IOException("The key file " + file + " may not be read by this user: check its owner and mode");
        }
        return new IOException("The key file " + file + " cannot be read: "
                + (Files.isDirectory(file) ? "it is a directory" : e.getClass().getSimpleName()));
    }

    /** Creates a key file whole, or not at all; one that exists is not touched. */
    public static void create(Path file, KeySet keys) throws IOException {
        Path target = file.toAbsolutePath();
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw alreadyThere(file);
        }
        try (Draft draft = Draft.ofNewFile(target, keys)) {
            draft.create();
        } catch (FileAlreadyExistsException e) {
            throw alreadyThere(file);
        } catch (AccessDeniedException e) {
            throw new IOException("The key file " + file + " cannot be written: this user may not write to its folder");
        } catch (FileSystemException e) {
            throw new IOException("The key file " + file + " cannot be written: its folder takes no new files"
                    + (e.getReason() == null ? "" : " (" + e.getReason() + ")"));
        }
    }

    private static IOException alreadyThere(Path file) {
        return new IOException("The file " + file + " exists already and was not changed: choose another name");
    }

    /** Replaces the keys of a file by the result of a change of them. The file is replaced whole, or not at all. */
    public static KeySet update(Path file, UnaryOperator<KeySet> change) throws IOException {
        return update(file, change, LONGEST_WAIT);
    }

    /** The same, with a limit of the time to wait for a change that is going on. */
    static KeySet update(Path file, UnaryOperator<KeySet> change, Duration longestWait) throws IOException {
        Path target = realPath(file);
        // before the lock, so that none is left beside a file that holds no keys
        read(target);
        KeyFileLock lock = KeyFileLock.take(target, longestWait);
        try {
            Draft.deleteLeftovers(target);
            KeySet before = read(target);
            KeySet after = Objects.requireNonNull(change.apply(before), "the change's result");
            if (!after.equals(before)) {
                replace(target, after);
            }
            return after;
        } finally {
            lock.close();
        }
    }

    /** All links followed, so that everyone who changes one file locks one file. */
    private static Path realPath(Path file) throws IOException {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static void replace(Path target, KeySet keys) throws IOException {
        try (Draft draft = Draft.ofChangedFile(target, keys)) {
            draft.replace();
        } catch (Draft.NotWrittenException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException("The key file " + target + " cannot be replaced and is as it was "
                    + (Mounts.isMountPoint(target)
                            ? "because it is a mount of its own, and nothing can take the place of a mount: change the"
                                    + " file that is mounted there, and mount its folder, so that changes are seen"
                            : "(" + e.getClass().getSimpleName() + "): change it as its owner, and check the disk"));
        }
    }
}

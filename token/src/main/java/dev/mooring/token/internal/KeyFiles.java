package dev.mooring.token.internal;

import dev.mooring.api.keys.KeySet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/** Key files on disk: read, created, and replaced whole. */
public final class KeyFiles {
    /** Far above any real key file, and small enough to read a wrong file without harm. */
    private static final int MAX_BYTES = 1 << 20;

    private static final ReentrantLock IN_PROCESS = new ReentrantLock();

    private KeyFiles() {}

    /** Reads a key file. */
    public static KeySet read(Path file) throws IOException {
        byte[] bytes = bytes(file);
        try {
            return KeyFileFormat.parse(Utf8.decode(bytes));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The file is not a key file: it is not text");
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
        Path draft;
        try {
            draft = writeDraft(target, keys);
        } catch (AccessDeniedException e) {
            throw new IOException("The key file " + file + " cannot be written: this user may not write to its folder");
        } catch (FileSystemException e) {
            throw new IOException("The key file " + file + " cannot be written: its folder takes no new files"
                    + (e.getReason() == null ? "" : " (" + e.getReason() + ")"));
        }
        try {
            // a hard link fails where the name is taken, so a file that appears meanwhile is never replaced
            Files.createLink(target, draft);
        } catch (FileAlreadyExistsException e) {
            throw alreadyThere(file);
        } catch (UnsupportedOperationException | FileSystemException e) {
            // a file system without hard links
            Files.move(draft, target);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Replaces a key file whole, or not at all, by what its present keys become. */
    public static KeySet update(Path file, UnaryOperator<KeySet> change) throws IOException {
        Path target = realPath(file);
        // so that no lock is left beside what is no key file
        read(target);
        // the lock of a file holds between processes, and only this one between threads
        IN_PROCESS.lock();
        try (FileChannel lock = lockFile(target)) {
            lock(lock, target);
            KeySet before = read(target);
            KeySet after = Objects.requireNonNull(change.apply(before), "the change's result");
            if (!after.equals(before)) {
                replace(target, after);
            }
            return after;
        } finally {
            IN_PROCESS.unlock();
        }
    }

    /** All links followed, so that whoever changes one file locks one file. */
    private static Path realPath(Path file) throws IOException {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Not the key file itself, because a lock on that stays with the old content when it is replaced; and never deleted,
     * because a lock on a deleted file keeps nobody out.
     */
    private static FileChannel lockFile(Path target) throws IOException {
        Path lock = lockOf(target);
        try {
            return FileChannel.open(
                    lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new IOException("The key file " + target + " cannot be changed, as " + lock + " cannot be written ("
                    + e.getClass().getSimpleName() + "): change it as its owner, in a folder that may be written to;"
                    + " keys that are mounted are changed where they are kept");
        }
    }

    private static Path lockOf(Path target) {
        return target.resolveSibling("." + target.getFileName() + ".lock");
    }

    /** Waits for the lock, which lasts until the channel is closed or the process ends. */
    private static void lock(FileChannel lock, Path target) throws IOException {
        try {
            lock.lock();
        } catch (OverlappingFileLockException e) {
            // another copy of this class, from another class loader, has it
            throw new IOException("The key file " + target + " is being changed by this process already: try again");
        } catch (IOException e) {
            throw new IOException("The key file " + target + " cannot be locked ("
                    + e.getClass().getSimpleName() + ") and is as it was: change it on a file system that has locks");
        }
    }

    private static void replace(Path target, KeySet keys) throws IOException {
        try {
            Path draft = writeDraft(target, keys);
            try {
                keepOwner(target, draft);
                keepOwner(target, lockOf(target));
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new IOException("The key file " + target + " cannot be replaced and is as it was ("
                    + e.getClass().getSimpleName() + "): change it as its owner, and check the disk");
        }
    }

    /**
     * A server that runs as another user than the operator, and its owner's next change, have to find files of theirs. Links are not
     * followed, or whoever may write to the folder could have the superuser give any file away.
     */
    private static void keepOwner(Path target, Path file) throws IOException {
        UserPrincipal owner = Files.getOwner(target);
        if (!owner.equals(Files.getOwner(file, LinkOption.NOFOLLOW_LINKS))) {
            Files.getFileAttributeView(file, FileOwnerAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setOwner(owner);
        }
    }

    private static IOException alreadyThere(Path file) {
        return new IOException("The file " + file + " exists already and was not changed: choose another name");
    }

    /** Writes a file of our own beside the target, to the disk. */
    private static Path writeDraft(Path target, KeySet keys) throws IOException {
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("The folder of " + target + " does not exist: create it first");
        }
        byte[] text = KeyFileFormat.format(keys).getBytes(StandardCharsets.UTF_8);
        // created readable by its owner only, where the file system knows owners
        Path draft = Files.createTempFile(folder, ".mooring-keys-", ".new");
        try (FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
            return draft;
        } catch (IOException e) {
            Files.deleteIfExists(draft);
            throw new IOException("The key file cannot be written to " + folder + ", where it would be " + text.length
                    + " bytes: check the space on that disk");
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }
}

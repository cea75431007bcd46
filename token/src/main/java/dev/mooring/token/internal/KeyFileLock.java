package dev.mooring.token.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The lock that a change of a key file holds: against other processes by a lock on {@code .NAME.lock} beside the file,
 * against other threads by a lock of this process. It ends with the process.
 *
 * <p>The lock is not on the key file itself, because that lock would stay with the old content when the file is replaced.
 * The lock file is never deleted, because a lock on a deleted file keeps nobody out. It is private: whoever may read a
 * file may lock it.
 */
final class KeyFileLock implements AutoCloseable {
    private static final long PAUSE_NANOS = 10_000_000;

    private static final ReentrantLock IN_PROCESS = new ReentrantLock();

    private final FileChannel channel;

    private KeyFileLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits for the lock, at most for a limit. */
    static KeyFileLock take(Path target, Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        if (!takenInProcess(target, end)) {
            throw busy(target, limit, "another thread of this process");
        }
        try {
            FileChannel channel = open(target);
            try {
                waitFor(channel, target, limit, end);
                return new KeyFileLock(channel);
            } catch (Throwable e) {
                channel.close();
                throw e;
            }
        } catch (Throwable e) {
            // errors too: the lock would keep out every later change of this process
            IN_PROCESS.unlock();
            throw e;
        }
    }

    private static boolean takenInProcess(Path target, long end) throws IOException {
        try {
            return IN_PROCESS.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw interrupted(target);
        }
    }

    private static FileChannel open(Path target) throws IOException {
        Path lock = lockOf(target);
        Set<OpenOption> options =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try {
            FileChannel channel =
                    FileChannel.open(lock, options, OwnerOnly.attributes(lock).toArray(FileAttribute<?>[]::new));
            OwnerOnly.restrict(lock, target);
            return channel;
        } catch (IOException e) {
            throw new IOException("The key file " + target + " cannot be changed, as " + lock + " cannot be written ("
                    + e.getClass().getSimpleName() + "): change it as its owner, in a folder that may be written to;"
                    + " keys that are mounted are changed where they are kept");
        }
    }

    private static Path lockOf(Path target) {
        return target.resolveSibling("." + target.getFileName() + ".lock");
    }

    private static void waitFor(FileChannel channel, Path target, Duration limit, long end) throws IOException {
        while (!isLocked(channel, target)) {
            if (System.nanoTime() - end >= 0) {
                throw busy(target, limit, "another process, which holds " + lockOf(target) + ",");
            }
            // the lock of a file has no wait with a limit
            LockSupport.parkNanos(PAUSE_NANOS);
            if (Thread.interrupted()) {
                throw interrupted(target);
            }
        }
    }

    private static boolean isLocked(FileChannel channel, Path target) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // another copy of this class, from another class loader, has it
            throw new IOException("The key file " + target + " is being changed by this process already: try again");
        } catch (IOException e) {
            throw new IOException("The key file " + target + " cannot be locked ("
                    + e.getClass().getSimpleName() + ") and is as it was: change it on a file system that has locks");
        }
    }

    private static IOException busy(Path target, Duration limit, String who) {
        return new IOException("The key file " + target + " is as it was, because " + who + " has been changing it for "
                + limit + ": wait until that has ended, or end it, and try again");
    }

    private static IOException interrupted(Path target) {
        Thread.currentThread().interrupt();
        return new InterruptedIOException(
                "The key file " + target + " is as it was, because the wait for its lock was interrupted");
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            IN_PROCESS.unlock();
        }
    }
}

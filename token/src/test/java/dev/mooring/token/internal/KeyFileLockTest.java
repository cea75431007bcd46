package dev.mooring.token.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The wait for the lock of a key file. Only a test that fails runs into the time-out. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KeyFileLockTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir
    Path folder;

    private Path target() {
        return folder.resolve("resume.keys");
    }

    /** A waiter in a thread of its own, which lets the lock go at once. */
    private FutureTask<Void> waiter(Duration limit) {
        Callable<Void> wait = () -> {
            KeyFileLock.take(target(), limit).close();
            return null;
        };
        return new FutureTask<>(wait);
    }

    private static Thread started(FutureTask<Void> waiter) {
        Thread thread = new Thread(waiter);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            assertTrue(thread.isAlive(), "it has to wait");
            Thread.onSpinWait();
        }
    }

    private static Throwable failure(FutureTask<Void> waiter) {
        return assertThrows(ExecutionException.class, waiter::get).getCause();
    }

    private FileChannel openLockFile() throws IOException {
        return FileChannel.open(
                folder.resolve(".resume.keys.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    @Test
    void take_whileAnotherThreadHoldsIt_isRefusedAfterTheLimit() throws Exception {
        KeyFileLock held = KeyFileLock.take(target(), Duration.ZERO);
        FutureTask<Void> waiter = waiter(Duration.ofMillis(1));
        started(waiter);
        Throwable refused = failure(waiter);
        assertTrue(refused.getMessage().contains("another thread of this process"), refused.getMessage());
        assertTrue(refused.getMessage().contains("PT0.001S"), refused.getMessage());
        held.close();
    }

    @Test
    void take_whileAnotherThreadHoldsIt_waitsForItsEnd() throws Exception {
        KeyFileLock held = KeyFileLock.take(target(), Duration.ZERO);
        FutureTask<Void> waiter = waiter(LONG);
        awaitWaiting(started(waiter));
        held.close();
        waiter.get();
    }

    @Test
    void take_interrupted_endsAndStaysInterrupted() throws Exception {
        KeyFileLock held = KeyFileLock.take(target(), Duration.ZERO);
        boolean[] interrupted = new boolean[1];
        FutureTask<Void> waiter = new FutureTask<>(() -> {
            try {
                KeyFileLock.take(target(), LONG).close();
            } finally {
                interrupted[0] = Thread.interrupted();
            }
            return null;
        });
        Thread thread = started(waiter);
        awaitWaiting(thread);
        thread.interrupt();
        assertInstanceOf(InterruptedIOException.class, failure(waiter));
        assertTrue(interrupted[0]);
        held.close();
    }

    /** A lock that was taken by halves keeps out every other thread. */
    @Test
    void take_thatFails_leavesItFree() throws Exception {
        try (FileChannel other = openLockFile()) {
            other.lock();
            assertThrows(IOException.class, () -> KeyFileLock.take(target(), Duration.ZERO));
        }
        FutureTask<Void> waiter = waiter(Duration.ZERO);
        started(waiter);
        waiter.get();
    }

    @Test
    void take_thatFails_leavesNoFileOpen() throws Exception {
        Path open = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(open), "needs the list of open files that Linux keeps");
        try (FileChannel other = openLockFile()) {
            other.lock();
            long before = openLocks(open);
            assertThrows(IOException.class, () -> KeyFileLock.take(target(), Duration.ZERO));
            assertEquals(before, openLocks(open));
        }
    }

    private static long openLocks(Path open) throws IOException {
        try (Stream<Path> files = Files.list(open)) {
            return files.filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(KeyFileLockTest::isLock)
                    .count();
        }
    }

    private static boolean isLock(Path file) {
        try {
            return Files.readSymbolicLink(file).toString().endsWith(".resume.keys.lock");
        } catch (IOException closed) {
            return false;
        }
    }
}

package dev.mooring.session;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one lock of a session, under which everything in it is read and changed, and its end. A session that is being
 * suspended is frozen: changes wait until it has ended or goes on, so that none is lost between the cut and the end. Ending
 * it does not wait, because a suspend can wait for a ledger.
 */
final class SessionGuard {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition thawed = lock.newCondition();
    private final InstantSource clock;
    private Instant lastActivity;
    private @Nullable Thread freezer;
    private Session.@Nullable Ending ending;
    private int users;

    SessionGuard(InstantSource clock, Instant lastActivity) {
        this.clock = clock;
        this.lastActivity = lastActivity;
    }

    <T> T read(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }

    <T> T change(Supplier<T> step) {
        return whileLive(() -> {
            T result = step.get();
            noteActivity();
            return result;
        });
    }

    /** Takes a cut, after which changes go on. */
    <T> T cut(Supplier<T> cut) {
        return whileLive(cut);
    }

    private <T> T whileLive(Supplier<T> step) {
        lock.lock();
        try {
            awaitThaw();
            refuseEnded();
            return step.get();
        } finally {
            lock.unlock();
        }
    }

    private void awaitThaw() {
        if (freezer == Thread.currentThread() && ending == null) {
            throw new IllegalStateException("The session is being suspended by this thread: change it before or after");
        }
        while (freezer != null && ending == null) {
            thawed.awaitUninterruptibly();
        }
    }

    private void refuseEnded() {
        if (ending != null) {
            throw new IllegalStateException("The session has ended, " + ending + ": it can be read, not changed");
        }
    }

    /** A clock that is set back does not make a session older. */
    private void noteActivity() {
        Instant now = clock.instant();
        if (now.isAfter(lastActivity)) {
            lastActivity = now;
        }
    }

    /** Takes a cut, after which nothing changes until {@link #thaw} or the end. */
    <T> T freeze(Supplier<T> cut) {
        return whileLive(() -> {
            T result = cut.get();
            freezer = Thread.currentThread();
            return result;
        });
    }

    /** Lets the session go on, unless it has ended since. */
    void thaw() {
        lock.lock();
        try {
            freezer = null;
            thawed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the session if a condition holds for its last activity at the same instant; false if it had ended. */
    boolean endIf(Session.Ending how, Predicate<Instant> holds) {
        lock.lock();
        try {
            boolean ends = ending == null && holds.test(users > 0 ? clock.instant() : lastActivity);
            if (ends) {
                ending = how;
                thawed.signalAll();
            }
            return ends;
        } finally {
            lock.unlock();
        }
    }

    /** Counts one more user; a session that has users is not idle. */
    void addUser() {
        change(() -> ++users);
    }

    /** Counts a user off; the session is idle from now on unless it has other users. */
    void removeUser() {
        read(() -> {
            noteActivity();
            return --users;
        });
    }

    Instant lastActivity() {
        return read(() -> lastActivity);
    }

    boolean isLive() {
        return read(() -> ending == null);
    }
}

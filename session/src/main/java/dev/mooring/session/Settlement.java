package dev.mooring.session;

import dev.mooring.token.ResumeTokenException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whether the claim that made a copy of a session is settled. It is open from the resume until the client evidently has its
 * answer. A new session has no claim to settle.
 */
final class Settlement {
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Capture.@Nullable State restored;
    private volatile @Nullable Ask last;

    /** One question to the ledger; written and read under the lock. */
    private static final class Ask {
        private @Nullable ResumeTokenException refusal;
    }

    /** The claim is open, and the resume restored this state. */
    void open(Capture.State state) {
        restored = state;
    }

    boolean isOpen() {
        return restored != null;
    }

    /** Says whether the claim is open and the session is as it was restored. */
    boolean isUntouched(Capture.State state) {
        Capture.State before = restored;
        return before != null && state.isCapturedLike(before);
    }

    /** The ledger has settled the claim with another answer. */
    void close() {
        restored = null;
    }

    /**
     * Settles the claim unless it is settled, by an ask that closes it. However many threads come at once, the ledger is
     * asked once if it answers, and twice if not: an ask that began after a thread had come is the answer to that thread
     * too, even if it failed.
     */
    void settle(Runnable ask) {
        Ask before = last;
        asking.lock();
        try {
            if (isOpen()) {
                refuseAsSince(before);
                settleNow(ask);
            }
        } finally {
            asking.unlock();
        }
    }

    private void refuseAsSince(@Nullable Ask before) {
        Ask since = last;
        if (since != null && since != before && since.refusal != null) {
            throw since.refusal;
        }
    }

    private void settleNow(Runnable ask) {
        Ask now = new Ask();
        last = now;
        try {
            ask.run();
        } catch (ResumeTokenException refusal) {
            now.refusal = refusal;
            throw refusal;
        }
    }
}

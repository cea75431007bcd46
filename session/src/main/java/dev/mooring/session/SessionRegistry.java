package dev.mooring.session;

import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.session.ResumeOutcome.Resumed;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.TokenContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that are live on this server, and the session ids that are reserved while one is being restored. Its lock
 * is held for a moment and never while a session's is taken.
 */
final class SessionRegistry {

    /**
     * Tells one resumption from another: an attempt is good for all tokens of a generation.
     *
     * @param attempt the client's attempt
     * @param generation the token's generation
     * @param context the server's knowledge of the client
     */
    record Resumption(ResumeAttempt attempt, long generation, TokenContext context) {}

    /** The state of a session id on this server. */
    private static final class Slot {
        private @Nullable Session live;
        private @Nullable Resumption resumption;
        private @Nullable Resumed answer;
        private boolean reserved;
        private boolean revoked;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Slot> slots = new HashMap<>();
    private final Condition released = lock.newCondition();
    private boolean draining;
    private boolean closed;

    private <T> T locked(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }

    private void refuseClosed() {
        if (closed) {
            throw new IllegalStateException("The session manager has been closed");
        }
    }

    private void refuseNew() {
        refuseClosed();
        if (draining) {
            throw new ResumeTokenException(
                    Reason.DRAINING, "This server begins and resumes no sessions any more: try another server");
        }
    }

    /** Refuses if nothing more may become live here. */
    void checkOpen() {
        locked(() -> {
            refuseNew();
            return slots;
        });
    }

    /** Makes a new session live. */
    void add(Session session) {
        locked(() -> {
            refuseNew();
            if (slots.containsKey(session.id())) {
                throw new IllegalStateException("A session of that id is live or being resumed on this server");
            }
            Slot slot = new Slot();
            slot.live = session;
            return slots.put(session.id(), slot);
        });
    }

    /** The answer that this resumption was given before, if its session is live. */
    Optional<Resumed> answer(String sessionId, Resumption resumption) {
        Optional<Resumed> answer = locked(() -> {
            Slot slot = slots.get(sessionId);
            return slot == null || !resumption.equals(slot.resumption)
                    ? Optional.<Resumed>empty()
                    : Optional.ofNullable(slot.answer);
        });
        return answer.filter(resumed -> resumed.session().isLive());
    }

    /** Reserves a session id until {@link #release}; a live session gives way in an equal context only. */
    void reserve(ResumeRequest request, String sessionId) {
        locked(() -> {
            refuseNew();
            Slot slot = slots.computeIfAbsent(sessionId, id -> new Slot());
            if (slot.reserved) {
                throw conflict("is being resumed on this server already");
            }
            if (slot.live != null && !request.replacing()) {
                throw conflict("is live on this server, and replacing it was not asked for");
            }
            if (slot.live != null && !slot.live.context().equals(request.context())) {
                throw conflict("is live on this server in another context, in which it is not replaced");
            }
            slot.reserved = true;
            return slot;
        });
    }

    private static ResumeTokenException conflict(String why) {
        return new ResumeTokenException(Reason.RESTORE_CONFLICT, "The session " + why);
    }

    void release(String sessionId) {
        locked(() -> {
            released.signalAll();
            return slots.computeIfPresent(sessionId, (id, slot) -> {
                slot.reserved = false;
                slot.revoked = false;
                return slot.live == null ? null : slot;
            });
        });
    }

    /** Lets nothing begin or resume any more, except sessions that have a reservation. */
    void drain() {
        locked(() -> draining = true);
    }

    boolean isDraining() {
        return locked(() -> draining);
    }

    /** Waits until no session id is reserved, or the time is over. */
    void awaitReleases(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (left > 0 && slots.values().stream().anyMatch(slot -> slot.reserved)) {
                left = released.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Makes a restored session live under its reservation, and gives the one that it replaces. */
    Optional<Session> publish(Resumed resumed, Resumption resumption) {
        return locked(() -> {
            refuseClosed();
            Slot slot = Objects.requireNonNull(slots.get(resumed.session().id()), "the reservation");
            if (slot.revoked) {
                throw new ResumeTokenException(Reason.REVOKED, "The session was revoked while it was being resumed");
            }
            Optional<Session> replaced = Optional.ofNullable(slot.live);
            slot.live = resumed.session();
            slot.resumption = resumption;
            slot.answer = resumed;
            return replaced;
        });
    }

    /** Forgets a session that has ended. */
    void remove(Session session) {
        locked(() -> slots.computeIfPresent(session.id(), (id, slot) -> {
            if (slot.live != session) {
                return slot;
            }
            slot.live = null;
            slot.resumption = null;
            slot.answer = null;
            return slot.reserved ? slot : null;
        }));
    }

    /** Keeps a session that is being resumed from becoming live, and gives the one that is. */
    Optional<Session> revoke(String sessionId) {
        return locked(() -> {
            Slot slot = slots.get(sessionId);
            if (slot == null) {
                return Optional.<Session>empty();
            }
            slot.revoked = slot.reserved;
            return Optional.ofNullable(slot.live);
        });
    }

    Optional<Session> find(String sessionId) {
        return locked(() -> Optional.ofNullable(slots.get(sessionId)).map(slot -> slot.live));
    }

    List<Session> live() {
        return locked(() -> {
            List<Session> live = new ArrayList<>();
            for (Slot slot : slots.values()) {
                if (slot.live != null) {
                    live.add(slot.live);
                }
            }
            return live;
        });
    }

    int size() {
        return live().size();
    }

    /** Lets nothing in any more; says whether this call did it. */
    boolean close() {
        return locked(() -> {
            boolean first = !closed;
            closed = true;
            return first;
        });
    }
}

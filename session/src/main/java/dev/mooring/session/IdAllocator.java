package dev.mooring.session;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.Value;
import java.util.HashSet;
import java.util.Set;

/**
 * Gives ids as Cap'n Web does, each once in a session's life, however often it is suspended: our imports count up from 1,
 * our exports down from −1, and each push of the peer takes the next positive export id.
 *
 * <p>The tables take ids themselves; whoever needs an id first takes it here and inserts under it, once. Thread-safe.
 */
public final class IdAllocator {
    private final SessionGuard guard;
    private final Set<Long> unusedImports = new HashSet<>();
    private final Set<Long> unusedExports = new HashSet<>();
    private long nextPositiveId;
    private long nextNegativeId;
    private long nextPeerId;

    /** The ids that come next: of our next import, of our next export, and of the peer's next push. */
    record NextIds(long positive, long negative, long peer) {}

    IdAllocator(SessionGuard guard, SessionSnapshot from) {
        this.guard = guard;
        this.nextPositiveId = from.nextPositiveId();
        this.nextNegativeId = from.nextNegativeId();
        this.nextPeerId = from.nextPeerId();
    }

    /**
     * Takes the id of our next import.
     *
     * @return a positive id, never given before
     * @throws IllegalStateException when all ids are used up, or the session has ended
     */
    public long allocatePositive() {
        return guard.change(() -> {
            refuseUsedUp(nextPositiveId);
            unusedImports.add(nextPositiveId);
            return nextPositiveId++;
        });
    }

    /**
     * Takes the id of our next export.
     *
     * @return a negative id, never given before
     * @throws IllegalStateException when all ids are used up, or the session has ended
     */
    public long allocateNegative() {
        return guard.change(() -> {
            refuseUsedUp(-nextNegativeId);
            unusedExports.add(nextNegativeId);
            return nextNegativeId--;
        });
    }

    /**
     * Takes the id of the peer's next push, which the peer counts too and does not send.
     *
     * @return a positive id, never given before
     * @throws IllegalStateException when all ids are used up, or the session has ended
     */
    public long allocatePeer() {
        return guard.change(() -> {
            refuseUsedUp(nextPeerId);
            unusedExports.add(nextPeerId);
            return nextPeerId++;
        });
    }

    /** The last number stays free: the next id is one too, and has to fit. */
    private static void refuseUsedUp(long distance) {
        if (distance == Value.MAX_INTEGER) {
            throw new IllegalStateException("The session has used up its ids: begin a new one");
        }
    }

    /** Our id, or the id of a push, may be used once; called under the guard. */
    void useForImport(long id) {
        use(unusedImports, id);
    }

    /** As {@link #useForImport}. */
    void useForExport(long id) {
        use(unusedExports, id);
    }

    private static void use(Set<Long> unused, long id) {
        if (!unused.remove(id)) {
            throw new IllegalArgumentException("The id " + id
                    + " was not allocated, or was used before: take a new one, ids are never used again");
        }
    }

    /**
     * The id that our next import will have.
     *
     * @return a positive id
     */
    public long nextPositiveId() {
        return guard.read(() -> nextPositiveId);
    }

    /**
     * The id that our next export will have.
     *
     * @return a negative id
     */
    public long nextNegativeId() {
        return guard.read(() -> nextNegativeId);
    }

    /**
     * The id that the peer's next push will have.
     *
     * @return a positive id
     */
    public long nextPeerId() {
        return guard.read(() -> nextPeerId);
    }

    /** The next ids; called under the guard. */
    NextIds next() {
        return new NextIds(nextPositiveId, nextNegativeId, nextPeerId);
    }
}

package dev.mooring.rpc.capnweb;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Something that the client has and we may use. All but the outcome is read and changed under the guard. */
final class Import {
    /** The client's main interface, which stands in no table. */
    static final long MAIN = 0;

    /**
     * The message that settled it.
     *
     * @param number counts the client's messages
     * @param parts the things that the message names
     */
    private record Settling(long number, Parts parts) {}

    private final @Nullable Outcome outcome;
    private long id;
    private int users;
    private @Nullable Settling settling;

    private Import(long id, @Nullable Outcome outcome) {
        this.id = id;
        this.outcome = outcome;
    }

    /** A stub of the client's. */
    static Import stub(long id) {
        return new Import(id, null);
    }

    /** A promise of the client's. */
    static Import promise(long id) {
        return new Import(id, new Outcome());
    }

    /** The result of a call of ours, whose id comes when the call is sent. */
    static Import call() {
        return new Import(MAIN, new Outcome());
    }

    long id() {
        return id;
    }

    void setId(long taken) {
        id = taken;
    }

    /** Whether it is one of the client's objects, not something that is still to come. */
    boolean isStub() {
        return outcome == null;
    }

    /** Completes when the client resolves or rejects it, and never for a stub. */
    Outcome outcome() {
        return outcome == null ? new Outcome() : outcome;
    }

    void addUser() {
        users++;
    }

    /** Counts one user off; says whether it was the last. */
    boolean removeUser() {
        users--;
        return users == 0;
    }

    boolean isUsed() {
        return users > 0;
    }

    /** The client has settled it; the things that the message names are kept as long as this is. */
    void settle(long number, Parts parts) {
        settling = new Settling(number, parts);
    }

    /** Gives back the things that were kept. */
    @Nullable
    Parts takeParts() {
        Settling taken = settling;
        settling = null;
        return taken == null ? null : taken.parts();
    }

    /** Adds the numbers of the messages by which this was settled. */
    void addNumbers(Set<Long> numbers) {
        Settling known = settling;
        if (known != null && numbers.add(known.number())) {
            known.parts().addNumbers(numbers);
        }
    }
}

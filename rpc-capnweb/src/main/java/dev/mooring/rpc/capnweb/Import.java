package dev.mooring.rpc.capnweb;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Something that the client has and we may use. All but the outcome is read and changed under the guard. */
final class Import {
    /** The client's main interface, which stands in no table. */
    static final long MAIN = 0;

    private final @Nullable CompletableFuture<Hook> outcome;
    private long id;
    private int users;

    private Import(long id, @Nullable CompletableFuture<Hook> outcome) {
        this.id = id;
        this.outcome = outcome;
    }

    /** A stub of the client's. */
    static Import stub(long id) {
        return new Import(id, null);
    }

    /** A promise of the client's. */
    static Import promise(long id) {
        return new Import(id, new CompletableFuture<>());
    }

    /** The result of a call of ours, whose id comes when the call is sent. */
    static Import call() {
        return new Import(MAIN, new CompletableFuture<>());
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
    CompletableFuture<Hook> outcome() {
        return outcome == null ? new CompletableFuture<>() : outcome;
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
}

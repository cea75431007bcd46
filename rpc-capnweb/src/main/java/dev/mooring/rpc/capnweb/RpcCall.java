package dev.mooring.rpc.capnweb;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The call of the client's that a thread is handling. */
public final class RpcCall {
    private static final ThreadLocal<@Nullable RpcCall> CURRENT = new ThreadLocal<>();

    private final Caller caller;
    private final boolean repeated;

    private RpcCall(Caller caller, boolean repeated) {
        this.caller = caller;
        this.repeated = repeated;
    }

    /**
     * The call that this thread is handling. A handler that goes on in other threads asks before it does.
     *
     * @return the call
     * @throws IllegalStateException when this is no handler's thread
     */
    public static RpcCall current() {
        RpcCall call = CURRENT.get();
        if (call == null) {
            throw new IllegalStateException("This thread is not handling a call: ask on the thread of the method");
        }
        return call;
    }

    static @Nullable RpcCall enter(Caller caller, boolean repeated) {
        RpcCall before = CURRENT.get();
        CURRENT.set(new RpcCall(caller, repeated));
        return before;
    }

    static void leave(@Nullable RpcCall before) {
        if (before == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(before);
        }
    }

    /**
     * The client that called.
     *
     * @return the peer
     */
    public RpcPeer peer() {
        return caller.peer();
    }

    /**
     * Names the call, the same in every run of it, so that effects outside of the session can be deduplicated.
     *
     * @return the session's id, a colon, and the number of the call in it; for a call within a {@code map()} or a value also its
     *     place there
     */
    public String key() {
        return caller.key();
    }

    /**
     * Says whether an earlier server may have run this call already, so that effects outside of the session must be
     * deduplicated by the {@link #key}. Effects on the session's variables are undone with that server.
     *
     * @return whether the call was in flight when a server was lost
     */
    public boolean repeated() {
        return repeated;
    }

    @Override
    public String toString() {
        return "RpcCall[" + caller.push() + "]";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RpcCall call && call.key().equals(key());
    }

    @Override
    public int hashCode() {
        return Objects.hash(key());
    }
}

package dev.mooring.rpc.capnweb;

import dev.mooring.session.Session;
import dev.mooring.session.VariableStateManager;
import dev.mooring.token.TokenContext;
import java.util.function.Supplier;

/** One client, as the application sees it. Thread-safe. */
public final class RpcPeer {
    private final Session session;
    private final Core core;

    RpcPeer(Session session, Settings settings) {
        this.session = session;
        core = new Core(session, settings, this);
    }

    Core core() {
        return core;
    }

    /**
     * Names the session.
     *
     * @return a random id, unless the application chose it
     */
    public String id() {
        return session.id();
    }

    /**
     * What the server knows of the client.
     *
     * @return the context that the connection was accepted with
     */
    public TokenContext context() {
        return session.context();
    }

    /**
     * The variables of the session.
     *
     * @return the same ones always
     */
    public VariableStateManager variables() {
        return session.variables();
    }

    /**
     * Does several steps at one instant, such as setting a variable and sending an event that tells of it. Calls of the
     * client's stubs are part of it when they need no waiting: those that return nothing, a stage, or a stub.
     *
     * @param <T> the result
     * @param steps changes of variables, and calls
     * @return what the steps return
     */
    public <T> T atomically(Supplier<T> steps) {
        return core.step(steps);
    }

    /**
     * A stub of the client's main interface, which it may give when it connects.
     *
     * @param <T> the interface
     * @param type the interface
     * @return the stub; its calls fail when the client gave none
     */
    public <T extends RpcTarget> T main(Class<T> type) {
        return type.cast(Stub.owned(core, core.imports().main(), type).proxy());
    }

    /** Ends the session and closes the connection; what the client has called goes on without anybody to hear of it. */
    public void end() {
        core.end("The server has ended the session");
    }

    /**
     * Says whether the session has ended.
     *
     * @return whether nothing can be sent any more
     */
    public boolean hasEnded() {
        return core.ended() != null;
    }

    /**
     * Has something run when the session has ended, as one of its calls; at once, if it has ended already.
     *
     * @param code what to run
     */
    public void onEnd(Runnable code) {
        core.atEnd(code);
    }

    @Override
    public String toString() {
        return "RpcPeer[" + (hasEnded() ? "ended" : "live") + "]";
    }
}

package dev.mooring.rpc.capnweb;

import dev.mooring.rpc.capnweb.internal.link.Doubt;
import dev.mooring.session.Session;
import dev.mooring.session.VariableStateManager;
import dev.mooring.token.TokenContext;
import java.util.Optional;
import java.util.function.Supplier;

/** One client, as the application sees it. Thread-safe. */
public final class RpcPeer {
    /** Begins the names of the variables in which the peer and the link keep their state. */
    private static final String RESERVED = "mooring.";

    private final Session session;
    private final TokenContext context;
    private final VariableStateManager variables;
    private final Core core;

    RpcPeer(Session session, TokenContext context, Settings settings, Doubt doubt) {
        this.session = session;
        this.context = context;
        variables = session.variables().without(RESERVED);
        core = new Core(session, settings, this, doubt);
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
     * The server's knowledge of the client.
     *
     * @return the context that the connection was accepted with
     */
    public TokenContext context() {
        return context;
    }

    /**
     * The variables of the session, which travel with a session that heals. Names that begin with {@code mooring.} are not
     * the application's: they are refused and not shown.
     *
     * @return the same ones always
     */
    public VariableStateManager variables() {
        return variables;
    }

    /**
     * Does several steps at one instant, such as setting a variable and sending an event that tells of it. Calls of the
     * client's stubs are part of it when they need no waiting: those that return nothing, a stage, or a stub.
     *
     * @param <T> the result
     * @param steps changes of variables, and calls
     * @return the result of the steps
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

    /**
     * Keeps a stub of the client's under a name, across servers if the session heals, until another one is kept under the
     * name or {@link #letGo} is called.
     *
     * @param name 1 to 256 characters
     * @param stub a stub of the client's
     * @throws IllegalArgumentException if the name is not of this form, or this is no stub of this client's
     * @throws IllegalStateException if the stub is no longer good
     */
    public void keep(String name, RpcTarget stub) {
        Kept.check(name);
        Stub known = Stub.of(stub).orElseThrow(() -> new IllegalArgumentException("This is no stub of a client's"));
        core.step(() -> {
            core.kept().put(name, known.entryFor(core));
            return true;
        });
    }

    /**
     * A stub that was kept, perhaps on an earlier server.
     *
     * @param <T> the interface
     * @param name the name
     * @param type the interface
     * @return the stub, good as long as it is kept; empty if none is kept under the name
     */
    public <T extends RpcTarget> Optional<T> kept(String name, Class<T> type) {
        return core.step(() -> core.kept().find(name))
                .map(entry -> type.cast(Stub.lent(core, entry, type).proxy()));
    }

    /**
     * Releases a stub that was kept; if there is none, nothing happens.
     *
     * @param name the name
     */
    public void letGo(String name) {
        core.change(() -> core.kept().remove(name));
    }

    /**
     * Ends the session and closes the connection; calls of the client go on, but nobody gets their results. A session that
     * heals is revoked, so that no server takes it up again; if the ledger does not answer, {@link RpcListener#failed} is
     * told.
     */
    public void end() {
        core.revoke("The server has ended the session");
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
     * @param code the code to run
     */
    public void onEnd(Runnable code) {
        core.atEnd(code);
    }

    @Override
    public String toString() {
        return "RpcPeer[" + (hasEnded() ? "ended" : "live") + "]";
    }
}

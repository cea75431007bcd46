package dev.mooring.rpc.capnweb;

import java.util.List;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * Tells the JDK's Flight Recorder how sessions heal. If nothing is recorded, that costs an empty event and one question.
 * Recordings are sent to others, so they hold numbers and the classes of faults, and nothing that a client sent.
 */
final class FlightListener implements RpcListener {

    /** One, or none on the class path of a run-time image without Flight Recorder. */
    static List<RpcListener> ofThisRuntime() {
        return ModuleLayer.boot().findModule("jdk.jfr").isPresent() ? List.of(new FlightListener()) : List.of();
    }

    @Override
    public void failed(RpcPeer peer, String method, Throwable thrown) {
        commit(new CallFailed(), thrown);
    }

    @Override
    public void aborted(RpcPeer peer, String reason) {
        new ClientAborted().commit();
    }

    @Override
    public void resumed(RpcPeer peer, RpcResume how) {
        ClientResumed event = new ClientResumed();
        if (event.isEnabled()) {
            event.how = how.name();
            event.commit();
        }
    }

    @Override
    public void refused(boolean retryable, String reason) {
        ClientRefused event = new ClientRefused();
        event.retryable = retryable;
        event.commit();
    }

    @Override
    public void unserved(Throwable thrown) {
        commit(new ClientUnserved(), thrown);
    }

    @Override
    public void committed(RpcPeer peer, RpcCommit commit) {
        Committed event = new Committed();
        if (event.isEnabled()) {
            event.tokenChars = commit.tokenChars();
            event.lines = commit.lines();
            event.pendingCalls = commit.pendingCalls();
            event.exports = commit.exports();
            event.imports = commit.imports();
            event.commit();
        }
    }

    @Override
    public void inDoubt(RpcPeer peer, String call) {
        new CallInDoubt().commit();
    }

    private static void commit(OfFault event, Throwable thrown) {
        if (event.isEnabled()) {
            event.fault = thrown.getClass();
            event.commit();
        }
    }

    @Category("Mooring")
    @StackTrace(false)
    private abstract static class OfFault extends Event {
        @Label("Fault")
        @Description("The class of the exception")
        @Nullable
        Class<?> fault;
    }

    @Name("dev.mooring.RpcCallFailed")
    @Label("Cap'n Web Call Failed")
    @Description("A call failed by something else than an RpcException")
    private static final class CallFailed extends OfFault {}

    @Name("dev.mooring.RpcClientUnserved")
    @Label("Cap'n Web Client Unserved")
    @Description("The objects of a client could not be made, so it was refused and tries again")
    private static final class ClientUnserved extends OfFault {}

    @Name("dev.mooring.RpcClientAborted")
    @Label("Cap'n Web Client Aborted")
    @Description("A client broke the protocol or a limit")
    @Category("Mooring")
    @StackTrace(false)
    private static final class ClientAborted extends Event {}

    @Name("dev.mooring.RpcClientResumed")
    @Label("Cap'n Web Client Resumed")
    @Description("A client that lost its connection is served again")
    @Category("Mooring")
    @StackTrace(false)
    private static final class ClientResumed extends Event {
        @Label("How")
        @Description("ATTACHED to the live session, or RESTORED from a token")
        @Nullable
        String how;
    }

    @Name("dev.mooring.RpcClientRefused")
    @Label("Cap'n Web Client Refused")
    @Category("Mooring")
    @StackTrace(false)
    private static final class ClientRefused extends Event {
        @Label("Retryable")
        @Description("The client tries again")
        boolean retryable;
    }

    @Name("dev.mooring.RpcCommitted")
    @Label("Cap'n Web Outputs Committed")
    @Description("Outputs were sent together with a resume token")
    @Category("Mooring")
    @StackTrace(false)
    private static final class Committed extends Event {
        @Label("Token Characters")
        @Description("0 if the session cannot be saved at present")
        int tokenChars;

        @Label("Lines")
        int lines;

        @Label("Pending Calls")
        int pendingCalls;

        @Label("Exports")
        int exports;

        @Label("Imports")
        int imports;
    }

    @Name("dev.mooring.RpcCallInDoubt")
    @Label("Cap'n Web Call In Doubt")
    @Description("A call was rejected, because an earlier server may have run it")
    @Category("Mooring")
    @StackTrace(false)
    private static final class CallInDoubt extends Event {}
}

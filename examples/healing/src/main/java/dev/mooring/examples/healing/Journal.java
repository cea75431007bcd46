package dev.mooring.examples.healing;

import dev.mooring.rpc.capnweb.RpcCall;
import dev.mooring.rpc.capnweb.RpcCommit;
import dev.mooring.rpc.capnweb.RpcDrained;
import dev.mooring.rpc.capnweb.RpcListener;
import dev.mooring.rpc.capnweb.RpcPeer;
import dev.mooring.rpc.capnweb.RpcResume;

/** Writes each event down, in a line of its own. A line that was written outlives this process, so nothing can be hidden by a kill. */
final class Journal implements RpcListener {

    static void say(String line) {
        System.out.println(line);
    }

    /** A call begins to run. */
    static void ran(RpcCall call) {
        say("ran " + call.key() + (call.repeated() ? " again" : " first"));
    }

    /** The server has no session any more. */
    static void left(RpcDrained drained) {
        say("left " + drained.moved() + " " + (drained.away() + drained.unsaved()) + " " + drained.cutOff());
    }

    @Override
    public void resumed(RpcPeer peer, RpcResume resume) {
        say("resumed " + resume);
    }

    @Override
    public void committed(RpcPeer peer, RpcCommit commit) {
        say("committed " + commit.tokenChars());
    }

    @Override
    public void inDoubt(RpcPeer peer, String call) {
        say("doubt " + call);
    }

    @Override
    public void failed(RpcPeer peer, String method, Throwable thrown) {
        System.err.println(method + " failed: " + thrown);
    }

    @Override
    public void aborted(RpcPeer peer, String reason) {
        System.err.println("aborted: " + reason);
    }
}

package dev.mooring.rpc.capnweb;

/** The ways in which a client that lost its connection comes back. */
public enum RpcResume {
    /** The session was still live on this server: nothing runs again. */
    ATTACHED,
    /** The session was restored from a token: calls that were in flight run again, or are rejected as in doubt. */
    RESTORED
}

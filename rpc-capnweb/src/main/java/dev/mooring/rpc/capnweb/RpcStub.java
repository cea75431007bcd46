package dev.mooring.rpc.capnweb;

/** Keeps and releases stubs of the client's objects. */
public final class RpcStub {

    private RpcStub() {}

    /**
     * Duplicates a stub. One that was given to a method is good until its call ends; the duplicate is good until it is
     * released or the session ends.
     *
     * @param <T> the interface
     * @param stub a stub of the client's
     * @return another stub of the same object
     * @throws IllegalArgumentException when it is no stub
     * @throws IllegalStateException when it is no longer good
     */
    @SuppressWarnings("unchecked")
    public static <T extends RpcTarget> T keep(T stub) {
        return (T) handler(stub).keep().proxy();
    }

    /**
     * Tells the client that a stub is not needed any more. One that was given to a method is released when its call ends
     * anyway; for it, and a second time, this does nothing.
     *
     * @param stub a stub that was kept, or that came in a result of the client's
     * @throws IllegalArgumentException when it is no stub
     */
    public static void release(RpcTarget stub) {
        handler(stub).release();
    }

    private static Stub handler(RpcTarget stub) {
        return Stub.of(stub)
                .orElseThrow(
                        () -> new IllegalArgumentException("This is an object of the server's, no stub of a client's"));
    }
}

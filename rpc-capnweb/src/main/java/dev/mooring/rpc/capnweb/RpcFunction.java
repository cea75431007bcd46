package dev.mooring.rpc.capnweb;

/**
 * Marks interfaces of one method that are functions on the other side: a JavaScript function is given for such a parameter,
 * and such an object is called there like a function.
 *
 * <pre>{@code
 * public interface Listener extends RpcFunction {
 *     void changed(Change change); // the name is of no matter
 * }
 * }</pre>
 */
public interface RpcFunction extends RpcTarget {}

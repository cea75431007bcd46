import org.jspecify.annotations.NullMarked;

/**
 * Cap'n Web behind any server that has {@code jakarta.websocket}, 2.1 or newer.
 *
 * <p>The server brings that API, so it is not required at run time. Tomcat has its packages in a module of its own: with
 * Tomcat, use the class path.
 */
@NullMarked
module dev.mooring.serve.jakarta {
    requires transitive dev.mooring.rpc.capnweb;
    requires static transitive jakarta.websocket;
    requires static org.jspecify;

    exports dev.mooring.serve.jakarta;
}

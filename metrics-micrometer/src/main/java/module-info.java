import org.jspecify.annotations.NullMarked;

/**
 * The tokens, keys and sessions of a server, counted in a Micrometer registry.
 *
 * <p>Micrometer is an automatic module, so that this module runs on the module path and on the class path, and is not for
 * {@code jlink}.
 */
@NullMarked
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // its name is fixed in its manifest
module dev.mooring.metrics.micrometer {
    requires transitive dev.mooring.session;
    requires transitive micrometer.core;
    requires static org.jspecify;
    requires static transitive dev.mooring.rpc.capnweb; // for RpcMeters alone

    exports dev.mooring.metrics.micrometer;
}

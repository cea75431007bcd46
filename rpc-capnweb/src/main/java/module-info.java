import org.jspecify.annotations.NullMarked;

/**
 * A Cap'n Web peer for clients of the npm package {@code capnweb}: the application's interfaces are called by JavaScript, and
 * JavaScript's functions and objects by the application.
 *
 * <p>On the module path, export the packages of your interfaces, and open those of your records to
 * {@code tools.jackson.databind}.
 */
@NullMarked
module dev.mooring.rpc.capnweb {
    requires transitive dev.mooring.session;
    requires transitive tools.jackson.databind;
    requires dev.mooring.bind.jackson;
    requires dev.mooring.codec.json;
    requires jdk.jfr; // not static, or java -p … -m … would not resolve it, and nothing would be recorded
    requires static org.jspecify;

    exports dev.mooring.rpc.capnweb;
}

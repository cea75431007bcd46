import org.jspecify.annotations.NullMarked;

/**
 * The contracts of Mooring: the data that users hand around, and the services that providers implement. Nothing here
 * depends on anything but the JDK.
 *
 * <p>{@link dev.mooring.api.snapshot} is a session in a form that outlives it; {@link dev.mooring.api.keys} are the keys
 * of a sealer; {@link dev.mooring.api.spi} is for those who write a codec or a sealer, {@link dev.mooring.api.ledger} for
 * those who write a ledger. The module {@code dev.mooring.token} is the engine that runs them.
 */
@NullMarked
module dev.mooring.api {
    requires static org.jspecify;

    exports dev.mooring.api.keys;
    exports dev.mooring.api.ledger;
    exports dev.mooring.api.snapshot;
    exports dev.mooring.api.spi;
}

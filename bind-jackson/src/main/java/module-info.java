import org.jspecify.annotations.NullMarked;

/**
 * The user's own records and classes to session values and back, whatever the codec.
 *
 * <p>Jackson reads and writes them by reflection, so on the module path a module opens the packages of its records to
 * {@code tools.jackson.databind}.
 */
@NullMarked
module dev.mooring.bind.jackson {
    requires transitive dev.mooring.api;
    requires transitive tools.jackson.databind;
    requires static org.jspecify;

    exports dev.mooring.bind.jackson;
}

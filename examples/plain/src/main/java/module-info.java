import org.jspecify.annotations.NullMarked;

/** A cart that outlives its server. The codec and the sealer are found on the module path. */
@NullMarked
module dev.mooring.examples.plain {
    requires dev.mooring.bind.jackson;
    requires dev.mooring.session;
    requires static org.jspecify;

    // Jackson makes the records of a cart
    opens dev.mooring.examples.plain to
            tools.jackson.databind;
}

import org.jspecify.annotations.NullMarked;

/**
 * The sealer {@code tink-aead}: tokens that only holders of the key can read or make.
 *
 * <p>Tink is an automatic module, so that this module runs on the module path and on the class path, and is not for
 * {@code jlink}.
 *
 * @provides dev.mooring.api.spi.TokenSealerProvider the sealer {@code tink-aead}
 */
@NullMarked
@SuppressWarnings("requires-automatic") // Tink has no descriptor; its name is fixed in its manifest
module dev.mooring.crypto.tink {
    requires transitive dev.mooring.api;
    requires com.google.crypto.tink;
    requires com.google.gson; // for Tink, which cannot say so; only automatic modules are resolved along with it
    requires static org.jspecify;

    exports dev.mooring.crypto.tink;

    provides dev.mooring.api.spi.TokenSealerProvider with
            dev.mooring.crypto.tink.TinkAeadSealerProvider;
}

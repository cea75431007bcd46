import org.jspecify.annotations.NullMarked;

/**
 * The sealer {@code hmac-sha256}: tokens that anyone can read and only holders of the key can make.
 *
 * <p>It runs on the JDK alone.
 *
 * @provides dev.mooring.api.spi.TokenSealerProvider the sealer {@code hmac-sha256}
 */
@NullMarked
module dev.mooring.crypto.hmac {
    requires transitive dev.mooring.api;
    requires static org.jspecify;

    exports dev.mooring.crypto.hmac;

    provides dev.mooring.api.spi.TokenSealerProvider with
            dev.mooring.crypto.hmac.HmacSealerProvider;
}

/** A second sealer of the id hmac-sha256. */
module hostile.hmac {
    requires dev.mooring.api;

    provides dev.mooring.api.spi.TokenSealerProvider with
            hostile.hmac.RogueHmacProvider;
}

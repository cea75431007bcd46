/** A second sealer of the id hmac-sha256. */
module hostile.hmac {
    requires dev.mooring.token;

    provides dev.mooring.token.spi.TokenSealerProvider with
            hostile.hmac.RogueHmacProvider;
}

import org.jspecify.annotations.NullMarked;

/**
 * The Mooring API: snapshots, tokens, keys, and the three service interfaces behind them.
 *
 * <p>{@link dev.mooring.token} is for those who suspend and resume sessions; {@link dev.mooring.token.spi} is for those
 * who write a codec, a sealer or a ledger. Nothing here depends on anything but the JDK.
 *
 * @uses dev.mooring.token.spi.SnapshotCodec how a snapshot becomes bytes; {@code mooring-codec-json} and
 *     {@code mooring-codec-cbor} provide one each
 * @uses dev.mooring.token.spi.TokenSealerProvider how bytes become tamper-proof; {@code mooring-crypto-hmac} and
 *     {@code mooring-crypto-tink-aead} provide one each
 * @uses dev.mooring.token.spi.SessionLedgerProvider how servers agree that a token is used once;
 *     {@code mooring-store-redis} has one
 */
@NullMarked
module dev.mooring.token {
    requires jdk.jfr; // in every JDK; were it static, java -p … -m … would not resolve it, and nothing be recorded
    requires static org.jspecify;

    exports dev.mooring.token;
    exports dev.mooring.token.spi;

    uses dev.mooring.token.spi.SessionLedgerProvider;
    uses dev.mooring.token.spi.SnapshotCodec;
    uses dev.mooring.token.spi.TokenSealerProvider;
}

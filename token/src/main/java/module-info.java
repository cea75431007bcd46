import org.jspecify.annotations.NullMarked;

/**
 * The engine of Mooring: it issues, opens, inspects and explains resume tokens, finds providers, and reads keys.
 *
 * <p>Start at {@link dev.mooring.token.ResumeTokenManager}. The data that it takes and the services that it finds are
 * those of the module {@code dev.mooring.api}.
 *
 * @uses dev.mooring.api.spi.SnapshotCodec turns a snapshot into bytes; {@code mooring-codec-json} and
 *     {@code mooring-codec-cbor} provide one each
 * @uses dev.mooring.api.spi.TokenSealerProvider makes bytes tamper-proof; {@code mooring-crypto-hmac} and
 *     {@code mooring-crypto-tink-aead} provide one each
 * @uses dev.mooring.api.ledger.SessionLedgerProvider makes servers agree that a token is used once;
 *     {@code mooring-store-redis} provides one
 * @uses dev.mooring.token.KeySourceProvider opens the keys at an address; {@code mooring-keys-vault} provides one
 * @uses dev.mooring.token.KeyEncryptionProvider opens the key of a KMS; applications provide it
 */
@NullMarked
module dev.mooring.token {
    requires transitive dev.mooring.api;
    requires jdk.jfr; // not static, or java -p … -m … would not resolve it, and nothing would be recorded
    requires static org.jspecify;

    exports dev.mooring.token;

    uses dev.mooring.api.ledger.SessionLedgerProvider;
    uses dev.mooring.api.spi.SnapshotCodec;
    uses dev.mooring.api.spi.TokenSealerProvider;
    uses dev.mooring.token.KeyEncryptionProvider;
    uses dev.mooring.token.KeySourceProvider;
}

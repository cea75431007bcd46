import org.jspecify.annotations.NullMarked;

/**
 * Contract tests that every codec, every sealer and every ledger must pass, and the snapshots they are tried with.
 *
 * <p>A provider's own tests extend {@link dev.mooring.testkit.SnapshotCodecContract},
 * {@link dev.mooring.testkit.TokenSealerContract} or {@link dev.mooring.testkit.SessionLedgerContract}, return the
 * provider under test, and let JUnit Jupiter run the rest.
 */
@NullMarked
module dev.mooring.testkit {
    requires transitive dev.mooring.token;
    requires jdk.management;
    requires transitive org.junit.jupiter.api;
    requires static org.jspecify;

    exports dev.mooring.testkit;
}

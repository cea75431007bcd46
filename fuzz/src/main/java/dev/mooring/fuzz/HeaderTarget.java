package dev.mooring.fuzz;

import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.ResumeTokenManager;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A frame of any bytes is refused before the seal or at it, and never for what only a holder of the keys can write. */
public final class HeaderTarget {
    private static final Set<Reason> REASONS = EnumSet.of(
            Reason.MALFORMED, Reason.TOO_LARGE, Reason.UNSUPPORTED, Reason.UNKNOWN_KEY, Reason.INVALID_SIGNATURE);
    private static final ResumeTokenManager TOKENS = Fixture.manager("hmac-sha256", "HMAC_SHA256", Fixture.CBOR);

    private HeaderTarget() {}

    /** Takes a frame. */
    public static void fuzzerTestOneInput(byte[] input) {
        boolean opened = Expect.refusedAtMostFor(REASONS, () -> TOKENS.open(Fixture.text(input)))
                .isPresent();
        Expect.that(!opened, "a token opened that nobody issued");
    }

    /** Of another manager's keys, so that none opens. */
    static List<byte[]> seeds() {
        ResumeTokenManager other = Fixture.manager("hmac-sha256", "HMAC_SHA256", Fixture.CBOR);
        return Fixture.snapshots()
                .limit(4)
                .map(snapshot -> Fixture.frame(other.issue(snapshot).text()))
                .toList();
    }
}

package dev.mooring.fuzz;

import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.ResumeTokenManager;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A frame of any bytes is refused before the seal or at it, and never for a reason that takes a holder of the keys. */
public final class HeaderTarget {
    private static final Set<Reason> REASONS = EnumSet.of(
            Reason.MALFORMED, Reason.TOO_LARGE, Reason.UNSUPPORTED, Reason.UNKNOWN_KEY, Reason.INVALID_SIGNATURE);
    private static final KeySet KEYS = Fixed.keys("HMAC_SHA256");
    private static final ResumeTokenManager TOKENS = Fixture.manager(KEYS);

    private HeaderTarget() {}

    /** Takes a frame. */
    public static void fuzzerTestOneInput(byte[] input) {
        boolean opened = Expect.refusedAtMostFor(REASONS, () -> TOKENS.open(Fixture.text(input)))
                .isPresent();
        Expect.that(!opened, "a token opened that nobody issued");
    }

    /** Of another manager, whose key has the same id, so that none opens. */
    static List<byte[]> seeds() {
        ResumeTokenManager other = Fixture.manager(KeySet.of(KEYS.sealerId(), List.of(otherThan(KEYS.sealingKey()))));
        return Fixture.snapshots()
                .limit(4)
                .map(snapshot -> Fixture.frame(other.issue(snapshot).text()))
                .toList();
    }

    private static TokenKey otherThan(TokenKey key) {
        KeyMaterial other = KeyMaterial.clear(Fixture.ascii("0123456789abcdef0123456789abcdef"));
        return new TokenKey(key.id(), key.status(), Fixture.NOW, Fixture.NOW, key.algorithm(), other);
    }
}

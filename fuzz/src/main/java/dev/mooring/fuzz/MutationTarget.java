package dev.mooring.fuzz;

import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.ResumeTokenManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Seal, change, open: no token opens except the one that was issued. */
public final class MutationTarget {
    private static final Set<Reason> REASONS = EnumSet.of(
            Reason.MALFORMED, Reason.TOO_LARGE, Reason.UNSUPPORTED, Reason.UNKNOWN_KEY, Reason.INVALID_SIGNATURE);

    /** A manager of one algorithm, and a frame that it issued once. */
    private record Sealed(ResumeTokenManager tokens, byte[] frame) {
        static Sealed of(String algorithm) {
            return new Sealed(Fixture.manager(Fixed.keys(algorithm)), Fixture.frame(Fixed.token(algorithm)));
        }
    }

    private static final List<Sealed> SEALED = Stream.of(
                    "HMAC_SHA256", "XAES256_GCM", "AES256_GCM", "XCHACHA20_POLY1305", "AES256_CTR_HMAC_SHA256")
            .map(Sealed::of)
            .toList();

    private MutationTarget() {}

    /** Takes a byte that chooses the sealer, one for the frame's length, and changes: two bytes of place, one of bits. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 2) {
            return;
        }
        Sealed sealed = SEALED.get((input[0] & 0xff) % SEALED.size());
        byte[] changed = changed(sealed.frame(), input);
        if (Arrays.equals(changed, sealed.frame())) {
            sealed.tokens().open(Fixture.text(changed));
        } else {
            boolean opened = Expect.refusedAtMostFor(
                            REASONS, () -> sealed.tokens().open(Fixture.text(changed)))
                    .isPresent();
            Expect.that(!opened, "a changed token opened");
        }
    }

    private static byte[] changed(byte[] frame, byte[] input) {
        byte[] changed = Arrays.copyOf(frame, Math.max(0, frame.length + input[1]));
        for (int i = 2; i + 2 < input.length && changed.length > 0; i += 3) {
            int place = ((input[i] & 0xff) << 8 | input[i + 1] & 0xff) % changed.length;
            changed[place] ^= input[i + 2];
        }
        return changed;
    }

    static List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (int sealer = 0; sealer < SEALED.size(); sealer++) {
            seeds.add(new byte[] {(byte) sealer, 0});
            seeds.add(new byte[] {(byte) sealer, 0, 0, 40, 1});
            seeds.add(new byte[] {(byte) sealer, -1});
        }
        return seeds;
    }
}

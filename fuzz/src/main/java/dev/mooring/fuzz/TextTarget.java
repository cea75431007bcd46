package dev.mooring.fuzz;

import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.UnverifiedToken;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Text → frame: whatever is read was spelled in the only way there is. */
public final class TextTarget {
    private static final Set<Reason> REASONS = EnumSet.of(Reason.MALFORMED, Reason.TOO_LARGE, Reason.UNSUPPORTED);

    private TextTarget() {}

    /** Takes a text. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        Optional<UnverifiedToken> read = Expect.refusedAtMostFor(REASONS, () -> ResumeTokenManager.inspect(text));
        read.ifPresent(token -> {
            byte[] frame = Fixture.frame(text);
            Expect.that(Fixture.text(frame).equals(text), "a text has two spellings");
            Expect.that(token.headerBytes() + token.sealedBytes() == frame.length, "a frame has more than two parts");
        });
    }

    static List<byte[]> seeds() {
        return Fixture.snapshots()
                .limit(4)
                .map(snapshot -> Fixture.ascii(Fixture.token(Fixture.CBOR, false, Fixture.CBOR.encode(snapshot))))
                .toList();
    }
}

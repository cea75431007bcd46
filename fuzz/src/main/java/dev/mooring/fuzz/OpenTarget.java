package dev.mooring.fuzz;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.token.OpenedToken;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.ResumeTokenManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.Deflater;

/** Behind a seal that always verifies: inflating, both codecs and all checks. A snapshot that opens can be issued and opened again. */
public final class OpenTarget {
    static final int DEFLATED = 1;
    static final int JSON = 2;

    private static final Set<Reason> REASONS =
            EnumSet.of(Reason.TOO_LARGE, Reason.UNSUPPORTED, Reason.INVALID_SNAPSHOT, Reason.SESSION_TOO_OLD);
    private static final Set<Reason> TOO_LONG = EnumSet.of(Reason.ENCODING_FAILED);
    private static final ResumeTokenManager TOKENS = Fixture.plainManager();

    private OpenTarget() {}

    /** Takes a byte of choices and a payload. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        SnapshotCodec codec = (input[0] & JSON) == 0 ? Fixture.CBOR : Fixture.JSON;
        String text = Fixture.token(codec, (input[0] & DEFLATED) != 0, Fixture.after(1, input));
        Optional<OpenedToken> opened = Expect.refusedAtMostFor(REASONS, () -> TOKENS.open(text));
        opened.ifPresent(token -> {
            SessionSnapshot snapshot = withMaxAgeOfServer(token.snapshot());
            Optional<String> again = Expect.refusedAtMostFor(
                    TOO_LONG, () -> TOKENS.issue(snapshot).text());
            Expect.that(again.isPresent() || isTooLong(snapshot), "a snapshot that opened cannot be issued");
            again.ifPresent(issued -> Expect.that(
                    TOKENS.open(issued).snapshot().equals(snapshot), "a snapshot changed when issued again"));
        });
    }

    /** JSON can be shorter than the CBOR of the same snapshot, and DEFLATE is. */
    private static boolean isTooLong(SessionSnapshot snapshot) {
        byte[] payload = Fixture.CBOR.encode(snapshot);
        return payload.length > SnapshotLimits.DEFAULT.maxPayloadBytes()
                || Fixture.token(Fixture.CBOR, false, payload).length()
                        > ResumeTokenManager.Builder.DEFAULT_MAX_TOKEN_CHARS;
    }

    static List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        Fixture.snapshots().forEach(snapshot -> {
            seeds.add(chosen(0, Fixture.CBOR.encode(snapshot)));
            seeds.add(chosen(JSON, Fixture.JSON.encode(snapshot)));
            seeds.add(chosen(DEFLATED, deflated(Fixture.CBOR.encode(snapshot))));
        });
        return seeds;
    }

    /** Issuing clamps the max age to the server's. */
    private static SessionSnapshot withMaxAgeOfServer(SessionSnapshot snapshot) {
        boolean longer = snapshot.maxAge().compareTo(SessionSnapshot.DEFAULT_MAX_AGE) > 0;
        return longer
                ? snapshot.toBuilder().maxAge(SessionSnapshot.DEFAULT_MAX_AGE).build()
                : snapshot;
    }

    static byte[] chosen(int choice, byte[] payload) {
        byte[] input = new byte[payload.length + 1];
        input[0] = (byte) choice;
        System.arraycopy(payload, 0, input, 1, payload.length);
        return input;
    }

    private static byte[] deflated(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(plain);
        deflater.finish();
        byte[] out = new byte[plain.length + 64];
        int length = deflater.deflate(out);
        deflater.end();
        return Arrays.copyOf(out, length);
    }
}

package dev.mooring.fuzz;

import dev.mooring.testkit.SnapshotProfiles;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenContext;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Contexts: a token opens in the one that it was issued for, and in no other, however alike they look. */
public final class ContextTarget {
    private static final Set<Reason> REASONS = EnumSet.of(Reason.INVALID_SIGNATURE);
    private static final ResumeTokenManager TOKENS = Fixture.manager(Fixed.keys("HMAC_SHA256"));

    private ContextTarget() {}

    /** Takes two contexts, a blank line between them, each entry on a line of its own: {@code name=value}. */
    public static void fuzzerTestOneInput(byte[] input) {
        String[] contexts = new String(input, StandardCharsets.UTF_8).split("\n\n", 2);
        context(contexts[0]).ifPresent(issued -> {
            String text = TOKENS.issue(SnapshotProfiles.small(), issued).text();
            TOKENS.open(text, issued);
            context(contexts.length > 1 ? contexts[1] : "").ifPresent(other -> {
                boolean opened = Expect.refusedAtMostFor(REASONS, () -> TOKENS.open(text, other))
                        .isPresent();
                Expect.that(opened == issued.equals(other), "a token opened in another context");
            });
        });
    }

    private static Optional<TokenContext> context(String lines) {
        try {
            TokenContext context = TokenContext.none();
            for (String line : lines.isEmpty() ? new String[0] : lines.split("\n", -1)) {
                int sign = line.indexOf('=');
                context = context.and(line.substring(0, Math.max(0, sign)), line.substring(sign + 1));
            }
            return Optional.of(context);
        } catch (IllegalArgumentException refusal) {
            Expect.plain(refusal);
            return Optional.empty();
        }
    }

    static List<byte[]> seeds() {
        return List.of(
                Fixture.ascii("tenant=ab\n\ntenan=tab"),
                Fixture.ascii("a=b\nc=d\n\na=b,c=d"),
                Fixture.ascii("tenant=acme\nprincipal=x\n\nprincipal=x\ntenant=acme"));
    }
}

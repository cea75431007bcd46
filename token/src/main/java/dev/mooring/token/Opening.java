package dev.mooring.token;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.token.Explanation.Check;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One opening of a token: the check that it has come to, and the facts that it has found by then. */
final class Opening {
    final ProviderCalls providers = new ProviderCalls();
    final int textChars;
    final TokenContext context;

    Check check = Check.LENGTH;
    int frameBytes;

    @Nullable
    TokenHeader header;

    /** Set when the token's sealer is found to be enabled; the codec and the key likewise. */
    @Nullable
    ReloadingSealer sealer;

    boolean codecEnabled;
    boolean keyKnown;

    @Nullable
    Instant now;

    int payloadBytes;
    int documentBytes;

    @Nullable
    SessionSnapshot snapshot;

    Opening(String text, TokenContext context) {
        this.textChars = text.length();
        this.context = context;
    }

    /** The listener's part of a refusal. Ids that are not found to be ours are left out: the token may have made them up. */
    TokenListener.Refusal refusal(ResumeTokenException refusal) {
        return new TokenListener.Refusal(
                refusal.reason(),
                header != null && keyKnown ? header.keyId() : TokenListener.UNKNOWN,
                header != null && sealer != null ? header.sealerId() : TokenListener.UNKNOWN,
                header != null && codecEnabled ? header.codecId() : TokenListener.UNKNOWN,
                providers.fault());
    }
}

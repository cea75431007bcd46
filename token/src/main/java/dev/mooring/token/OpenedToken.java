package dev.mooring.token;

import dev.mooring.api.snapshot.SessionSnapshot;
import java.util.Set;

/**
 * A token whose seal was verified and whose snapshot passed every check. Only {@link ResumeTokenManager#open} makes one.
 */
public final class OpenedToken {

    /** A part of a token that this server no longer emits. */
    public enum Outdated {
        /** Its key no longer seals. */
        KEY,
        /** Its sealer is accepted only. */
        SEALER,
        /** Its codec is accepted only. */
        CODEC
    }

    private final TokenHeader header;
    private final SessionSnapshot snapshot;
    private final Set<Outdated> outdated;

    OpenedToken(TokenHeader header, SessionSnapshot snapshot, Set<Outdated> outdated) {
        this.header = header;
        this.snapshot = snapshot;
        this.outdated = Set.copyOf(outdated);
    }

    /**
     * The token's readable part, verified.
     *
     * @return the header
     */
    public TokenHeader header() {
        return header;
    }

    /**
     * The session as it was when the token was issued.
     *
     * @return the snapshot
     */
    public SessionSnapshot snapshot() {
        return snapshot;
    }

    /**
     * The parts of the token that this server no longer emits: a reason to issue a new one, and a sign that the old key,
     * sealer or codec is still needed.
     *
     * @return the outdated parts; empty for a token as this server would issue it
     */
    public Set<Outdated> outdated() {
        return outdated;
    }

    @Override
    public String toString() {
        return "OpenedToken[" + header.tokenId() + ", " + snapshot + "]";
    }
}

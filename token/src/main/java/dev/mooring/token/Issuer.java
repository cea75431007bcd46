package dev.mooring.token;

import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.internal.Deflate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;

/** Snapshot → codec → sealer → text. */
final class Issuer {

    /** An encoded snapshot, deflated if that makes it smaller. */
    private record Payload(byte[] bytes, boolean deflated) {}

    /** A token without its text. */
    private record Sealed(TokenHeader header, byte[] frame) {}

    /** One issue, with the facts that the listener is told if it fails. */
    private static final class Issue {
        final ProviderCalls providers = new ProviderCalls();
        String keyId = TokenListener.UNKNOWN;
    }

    private final Settings settings;

    Issuer(Settings settings) {
        this.settings = settings;
    }

    ResumeToken issue(SessionSnapshot snapshot, TokenContext context) {
        Issue issue = new Issue();
        try {
            return issue(snapshot, context, issue);
        } catch (ResumeTokenException refusal) {
            settings.listener()
                    .refused(new TokenListener.Refusal(
                            refusal.reason(),
                            issue.keyId,
                            settings.sealing().sealerId(),
                            settings.codecId(),
                            issue.providers.fault()));
            throw refusal;
        }
    }

    private ResumeToken issue(SessionSnapshot given, TokenContext context, Issue issue) {
        Instant now = Instant.ofEpochMilli(settings.clock().millis());
        SessionSnapshot snapshot = clamped(given);
        check(snapshot, now);
        Instant issuedAt = issuedAt(snapshot, now);
        Instant expiresAt = earlier(
                        issuedAt.plus(settings.times().ttl()),
                        snapshot.createdAt().plus(snapshot.maxAge()))
                .truncatedTo(ChronoUnit.MILLIS);
        Sealed sealed = seal(encode(snapshot, issue), context, issuedAt, expiresAt, issue);
        // kept for the end, so that the frame is let go of while its text is made: both are as long as the payload
        TokenHeader header = sealed.header();
        String text = TokenFrame.text(sealed.frame());
        if (text.length() > settings.maxTokenChars()) {
            throw failed(
                    "The token would have " + text.length() + " characters, over the " + settings.maxTokenChars()
                            + " that are allowed: keep less in the session, choose CBOR or compression, or raise max-token-chars");
        }
        settings.listener().issued(header);
        return new ResumeToken(text, snapshot.sessionId(), issuedAt, expiresAt, header.tokenId());
    }

    private Payload encode(SessionSnapshot snapshot, Issue issue) {
        byte[] plain = issue.providers.encode(settings.codec(), settings.codecId(), snapshot);
        if (plain.length > settings.limits().maxPayloadBytes()) {
            throw failed("The encoded snapshot has " + plain.length + " bytes, over maxPayloadBytes, "
                    + settings.limits().maxPayloadBytes());
        }
        Optional<byte[]> deflated =
                settings.compression() == Compression.DEFLATE ? Deflate.smaller(plain) : Optional.empty();
        return new Payload(deflated.orElse(plain), deflated.isPresent());
    }

    private Sealed seal(Payload payload, TokenContext context, Instant now, Instant expiresAt, Issue issue) {
        ReloadingSealer.Loaded loaded = settings.sealing().refreshed();
        String keyId = loaded.keys().sealingKey().id();
        issue.keyId = keyId;
        TokenHeader header = new TokenHeader(
                payload.deflated(),
                !context.isEmpty(),
                settings.codecId(),
                settings.sealing().sealerId(),
                keyId,
                newTokenId(),
                now,
                expiresAt);
        byte[] headerBytes = TokenFrame.headerBytes(header);
        byte[] sealed = issue.providers.seal(
                loaded.sealer(), header, payload.bytes(), TokenFrame.associatedData(headerBytes, context));
        return new Sealed(header, TokenFrame.bytes(headerBytes, sealed));
    }

    /** A session's own max age never exceeds the server's when it is issued. */
    private SessionSnapshot clamped(SessionSnapshot snapshot) {
        Duration most = settings.times().maxSessionAge();
        return snapshot.maxAge().compareTo(most) > 0
                ? snapshot.toBuilder().maxAge(most).build()
                : snapshot;
    }

    private void check(SessionSnapshot snapshot, Instant now) {
        settings.limits().problem(snapshot).ifPresent(problem -> {
            throw failed(problem);
        });
        if (!now.isBefore(snapshot.createdAt().plus(snapshot.maxAge()))) {
            throw new ResumeTokenException(
                    Reason.SESSION_TOO_OLD, "The session is older than its max age of " + snapshot.maxAge());
        }
    }

    /**
     * The time of issue. A session that began later than now did so before the clock was set back: it is issued at its
     * beginning, so that it is not lost, and servers whose clocks are right open it.
     */
    private Instant issuedAt(SessionSnapshot snapshot, Instant now) {
        Instant createdAt = snapshot.createdAt();
        if (!createdAt.isAfter(now.plus(settings.times().clockSkew()))) {
            return now;
        }
        if (createdAt.isAfter(now.plus(LedgerSettings.GREATEST_CLOCK_SKEW))) {
            throw failed("The session was created in the future, beyond the greatest clock skew of "
                    + LedgerSettings.GREATEST_CLOCK_SKEW + ": set the clock of this server right");
        }
        return createdAt;
    }

    private String newTokenId() {
        byte[] bytes = new byte[TokenFrame.TOKEN_ID_BYTES];
        settings.random().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static ResumeTokenException failed(String message) {
        return new ResumeTokenException(Reason.ENCODING_FAILED, message);
    }
}

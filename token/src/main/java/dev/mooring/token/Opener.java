package dev.mooring.token;

import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.token.Explanation.Check;
import dev.mooring.token.OpenedToken.Outdated;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.internal.Deflate;
import dev.mooring.token.internal.Deflate.Inflated;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/**
 * Text → sealer → codec → snapshot, in the order of checks: nothing is parsed, inflated or compared with the clock before
 * the seal is verified, and one key is tried, the one that the token names.
 */
final class Opener {
    private final Settings settings;

    Opener(Settings settings) {
        this.settings = settings;
    }

    OpenedToken open(String text, TokenContext context) {
        Opening opening = new Opening(text, context);
        OpenedToken opened;
        try {
            opened = open(text, opening);
        } catch (ResumeTokenException refusal) {
            settings.listener().refused(opening.refusal(refusal));
            throw refusal;
        }
        settings.listener().opened(opened);
        return opened;
    }

    /** The same checks, told to an operator instead of the listener, so that trying a token counts nowhere. */
    Explanation explain(String text, TokenContext context) {
        Opening opening = new Opening(text, context);
        Explainer explainer = new Explainer(settings, opening);
        try {
            open(text, opening);
            return explainer.explanation(null);
        } catch (ResumeTokenException refusal) {
            return explainer.explanation(refusal);
        }
    }

    /** The order of checks: each begins at its name, and passes unless it throws. */
    private OpenedToken open(String text, Opening opening) {
        opening.check = Check.LENGTH;
        TokenFrame.checkLength(text, settings.maxTokenChars());
        opening.check = Check.TEXT;
        byte[] bytes = TokenFrame.bytes(text);
        opening.frameBytes = bytes.length;
        opening.check = Check.FRAME;
        TokenFrame frame = TokenFrame.parse(bytes);
        TokenHeader header = frame.header();
        opening.header = header;
        opening.check = Check.ENABLED;
        ReloadingSealer sealer = enabledSealer(header.sealerId());
        opening.sealer = sealer;
        SnapshotCodec codec = enabledCodec(header.codecId());
        opening.codecEnabled = true;
        opening.check = Check.KEY;
        ReloadingSealer.Loaded loaded = keysThatHold(header.keyId(), sealer);
        opening.keyKnown = true;
        opening.check = Check.SEAL;
        byte[] associatedData = TokenFrame.associatedData(frame.headerBytes(), opening.context);
        byte[] payload = opening.providers.open(loaded.sealer(), header, frame.sealed(), associatedData);
        opening.payloadBytes = payload.length;
        // all below is authentic: written by a holder of the keys, though perhaps a faulty or an older one
        Instant now = Instant.ofEpochMilli(settings.clock().millis());
        opening.now = now;
        opening.check = Check.TIMES;
        checkTimes(header, now);
        opening.check = Check.PAYLOAD;
        byte[] plain = plain(header, payload);
        opening.documentBytes = plain.length;
        opening.check = Check.DOCUMENT;
        SessionSnapshot snapshot = opening.providers.decode(codec, header, plain, settings.limits());
        opening.snapshot = snapshot;
        opening.check = Check.SNAPSHOT;
        checkSnapshot(snapshot, header);
        opening.check = Check.AGE;
        checkAge(snapshot, now);
        return new OpenedToken(header, snapshot, outdated(header, sealer, loaded));
    }

    private ReloadingSealer enabledSealer(String id) {
        ReloadingSealer sealer = settings.sealers().get(id);
        if (sealer == null) {
            throw unsupported("sealer", id, settings.sealers().keySet());
        }
        return sealer;
    }

    private SnapshotCodec enabledCodec(String id) {
        SnapshotCodec codec = settings.codecs().get(id);
        if (codec == null) {
            throw unsupported("codec", id, settings.codecs().keySet());
        }
        return codec;
    }

    private static ResumeTokenException unsupported(String what, String id, Set<String> enabled) {
        return new ResumeTokenException(
                Reason.UNSUPPORTED,
                "The token's " + what + " " + id + " is not enabled here; enabled: " + String.join(", ", enabled));
    }

    private static ReloadingSealer.Loaded keysThatHold(String keyId, ReloadingSealer sealer) {
        ReloadingSealer.Loaded loaded = sealer.refreshed();
        if (loaded.keys().key(keyId).isPresent()) {
            return loaded;
        }
        ReloadingSealer.Loaded fresh = sealer.refreshedForUnknownKey();
        if (fresh.keys().key(keyId).isPresent()) {
            return fresh;
        }
        throw new ResumeTokenException(Reason.UNKNOWN_KEY, "No key of the id " + keyId + " is known here");
    }

    private void checkTimes(TokenHeader header, Instant now) {
        Settings.Times times = settings.times();
        Instant issuedAt = header.issuedAt();
        if (issuedAt.isBefore(Instant.EPOCH) || !issuedAt.isBefore(header.expiresAt())) {
            throw new ResumeTokenException(Reason.INVALID_SNAPSHOT, "The token's times make no sense");
        }
        if (issuedAt.isAfter(now.plus(times.clockSkew()))) {
            throw new ResumeTokenException(
                    Reason.NOT_YET_VALID,
                    "The token was issued in the future, beyond the clock skew of " + times.clockSkew());
        }
        if (!now.isBefore(header.expiresAt())) {
            throw new ResumeTokenException(Reason.EXPIRED, "The token expired at " + header.expiresAt());
        }
        if (Duration.between(issuedAt, now).compareTo(times.maxTtl()) >= 0) {
            throw new ResumeTokenException(
                    Reason.EXPIRED, "The token is older than " + times.maxTtl() + ", the longest life allowed here");
        }
        if (times.notBefore().filter(issuedAt::isBefore).isPresent()) {
            throw new ResumeTokenException(
                    Reason.REVOKED,
                    "The token was issued before " + times.notBefore().get() + ", which ends all earlier ones");
        }
    }

    private byte[] plain(TokenHeader header, byte[] payload) {
        int most = settings.limits().maxPayloadBytes();
        Inflated plain = payload.length > most
                ? new Inflated.TooLarge()
                : header.deflated() ? Deflate.inflate(payload, most) : new Inflated.Whole(payload);
        if (plain instanceof Inflated.Whole whole) {
            return whole.bytes();
        }
        throw plain instanceof Inflated.TooLarge
                ? new ResumeTokenException(Reason.TOO_LARGE, "The payload is over maxPayloadBytes, " + most)
                : new ResumeTokenException(Reason.INVALID_SNAPSHOT, "The payload is not one whole DEFLATE stream");
    }

    private void checkSnapshot(SessionSnapshot snapshot, TokenHeader header) {
        settings.limits().problem(snapshot).ifPresent(problem -> {
            throw new ResumeTokenException(Reason.INVALID_SNAPSHOT, problem);
        });
        if (snapshot.createdAt().isAfter(header.issuedAt().plus(settings.times().clockSkew()))) {
            throw new ResumeTokenException(
                    Reason.INVALID_SNAPSHOT, "The session was created after the token was issued");
        }
    }

    private void checkAge(SessionSnapshot snapshot, Instant now) {
        Duration maxAge = Durations.shorter(snapshot.maxAge(), settings.times().maxSessionAge());
        if (Duration.between(snapshot.createdAt(), now).compareTo(maxAge) >= 0) {
            throw new ResumeTokenException(Reason.SESSION_TOO_OLD, "The session is older than " + maxAge);
        }
    }

    private Set<Outdated> outdated(TokenHeader header, ReloadingSealer sealer, ReloadingSealer.Loaded loaded) {
        Set<Outdated> outdated = EnumSet.noneOf(Outdated.class);
        if (loaded.keys()
                .key(header.keyId())
                .filter(key -> key.status() == TokenKey.Status.OPENING)
                .isPresent()) {
            outdated.add(Outdated.KEY);
        }
        if (sealer != settings.sealing()) {
            outdated.add(Outdated.SEALER);
        }
        if (!header.codecId().equals(settings.codecId())) {
            outdated.add(Outdated.CODEC);
        }
        return outdated;
    }
}

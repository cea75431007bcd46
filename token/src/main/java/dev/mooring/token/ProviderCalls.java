package dev.mooring.token;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SealBrokenException;
import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.api.spi.SnapshotFormatException;
import dev.mooring.api.spi.TokenSealer;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.internal.VirtualMachineErrors;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Calls the codecs and sealers of one token. They are the code of others: whatever they throw besides their contract becomes
 * the reason of the step, and is kept for the listener. Only errors of the virtual machine pass through.
 */
final class ProviderCalls {
    private @Nullable Throwable fault;

    /** The exception of a provider that broke its contract; null if none did. */
    @Nullable
    Throwable fault() {
        return fault;
    }

    byte[] encode(SnapshotCodec codec, String codecId, SessionSnapshot snapshot) {
        try {
            return returned(codec.encode(snapshot));
        } catch (Throwable e) {
            throw failed("codec " + codecId, Reason.ENCODING_FAILED, e);
        }
    }

    byte[] seal(TokenSealer sealer, TokenHeader header, byte[] payload, byte[] associatedData) {
        try {
            return returned(sealer.seal(payload, associatedData));
        } catch (Throwable e) {
            throw failed("sealer " + header.sealerId(), Reason.ENCODING_FAILED, e);
        }
    }

    byte[] open(TokenSealer sealer, TokenHeader header, byte[] sealed, byte[] associatedData) {
        try {
            return returned(sealer.open(header.keyId(), sealed, associatedData));
        } catch (SealBrokenException e) {
            throw new ResumeTokenException(
                    Reason.INVALID_SIGNATURE, "The seal does not verify: another key or context, or changed bytes");
        } catch (Throwable e) {
            throw failed("sealer " + header.sealerId(), Reason.INVALID_SIGNATURE, e);
        }
    }

    SessionSnapshot decode(SnapshotCodec codec, TokenHeader header, byte[] document, SnapshotLimits limits) {
        try {
            return returned(codec.decode(document, limits));
        } catch (SnapshotFormatException e) {
            throw new ResumeTokenException(
                    e.isNewerVersion() ? Reason.UNSUPPORTED : Reason.INVALID_SNAPSHOT, e.getMessage());
        } catch (Throwable e) {
            throw failed("codec " + header.codecId(), Reason.INVALID_SNAPSHOT, e);
        }
    }

    private static <T> T returned(@Nullable T result) {
        return Objects.requireNonNull(result, "The provider returned null");
    }

    private ResumeTokenException failed(String provider, Reason reason, Throwable thrown) {
        VirtualMachineErrors.passOn(thrown);
        fault = thrown;
        return new ResumeTokenException(reason, "The " + provider + " failed; the listener was told how");
    }
}

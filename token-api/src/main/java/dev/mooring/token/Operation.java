package dev.mooring.token;

import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.spi.SealBrokenException;
import dev.mooring.token.spi.SnapshotFormatException;
import org.jspecify.annotations.Nullable;

/**
 * One issue or open: runs the providers' parts of it, turns whatever they throw into the reason of their step, and keeps
 * what only the listener is told.
 */
final class Operation {

    /** A provider's part. */
    @FunctionalInterface
    interface Step<T> {
        @Nullable
        T run() throws Exception;
    }

    private String keyId = TokenListener.UNKNOWN_KEY_ID;
    private @Nullable Throwable fault;

    /** The key that is at work, once it is known to be one of ours. */
    void keyId(String known) {
        keyId = known;
    }

    /**
     * Runs a provider's part. What a contract allows to be thrown counts in the part that it is for; only errors of the
     * virtual machine pass through as they are.
     */
    <T> T run(String who, Reason reason, Step<T> step) {
        try {
            T result = step.run();
            if (result != null) {
                return result;
            }
            fault = new NullPointerException("The " + who + " returned null");
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            if (reason == Reason.INVALID_SIGNATURE && e instanceof SealBrokenException) {
                throw new ResumeTokenException(
                        reason, "The seal does not verify: another key or context, or changed bytes");
            }
            if (reason == Reason.INVALID_SNAPSHOT && e instanceof SnapshotFormatException format) {
                throw new ResumeTokenException(
                        format.isNewerVersion() ? Reason.UNSUPPORTED : reason, format.getMessage());
            }
            fault = e;
        }
        throw new ResumeTokenException(reason, "The " + who + " failed; the listener was told how");
    }

    /** Tells the listener of a refusal, and returns it to be thrown. */
    ResumeTokenException refused(TokenListener listener, ResumeTokenException refusal) {
        listener.refused(refusal.reason(), keyId, fault);
        return refusal;
    }
}

package dev.mooring.token;

import dev.mooring.token.ResumeTokenException.Reason;
import org.jspecify.annotations.Nullable;

/** Keeps what a listener throws away from tokens. */
final class QuietListener implements TokenListener {
    private final TokenListener listener;

    QuietListener(TokenListener listener) {
        this.listener = listener;
    }

    @Override
    public void issued(TokenHeader header) {
        tell(() -> listener.issued(header));
    }

    @Override
    public void opened(OpenedToken token) {
        tell(() -> listener.opened(token));
    }

    @Override
    public void refused(Reason reason, String keyId, @Nullable Throwable fault) {
        tell(() -> listener.refused(reason, keyId, fault));
    }

    @Override
    public void keysChanged(KeySet keys) {
        tell(() -> listener.keysChanged(keys));
    }

    @Override
    public void keysUnavailable(KeySource source, Throwable fault) {
        tell(() -> listener.keysUnavailable(source, fault));
    }

    private static void tell(Runnable news) {
        try {
            news.run();
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable ignored) {
            // a listener that fails must not turn a good token into a refused one
        }
    }
}

package dev.mooring.token;

import dev.mooring.api.keys.KeySet;
import dev.mooring.token.internal.VirtualMachineErrors;
import java.util.List;
import java.util.function.Consumer;

/** Tells several listeners. If one of them throws, neither the token nor the others notice. */
final class QuietListener implements TokenListener {
    private final List<TokenListener> listeners;

    QuietListener(List<TokenListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public void issued(TokenHeader header) {
        tell(listener -> listener.issued(header));
    }

    @Override
    public void opened(OpenedToken token) {
        tell(listener -> listener.opened(token));
    }

    @Override
    public void refused(Refusal refusal) {
        tell(listener -> listener.refused(refusal));
    }

    @Override
    public void keysChanged(KeySet keys) {
        tell(listener -> listener.keysChanged(keys));
    }

    @Override
    public void keysUnavailable(KeySource source, Throwable fault) {
        tell(listener -> listener.keysUnavailable(source, fault));
    }

    private void tell(Consumer<TokenListener> news) {
        for (TokenListener listener : listeners) {
            try {
                news.accept(listener);
            } catch (Throwable e) {
                VirtualMachineErrors.passOn(e);
                // a listener that fails must not turn a good token into a refused one
            }
        }
    }
}

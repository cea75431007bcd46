package dev.mooring.token;

import dev.mooring.token.ResumeTokenException.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what it is told. */
final class RecordingListener implements TokenListener {

    /** One refusal. */
    record Refusal(Reason reason, String keyId, @Nullable Throwable fault) {}

    final List<TokenHeader> issued = Collections.synchronizedList(new ArrayList<>());
    final List<OpenedToken> opened = Collections.synchronizedList(new ArrayList<>());
    final List<Refusal> refused = Collections.synchronizedList(new ArrayList<>());
    final List<KeySet> keysChanged = Collections.synchronizedList(new ArrayList<>());
    final List<Throwable> keysUnavailable = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void issued(TokenHeader header) {
        issued.add(header);
    }

    @Override
    public void opened(OpenedToken token) {
        opened.add(token);
    }

    @Override
    public void refused(Reason reason, String keyId, @Nullable Throwable fault) {
        refused.add(new Refusal(reason, keyId, fault));
    }

    @Override
    public void keysChanged(KeySet keys) {
        keysChanged.add(keys);
    }

    @Override
    public void keysUnavailable(KeySource source, Throwable fault) {
        keysUnavailable.add(fault);
    }
}

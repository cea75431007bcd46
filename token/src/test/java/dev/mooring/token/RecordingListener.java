package dev.mooring.token;

import dev.mooring.api.keys.KeySet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Writes down the events that it is told. */
final class RecordingListener implements TokenListener {
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
    public void refused(Refusal refusal) {
        refused.add(refusal);
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

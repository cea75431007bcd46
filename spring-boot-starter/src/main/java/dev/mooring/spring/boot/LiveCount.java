package dev.mooring.spring.boot;

import dev.mooring.session.Session;
import dev.mooring.session.SessionListener;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts live sessions. */
final class LiveCount {
    private final AtomicInteger live = new AtomicInteger();

    int live() {
        return live.get();
    }

    /** The listener that counts. A bean that is a listener would count the sessions of the application's manager, too. */
    SessionListener listener() {
        return new SessionListener() {
            @Override
            public void begun(Session session) {
                live.incrementAndGet();
            }

            @Override
            public void resumed(Session session) {
                live.incrementAndGet();
            }

            @Override
            public void ended(Session session, Session.Ending ending) {
                live.decrementAndGet();
            }
        };
    }
}

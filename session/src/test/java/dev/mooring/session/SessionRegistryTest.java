package dev.mooring.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SessionRegistryTest {
    private static final ResumeRequest REQUEST = ResumeRequest.of("token", Server.CALLER);

    private final SessionRegistry registry = new SessionRegistry();

    @Test
    void reserve_afterTheDrainHasBegun_isRefused() {
        registry.drain();
        ResumeTokenException refusal = assertThrows(ResumeTokenException.class, () -> registry.reserve(REQUEST, "s"));
        assertEquals(Reason.DRAINING, refusal.reason());
    }

    @Test
    void close_twice_saysWhichWasTheFirst() {
        assertTrue(registry.close());
        assertFalse(registry.close());
    }

    @Test
    void awaitReleases_whenItReturns_keepsNoOtherThreadOut() throws Exception {
        registry.awaitReleases(TimeUnit.MINUTES.toNanos(1));
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            assertEquals(0, other.submit(registry::size).get(1, TimeUnit.MINUTES));
        } finally {
            other.shutdownNow();
        }
    }
}

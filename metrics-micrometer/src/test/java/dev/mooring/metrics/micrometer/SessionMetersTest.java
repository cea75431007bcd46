package dev.mooring.metrics.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.ledger.Superseding;
import dev.mooring.api.spi.TokenSealerProvider;
import dev.mooring.session.CapabilityRestorer;
import dev.mooring.session.InMemoryLedger;
import dev.mooring.session.PersistentSessionManager;
import dev.mooring.session.ResumeOutcome.Refused;
import dev.mooring.session.ResumeOutcome.Resumed;
import dev.mooring.session.ResumeRequest;
import dev.mooring.session.Session;
import dev.mooring.session.SessionListener.Part;
import dev.mooring.token.KeyMaker;
import dev.mooring.token.KeySource;
import dev.mooring.token.Providers;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenContext;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SessionMetersTest {
    private static final TokenContext CALLER = TokenContext.of("principal", "alice");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SwitchedLedger ledger = new SwitchedLedger();
    private final ResumeTokenManager tokens = tokens();
    private final PersistentSessionManager sessions = sessions();

    private static ResumeTokenManager tokens() {
        TokenSealerProvider sealer = Providers.discover().sealers().get(0);
        KeyMaker maker = new KeyMaker(sealer, null, new SecureRandom());
        return ResumeTokenManager.builder()
                .keys(KeySource.of(maker.create(sealer.algorithms().get(0), Instant.now())))
                .build();
    }

    private PersistentSessionManager sessions() {
        return PersistentSessionManager.builder(tokens, request -> CapabilityRestorer.grant(request.reference()))
                .ledger(ledger)
                .revokeOnReuse()
                .listener(new SessionMeters(registry))
                .build();
    }

    /** A ledger that can be switched off. */
    private static final class SwitchedLedger implements SessionLedger {
        private final SessionLedger ledger = InMemoryLedger.create();
        private boolean off;

        private SessionLedger on() throws LedgerUnavailableException {
            if (off) {
                throw new LedgerUnavailableException("off");
            }
            return ledger;
        }

        @Override
        public Answer claim(Claim claim) throws LedgerUnavailableException {
            return on().claim(claim);
        }

        @Override
        public boolean supersede(Superseding superseding) throws LedgerUnavailableException {
            return on().supersede(superseding);
        }

        @Override
        public void revoke(String sessionId) throws LedgerUnavailableException {
            on().revoke(sessionId);
        }

        @Override
        public void check() throws LedgerUnavailableException {
            on().check();
        }

        @Override
        public void close() {}
    }

    private String suspended() {
        return sessions.suspend(sessions.begin(CALLER)).token().text();
    }

    /** Every meter that is not at zero. */
    private Map<String, Double> counted() {
        Map<String, Double> counted = new TreeMap<>();
        for (Meter meter : registry.getMeters()) {
            double value = meter.measure().iterator().next().getValue();
            if (value != 0) {
                counted.put(shown(meter.getId()), value);
            }
        }
        return counted;
    }

    private static String shown(Meter.Id id) {
        return id.getName().substring("mooring.".length())
                + id.getTags().stream()
                        .map(tag -> tag.getKey() + "=" + tag.getValue())
                        .toList();
    }

    @Test
    void life_ofASession_isCounted() {
        Resumed resumed = assertInstanceOf(Resumed.class, sessions.resume(suspended(), CALLER));
        assertEquals(1.0, counted().get("sessions.live[]"));
        sessions.end(resumed.session());
        assertEquals(
                Map.of(
                        "sessions.begun[]", 1.0,
                        "sessions.resumed[]", 1.0,
                        "sessions.ended[ending=closed]", 1.0,
                        "sessions.ended[ending=suspended]", 1.0),
                counted());
    }

    @Test
    void tokenThatIsReplayed_isNeverInvisible() {
        String text = suspended();
        sessions.end(
                assertInstanceOf(Resumed.class, sessions.resume(text, CALLER)).session());
        assertInstanceOf(Refused.class, sessions.resume(text, CALLER));
        assertEquals(1.0, counted().get("sessions.reused[revoked=true]"));
        assertEquals(1.0, counted().get("sessions.refused[reason=replayed]"));
        new SessionMeters(registry).reused("s", false);
        assertEquals(1.0, counted().get("sessions.reused[revoked=false]"));
    }

    @Test
    void ledgerThatDoesNotAnswer_isCountedForEachCall() {
        String text = suspended();
        ResumeAttempt attempt = ResumeAttempt.random();
        ledger.off = true;
        assertInstanceOf(Refused.class, sessions.resume(text, CALLER, attempt));
        ledger.off = false;
        Session session = assertInstanceOf(Resumed.class, sessions.resume(text, CALLER, attempt))
                .session();
        session.addCapability("changed");
        ledger.off = true;
        sessions.checkpoint(session);
        assertEquals(2.0, counted().get("ledger.unavailable[]"));
        assertEquals(1.0, counted().get("sessions.unsettled[]"));
        assertEquals(1.0, counted().get("sessions.refused[reason=ledger_unavailable]"));
    }

    @Test
    void drain_thatLeavesASession_isCounted() {
        sessions.begin(CALLER).exports().exportStub(new Object(), null);
        sessions.begin(CALLER);
        sessions.drain(Duration.ofMinutes(1), (session, suspended) -> {
            throw new IllegalStateException("the socket is gone");
        });
        assertThrows(ResumeTokenException.class, () -> sessions.begin(CALLER));
        assertEquals(1.0, counted().get("sessions.unsuspended[reason=encoding_failed]"));
        assertEquals(1.0, counted().get("sessions.failed[part=hand_over]"));
        assertEquals(1.0, counted().get("sessions.refused[reason=draining]"));
        assertEquals(1.0, counted().get("sessions.live[]"));
    }

    @Test
    void partThatFails_isCountedUnlessItIsTheLedger() {
        SessionMeters meters = new SessionMeters(registry);
        for (Part part : Part.values()) {
            meters.failed(part, new IllegalStateException());
        }
        assertEquals(
                Map.of(
                        "ledger.unavailable[]", 1.0,
                        "sessions.failed[part=disposal]", 1.0,
                        "sessions.failed[part=hand_over]", 1.0,
                        "sessions.failed[part=layer]", 1.0,
                        "sessions.failed[part=restorer]", 1.0),
                counted());
    }

    @Test
    void meters_beforeAnythingHappened_areAllThere() {
        assertTrue(counted().isEmpty());
        assertEquals(16, registry.find("mooring.sessions.refused").counters().size());
        assertEquals(5, registry.find("mooring.sessions.ended").counters().size());
    }

    @Test
    void session_thatIsReplaced_isLiveOnce() {
        Session session = sessions.begin(CALLER);
        String text = sessions.checkpoint(session).token().text();
        sessions.resume(ResumeRequest.of(text, CALLER).replacingLive());
        assertEquals(1.0, counted().get("sessions.live[]"));
        assertEquals(1.0, counted().get("sessions.ended[ending=replaced]"));
    }
}

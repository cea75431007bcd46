package dev.mooring.it.leaks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.snapshot.Value;
import dev.mooring.session.CapabilityRestorer;
import dev.mooring.session.DrainReport;
import dev.mooring.session.InMemoryLedger;
import dev.mooring.session.LiveValue;
import dev.mooring.session.PersistentSessionManager;
import dev.mooring.session.ResumeOutcome.Refused;
import dev.mooring.session.ResumeOutcome.Resumed;
import dev.mooring.session.ResumeRequest;
import dev.mooring.session.Session;
import dev.mooring.store.redis.RedisLedger;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.ResumeTokenManager;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** All that can be done with live sessions, and each way in which resuming one is refused. */
final class SessionLife {
    private final TokenLife tokens;
    private final ResumeTokenManager manager;
    private final Diary diary;
    private final SessionLedger ledger =
            InMemoryLedger.builder().clock(() -> Content.NOW).build();

    SessionLife(TokenLife tokens) {
        this.tokens = tokens;
        this.manager = tokens.manager();
        this.diary = tokens.diary();
    }

    private PersistentSessionManager sessions(CapabilityRestorer restorer, SessionLedger where) {
        PersistentSessionManager.Builder builder = PersistentSessionManager.builder(
                        manager, request -> diary.note(restorer.restore(diary.note(request))))
                .ledger(diary.note(where))
                .clock(() -> Content.NOW)
                .listener(diary)
                .supersedeOlderTokens()
                .revokeOnReuse();
        return diary.note(diary.note(builder).build());
    }

    private static CapabilityRestorer granting() {
        return request -> CapabilityRestorer.grant(request.reference());
    }

    void live() {
        String text = tokens.issued(tokens.builder(Content.NOW), Content.snapshot());
        ResumeAttempt attempt = diary.note(ResumeAttempt.random());
        diary.net.content("an attempt", attempt.text());
        ResumeRequest request =
                diary.note(ResumeRequest.of(text, Content.CALLER).withAttempt(attempt));
        refuseBeforeTheClaim(text, request);
        try (PersistentSessionManager sessions = sessions(granting(), ledger)) {
            Resumed resumed = assertInstanceOf(Resumed.class, diary.note(sessions.resume(request)));
            assertInstanceOf(Resumed.class, diary.note(sessions.resume(request)));
            diary.net.token(resumed.successor().text());
            work(sessions, resumed.session());
            refused(Reason.RESTORE_CONFLICT, sessions, resumed.successor().text());
            String next =
                    diary.note(sessions.suspend(resumed.session())).token().text();
            diary.net.token(next);
            diary.failed(() -> resumed.session().variables().set(Content.VARIABLE, Value.NULL));
            refused(Reason.REPLAYED, sessions, resumed.successor().text()); // superseded, and not taken for reuse
            refused(Reason.REPLAYED, sessions, text);
            refused(Reason.REVOKED, sessions, next);
            sessions.cleanupExpiredSessions();
            drain(sessions);
        }
    }

    private void drain(PersistentSessionManager sessions) {
        sessions.begin(Content.SESSION + "-2", Content.CALLER).exports().exportStub(new Object(), null);
        sessions.begin(Content.SESSION + "-3", Content.CALLER);
        DrainReport report = sessions.drain(Duration.ofMinutes(1), (session, suspended) -> {
            diary.net.token(diary.note(suspended).token().text());
            throw new IllegalStateException("the socket is gone"); // whose text an event of the JDK has
        });
        assertEquals(1, diary.note(report).suspended().size());
        diary.refused(Reason.DRAINING, () -> sessions.begin(Content.CALLER));
    }

    private void work(PersistentSessionManager sessions, Session session) {
        session.variables().importAll(Map.of(Content.VARIABLE, Value.of(Content.TEXT)));
        session.exports().exportStub(new Object(), Content.REFERENCE);
        session.exports().ids().forEach(id -> diary.note(session.exports().find(id)));
        session.imports().ids().forEach(id -> diary.note(session.imports().find(id)));
        diary.note(session.ids());
        diary.failed(() -> session.variables().set(Content.VARIABLE + "\n", Value.NULL));
        diary.failed(() -> session.variables().set(Content.VARIABLE, new Value.StubValue(Content.REFERENCE)));
        diary.failed(() -> session.addCapability(Content.CAPABILITY + "\n"));
        diary.failed(() -> session.exports().exportStub(new Object(), Content.REFERENCE + "\n"));
        diary.failed(() -> session.imports().add(LiveValue.resolved(Value.of(Content.TEXT + "\uD800"))));
        diary.failed(() -> sessions.begin(Content.SESSION, Content.CALLER));
        diary.failed(() -> sessions.begin(Content.SESSION + "\n", Content.CALLER));
        diary.net.token(diary.note(sessions.checkpoint(session)).token().text());
        session.exports().exportStub(new Object(), null);
        diary.refused(Reason.ENCODING_FAILED, () -> sessions.suspend(session));
        session.exports().release(session.ids().nextNegativeId() + 1, 1);
    }

    private void refuseBeforeTheClaim(String text, ResumeRequest request) {
        try (PersistentSessionManager faulty = sessions(granting(), new FaultyLedger())) {
            refused(Reason.LEDGER_UNAVAILABLE, faulty, text);
            diary.refused(Reason.LEDGER_UNAVAILABLE, () -> faulty.revoke(Content.SESSION));
        }
        try (SessionLedger away = redisThatIsAway();
                PersistentSessionManager offline = sessions(granting(), away)) {
            refused(Reason.LEDGER_UNAVAILABLE, offline, text);
            refused(Reason.INVALID_SIGNATURE, offline, text.substring(0, text.length() - 8) + "AAAAAAAA");
        }
        CapabilityRestorer throwing = asked -> {
            throw new IllegalStateException(asked.toString());
        };
        try (PersistentSessionManager refusing = sessions(asked -> CapabilityRestorer.refuse(), ledger);
                PersistentSessionManager failing = sessions(throwing, ledger)) {
            Refused outcome = assertInstanceOf(Refused.class, diary.note(refusing.resume(request)));
            assertEquals(Reason.RESTORE_REFUSED, outcome.reason());
            assertInstanceOf(Refused.class, diary.note(failing.resume(request)));
        }
    }

    private SessionLedger redisThatIsAway() {
        String password = "Fennel-0b6e-password";
        diary.net.content("a password", password);
        URI address = URI.create("redis://Anise-user-71c3:" + password + "@127.0.0.1:1/0?wait=1&guard=on");
        diary.failed(() -> RedisLedger.open(URI.create(address + "&" + password + "=1"), LedgerSettings.DEFAULT));
        return RedisLedger.open(address, diary.note(LedgerSettings.DEFAULT.withDeadline(Duration.ofMillis(500))));
    }

    private void refused(Reason reason, PersistentSessionManager sessions, String text) {
        Refused outcome = assertInstanceOf(Refused.class, diary.note(sessions.resume(text, Content.CALLER)));
        assertEquals(reason, outcome.reason());
        diary.text("what a client is told", outcome.clientMessage());
    }
}

package dev.mooring.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.session.ResumeOutcome.Refused;
import dev.mooring.session.ResumeOutcome.Resumed;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenContext;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** A server of a test, and the parts that it shares with the others: the clock, the keys, and the ledger. */
final class Server {
    static final TokenContext CALLER = TokenContext.of("principal", "alice");

    final MovableClock clock;
    final TestTokens codec;
    final ResumeTokenManager tokens;
    final SessionLedger ledger;
    final RecordingRestorer restorer = new RecordingRestorer();
    final RecordingListener listener = new RecordingListener();
    final PersistentSessionManager sessions;

    private Server(MovableClock clock, TestTokens codec, SessionLedger ledger, Settings settings) {
        this.clock = clock;
        this.codec = codec;
        this.tokens = codec.builder(clock).maxSessionAge(Duration.ofHours(24)).build();
        this.ledger = ledger;
        this.sessions = settings.apply(PersistentSessionManager.builder(tokens, restorer)
                        .ledger(ledger)
                        .clock(clock)
                        .listener(listener))
                .build();
    }

    /** Says how a server differs from the default. */
    interface Settings extends UnaryOperator<PersistentSessionManager.Builder> {}

    static Server alone() {
        return with(builder -> builder);
    }

    static Server with(Settings settings) {
        MovableClock clock = new MovableClock();
        return new Server(
                clock, new TestTokens(), InMemoryLedger.builder().clock(clock).build(), settings);
    }

    static Server on(MovableClock clock, SessionLedger ledger, Settings settings) {
        return new Server(clock, new TestTokens(), ledger, settings);
    }

    /** Another server with the same keys and ledger. */
    Server sibling() {
        return sibling(builder -> builder);
    }

    Server sibling(Settings settings) {
        return new Server(clock, codec, ledger, settings);
    }

    Session begin(String id) {
        return sessions.begin(id, CALLER);
    }

    String suspend(Session session) {
        return sessions.suspend(session).token().text();
    }

    String checkpoint(Session session) {
        return sessions.checkpoint(session).token().text();
    }

    DrainReport drain() {
        return sessions.drain(Duration.ofHours(1), (session, suspended) -> {});
    }

    Resumed resume(String text) {
        return resume(ResumeRequest.of(text, CALLER));
    }

    Resumed resume(ResumeRequest request) {
        return assertInstanceOf(Resumed.class, sessions.resume(request));
    }

    Refused refuse(Reason reason, String text) {
        return refuse(reason, ResumeRequest.of(text, CALLER));
    }

    Refused refuse(Reason reason, ResumeRequest request) {
        Refused refused = assertInstanceOf(Refused.class, sessions.resume(request));
        assertEquals(reason, refused.reason());
        return refused;
    }
}

package dev.mooring.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.snapshot.Value;
import dev.mooring.session.ResumeOutcome.Refused;
import dev.mooring.session.ResumeOutcome.Resumed;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenContext;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The code of docs/sessions.md. */
class ExampleTest {
    private final List<String> sent = new ArrayList<>();
    private final MovableClock clock = new MovableClock();
    private final ResumeTokenManager tokens = new TestTokens().manager(clock);
    private final TokenContext caller = TokenContext.of("tenant", "acme").and("principal", "alice");

    /** A live object of the example. */
    record Calculator() {}

    private PersistentSessionManager server(SessionLedger ledger) {
        CapabilityRestorer restorer = request -> {
            if (request.reference().equals("calculator")
                    && request.capabilities().contains("calculator")) {
                return CapabilityRestorer.grant(new Calculator());
            }
            return CapabilityRestorer.refuse();
        };
        return PersistentSessionManager.builder(tokens, restorer)
                .ledger(ledger)
                .clock(clock)
                .build();
    }

    private Runnable confirmed = () -> {};

    private void resume(PersistentSessionManager sessions, String text, ResumeAttempt attempt) {
        ResumeOutcome outcome = sessions.resume(
                ResumeRequest.of(text, caller).withAttempt(attempt).replacingLive());
        if (outcome instanceof Resumed resumed) {
            sent.add(resumed.successor().text());
            confirmed = () -> sessions.confirm(resumed.session()); // at the client's first message
        } else if (outcome instanceof Refused refused) {
            sent.add(refused.clientMessage() + (refused.retryable() ? ", try again" : ""));
        }
    }

    @Test
    void sessions_asDocumented_moveFromServerToServer() {
        SessionLedger ledger = InMemoryLedger.builder().clock(clock).build();
        PersistentSessionManager a = server(ledger);
        PersistentSessionManager b = server(ledger);

        Session session = a.begin(caller);
        session.addCapability("calculator");
        long id = session.exports().exportStub(new Calculator(), "calculator");
        session.variables().set("cart", Value.from(List.of("tea", 2)));
        String text = a.suspend(session).token().text();

        ResumeAttempt attempt = ResumeAttempt.random();
        resume(b, text, attempt);
        assertEquals(
                new Calculator(), b.find(session.id()).orElseThrow().exports().stub(id, Calculator.class));
        resume(b, text, attempt);
        assertEquals(sent.get(0), sent.get(1));
        confirmed.run();
        resume(b, text, attempt);
        assertEquals("The session cannot be resumed", sent.remove(2));
        resume(a, text, ResumeAttempt.random());
        assertEquals("The session cannot be resumed", sent.get(2));
    }
}

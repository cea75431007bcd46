package dev.mooring.it.attacks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.ledger.Superseding;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.TableEntry;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.api.spi.SnapshotFormatException;
import dev.mooring.it.attacks.Attack.Attempt;
import dev.mooring.it.leaks.LeakNet;
import dev.mooring.it.leaks.LeakNet.Seen;
import dev.mooring.session.CapabilityRestorer;
import dev.mooring.session.InMemoryLedger;
import dev.mooring.session.LiveValue;
import dev.mooring.session.PersistentSessionManager;
import dev.mooring.session.ResumeOutcome.Refused;
import dev.mooring.session.ResumeOutcome.Resumed;
import dev.mooring.session.ResumeRequest;
import dev.mooring.session.Session;
import dev.mooring.session.SessionListener;
import dev.mooring.token.Explanation;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenListener;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A server under attack, which sees all that is done in it. The session of the genuine tokens is live there. */
final class Server {
    /** The bytes that a refusal may allocate beside its text: an exception with its trace, a header, a state of the seal. */
    private static final long FIXED_BYTES = 64 * 1024;

    private static final int TIMES_THE_TEXT = 6;

    /** The bytes that reading the largest payload may allocate; inflating one takes half of them. */
    private static final long PAYLOAD_BYTES = 8L * 1_048_576;

    private static final int MAX_CHARS = 65_536;
    private static final int WINDOW = 12;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** All that can be seen of a session from outside. */
    private record Live(
            Session session,
            long generation,
            Instant lastActivity,
            Map<String, Value> variables,
            List<String> capabilities,
            Map<Long, TableEntry<LiveValue>> exports,
            int others) {}

    private final LeakNet net;
    private final List<TokenListener.Refusal> refusals = new ArrayList<>();
    private final List<ResumeTokenException> refusedSessions = new ArrayList<>();
    private final List<String> touched = new ArrayList<>();
    private final ResumeTokenManager tokens;
    private final PersistentSessionManager sessions;
    private final Session session;
    private Instant now = Kit.NOW;

    Server(Kit kit) {
        this.net = kit.net();
        this.tokens = kit.manager(() -> now)
                .codec(new SeenCodec(kit.codec))
                .acceptCodec(new SeenCodec(kit.otherCodec))
                .listener(new TokenListener() {
                    @Override
                    public void refused(Refusal refusal) {
                        refusals.add(refusal);
                    }
                })
                .build();
        this.sessions = PersistentSessionManager.builder(tokens, request -> {
                    touched.add("restorer");
                    return CapabilityRestorer.grant(request.reference());
                })
                .ledger(new SeenLedger())
                .clock(() -> now)
                .listener(new SessionListener() {
                    @Override
                    public void refused(ResumeTokenException refusal) {
                        refusedSessions.add(refusal);
                    }
                })
                .build();
        this.session = sessions.begin(Kit.SESSION, Kit.CALLER);
        session.variables().set("theme", Value.of("dark"));
        session.exports().exportStub(new Object(), "calculator");
    }

    private final class SeenCodec implements SnapshotCodec {
        private final SnapshotCodec codec;

        SeenCodec(SnapshotCodec codec) {
            this.codec = codec;
        }

        @Override
        public String id() {
            return codec.id();
        }

        @Override
        public byte[] encode(SessionSnapshot snapshot) {
            return codec.encode(snapshot);
        }

        @Override
        public SessionSnapshot decode(byte[] payload, SnapshotLimits limits) throws SnapshotFormatException {
            touched.add("codec");
            return codec.decode(payload, limits);
        }
    }

    private final class SeenLedger implements SessionLedger {
        private final SessionLedger ledger =
                InMemoryLedger.builder().clock(() -> now).build();

        @Override
        public Answer claim(Claim claim) throws LedgerUnavailableException {
            touched.add("ledger");
            return ledger.claim(claim);
        }

        @Override
        public boolean supersede(Superseding superseding) throws LedgerUnavailableException {
            touched.add("ledger");
            return ledger.supersede(superseding);
        }

        @Override
        public void revoke(String sessionId) throws LedgerUnavailableException {
            touched.add("ledger");
            ledger.revoke(sessionId);
        }

        @Override
        public void check() throws LedgerUnavailableException {
            ledger.check();
        }

        @Override
        public void close() {
            ledger.close();
        }
    }

    private Live live() {
        return new Live(
                sessions.find(Kit.SESSION).orElse(null),
                session.generation(),
                session.lastActivity(),
                session.variables().exportAll(),
                session.capabilities(),
                session.exports().ids().stream()
                        .collect(Collectors.toMap(
                                Function.identity(),
                                id -> session.exports().find(id).orElseThrow())),
                sessions.activeSessions());
    }

    /** Every invariant of a refusal, whichever way the token comes in. */
    void assertRefuses(Attack attack, Attempt attempt) {
        now = attempt.now();
        refusals.clear();
        refusedSessions.clear();
        touched.clear();
        Live before = live();

        ResumeTokenException refused = refusal(attempt);
        Reason reason = refused.reason();
        assertTrue(attack.reasons().contains(reason), () -> "refused as " + reason);
        assertBounded(attack, attempt);
        Refused outcome = assertInstanceOf(
                Refused.class,
                sessions.resume(
                        ResumeRequest.of(attempt.text(), attempt.context()).replacingLive()));
        Explanation explained = tokens.explain(attempt.text(), attempt.context());

        assertEquals(
                List.of(reason, reason, reason),
                refusals.stream().map(TokenListener.Refusal::reason).toList(),
                "each refusal is told once, and the same each time");
        assertEquals(List.of(outcome.refusal()), refusedSessions);
        assertEquals(reason, outcome.reason());
        assertEquals(reason, explained.refusal().orElseThrow().reason());
        assertEquals("The session cannot be resumed", refused.clientMessage());
        assertEquals(refused.clientMessage(), outcome.clientMessage());
        assertTrue(
                touched.stream().allMatch(attack.authentic() ? "codec"::equals : what -> false),
                () -> "reached: " + touched);
        assertEquals(before, live());
        assertEquals(refused.toString(), outcome.refusal().toString());
        assertSilent(attempt.text(), refused);
        assertSilent(refusals);
        assertSilent(explained);
    }

    private ResumeTokenException refusal(Attempt attempt) {
        return assertThrows(ResumeTokenException.class, () -> tokens.open(attempt.text(), attempt.context()));
    }

    private void assertBounded(Attack attack, Attempt attempt) {
        long bound = FIXED_BYTES
                + TIMES_THE_TEXT * Math.min(attempt.text().length(), MAX_CHARS)
                + (attack.authentic() ? PAYLOAD_BYTES : 0);
        long start = THREADS.getCurrentThreadAllocatedBytes();
        refusal(attempt);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - start;
        assertTrue(allocated <= bound, () -> allocated + " bytes allocated for a refusal, bound " + bound);
    }

    /** Neither content nor keys nor a part of the token's text; no cause that could show them. */
    private void assertSilent(String text, ResumeTokenException refused) {
        assertNotNull(refused.getMessage());
        assertEquals(null, refused.getCause());
        assertEquals(0, refused.getSuppressed().length);
        assertUnseen("a refusal", refused);
        // of a long text the beginning, which a message would quote first
        String quoted = text.substring(0, Math.min(text.length(), 4 * 1024));
        String message = refused.getMessage();
        assertTrue(
                IntStream.rangeClosed(0, message.length() - WINDOW)
                        .noneMatch(at -> quoted.contains(message.substring(at, at + WINDOW))),
                "a message shows the token's text");
    }

    private void assertSilent(List<TokenListener.Refusal> told) {
        assertTrue(told.stream().allMatch(each -> each.fault() == null), "a provider broke its contract");
        assertUnseen("what a listener is told", told);
    }

    private void assertUnseen(String where, Object shown) {
        assertEquals(List.of(), net.in(List.of(new Seen(where, shown.toString()))));
    }

    private void assertSilent(Explanation explained) {
        assertUnseen("an explanation", explained);
    }

    /** After all that: the genuine token of a victim is as good as ever. */
    void assertOpens(String token) {
        now = Kit.NOW;
        assertInstanceOf(
                Resumed.class,
                sessions.resume(ResumeRequest.of(token, Kit.CALLER).replacingLive()));
    }
}

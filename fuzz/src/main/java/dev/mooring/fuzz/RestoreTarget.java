package dev.mooring.fuzz;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.session.CapabilityRestorer;
import dev.mooring.session.InMemoryLedger;
import dev.mooring.session.PendingPromises;
import dev.mooring.session.PersistentSessionManager;
import dev.mooring.session.ResumeOutcome;
import dev.mooring.session.ResumeOutcome.Refused;
import dev.mooring.session.ResumeOutcome.Resumed;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenContext;
import java.time.InstantSource;
import java.util.List;

/** Snapshot → live session: all of it or nothing, whichever reference the application refuses. */
public final class RestoreTarget {
    private static final ResumeTokenManager TOKENS = Fixture.plainManager();

    private RestoreTarget() {}

    /** Grants until its turn comes to refuse, and counts the objects that are granted and given back. */
    private static final class Restorer implements CapabilityRestorer {
        private final int refusedAt;
        private final boolean throwing;
        private int asked;
        private int held;

        Restorer(int refusedAt, boolean throwing) {
            this.refusedAt = refusedAt;
            this.throwing = throwing;
        }

        @Override
        public Decision restore(Request request) {
            if (asked++ == refusedAt) {
                if (throwing) {
                    throw new IllegalStateException("no");
                }
                return CapabilityRestorer.refuse();
            }
            held++;
            return CapabilityRestorer.grant(new Object(), () -> held--);
        }
    }

    /** Takes a byte that says which reference is refused, and how, and a CBOR document. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        Restorer restorer = new Restorer(input[0] & 0x7f, input[0] < 0);
        InstantSource clock = InstantSource.fixed(Fixture.NOW);
        InMemoryLedger ledger = InMemoryLedger.builder().clock(clock).build();
        try (PersistentSessionManager sessions = PersistentSessionManager.builder(TOKENS, restorer)
                .ledger(ledger)
                .pendingPromises(PendingPromises.ATTACH)
                .clock(clock)
                .build()) {
            String text = Fixture.token(Fixture.CBOR, false, Fixture.after(1, input));
            ResumeOutcome outcome = sessions.resume(text, TokenContext.none());
            if (outcome instanceof Resumed resumed) {
                Expect.that(restorer.asked <= restorer.refusedAt, "a session is live that was refused a reference");
                expectSame(TOKENS.open(text).snapshot(), resumed, sessions);
            } else if (outcome instanceof Refused refused) {
                Expect.plain(refused.refusal());
                Expect.that(restorer.held == 0, "a refused session keeps granted objects");
                Expect.that(sessions.activeSessions() == 0, "a refused session is live");
            }
        }
    }

    private static void expectSame(SessionSnapshot before, Resumed resumed, PersistentSessionManager sessions) {
        SessionSnapshot after = TOKENS.open(resumed.successor().text()).snapshot();
        Expect.that(sessions.activeSessions() == 1, "a resumed session is not live");
        Expect.that(after.variables().equals(before.variables()), "variables changed");
        Expect.that(after.imports().keySet().equals(before.imports().keySet()), "imports changed");
        Expect.that(after.exports().keySet().equals(before.exports().keySet()), "exports changed");
        Expect.that(after.capabilities().equals(before.capabilities()), "capabilities changed");
        Expect.that(after.generation() == before.generation() + 1, "generations do not go up");
    }

    static List<byte[]> seeds() {
        return Fixture.snapshots()
                .map(snapshot -> OpenTarget.chosen(snapshot.imports().size(), Fixture.CBOR.encode(snapshot)))
                .toList();
    }
}

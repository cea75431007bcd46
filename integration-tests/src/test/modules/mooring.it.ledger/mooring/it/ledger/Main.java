package mooring.it.ledger;

import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.CopyId;
import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.token.Providers;
import java.time.Duration;
import java.time.Instant;

/** Claims a session twice on the ledger whose address is given. */
public final class Main {
    private Main() {}

    public static void main(String[] args) throws LedgerUnavailableException {
        Instant now = Instant.now();
        Claim claim = new Claim(
                "session " + now, 1, 1, ResumeAttempt.random(), CopyId.random(), now, now.plus(Duration.ofHours(1)));
        try (SessionLedger ledger = Providers.discover()
                .openLedger(args[0], LedgerSettings.DEFAULT.withDeadline(Duration.ofSeconds(30)))) {
            System.out.println(ledger.claim(claim) + " " + ledger.claim(claim));
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }
}

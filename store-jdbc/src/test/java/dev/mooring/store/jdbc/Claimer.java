package dev.mooring.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.CopyId;
import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.ResumeAttempt;
import java.time.Duration;
import java.time.Instant;

/**
 * A server as a process of its own, which claims a token of each of many sessions. Its arguments are the address of PostgreSQL
 * and the number of sessions. It begins when it is told on its standard input, and says the answer for each session.
 */
final class Claimer {
    private Claimer() {}

    public static void main(String[] arguments) throws Exception {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(arguments[0]);
        pool.setMaximumPoolSize(2);
        LedgerSettings settings =
                LedgerSettings.DEFAULT.withNamespace("processes").withDeadline(Duration.ofSeconds(30));
        try (HikariDataSource source = new HikariDataSource(pool);
                JdbcLedger ledger = JdbcLedger.open(source, settings)) {
            ledger.check();
            System.out.println("ready");
            System.in.read();
            for (int session = 0; session < Integer.parseInt(arguments[1]); session++) {
                Instant now = Instant.now();
                Claim claim = new Claim(
                        "s" + session,
                        1,
                        1,
                        ResumeAttempt.random(),
                        CopyId.random(),
                        now,
                        now.plus(Duration.ofHours(1)));
                System.out.println(session + " " + ledger.claim(claim));
            }
        }
    }
}

package dev.mooring.it.boot;

import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.CopyId;
import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.Value;
import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.api.spi.TokenSealerProvider;
import dev.mooring.bind.jackson.ValueMapper;
import dev.mooring.metrics.micrometer.TokenMeters;
import dev.mooring.store.jdbc.JdbcLedger;
import dev.mooring.store.jdbc.JdbcLedgerOptions;
import dev.mooring.token.KeyMaker;
import dev.mooring.token.KeySource;
import dev.mooring.token.Providers;
import dev.mooring.token.ResumeTokenManager;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.net.URI;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Takes every part of Mooring through what an application does with it, in whatever versions are on the class path. */
public final class Probe {
    private Probe() {}

    /** What an application keeps in a session. */
    public record Order(String name, int count, List<Double> prices, Instant at) {}

    /**
     * Prints a line for each part that works; a part that does not ends the process with its exception.
     *
     * @param args the addresses of Redis and of PostgreSQL
     */
    public static void main(String[] args) throws Exception {
        Instant now = Instant.now();
        Providers found = Providers.discover();
        for (TokenSealerProvider sealer : found.sealers()) {
            for (SnapshotCodec codec : found.codecs()) {
                roundTrip(sealer, codec, now);
                System.out.println(codec.id() + " " + sealer.id());
            }
        }
        System.out.println(bind(now));
        URI address = URI.create(args[0]);
        try (SessionLedger ledger = found.ledger(address).open(address, LedgerSettings.DEFAULT)) {
            claim(ledger, now);
        }
        System.out.println("ledger");
        for (String database : List.of(args[1], "jdbc:h2:mem:ledger;DB_CLOSE_DELAY=-1")) {
            DataSource source = source(database);
            JdbcLedger.createTable(source, JdbcLedgerOptions.DEFAULT);
            try (SessionLedger ledger = JdbcLedger.open(source, LedgerSettings.DEFAULT)) {
                claim(ledger, now);
            }
            System.out.println(database.split(":")[1]);
        }
    }

    private static void roundTrip(TokenSealerProvider sealer, SnapshotCodec codec, Instant now) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        KeyMaker maker = new KeyMaker(sealer, null, new SecureRandom());
        for (String algorithm : sealer.algorithms()) {
            ResumeTokenManager tokens = ResumeTokenManager.builder()
                    .codec(codec)
                    .keys(KeySource.of(maker.create(algorithm, now)))
                    .listener(new TokenMeters(meters))
                    .build();
            SessionSnapshot session = session(now);
            check(tokens.open(tokens.issue(session).text()).snapshot().equals(session), "It is not the same");
        }
        check(
                meters.get("mooring.tokens.opened").counters().size()
                        == sealer.algorithms().size(),
                "Nobody counts");
    }

    private static SessionSnapshot session(Instant now) {
        return SessionSnapshot.builder("a session", now)
                .exportStub(-1, "user-profile:42")
                .exportRejected(-2, Value.error("TypeError", "not a function"))
                .variable("cart", Value.from(List.of("tea", 2, 12.5, 1e-7, true)))
                .variable("text", Value.from("naïve 😀 " + "x".repeat(5_000)))
                .variable("big", Value.of(BigInteger.TWO.pow(90)))
                .variable("object", Value.from(Map.of("key", List.of(Map.of()))))
                .build();
    }

    private static String bind(Instant now) {
        try {
            ValueMapper mapper = new ValueMapper();
            Order order = new Order("tea", 2, List.of(12.5, 1e-7), Instant.ofEpochMilli(now.toEpochMilli()));
            check(order.equals(mapper.fromValue(mapper.toValue(order), Order.class)), "It is not the same");
            return "bind";
        } catch (IllegalStateException e) {
            return e.getMessage();
        }
    }

    /** Asks the drivers on the class path, as a pool does. */
    private static DataSource source(String address) {
        return (DataSource) Proxy.newProxyInstance(
                Probe.class.getClassLoader(), new Class<?>[] {DataSource.class}, (self, method, arguments) -> {
                    check(method.getName().equals("getConnection"), method.getName());
                    return DriverManager.getConnection(address);
                });
    }

    private static void claim(SessionLedger ledger, Instant now) throws Exception {
        Claim claim = new Claim(
                "session " + now, 1, 1, ResumeAttempt.random(), CopyId.random(), now, now.plus(Duration.ofHours(1)));
        check(ledger.claim(claim) == SessionLedger.Answer.CLAIMED, "It is not claimed");
        check(ledger.claim(claim) == SessionLedger.Answer.REPEATED, "It is not repeated");
    }

    private static void check(boolean good, String otherwise) {
        if (!good) {
            throw new AssertionError(otherwise);
        }
    }
}

package dev.mooring.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.session.InMemoryLedger;
import dev.mooring.session.PersistentSessionManager;
import dev.mooring.token.KeySource;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** The reason of a failed start is the message that a user reads, and not the end of a stack trace. */
class StartFailureAnalyzerTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(LedgerAutoConfiguration.class, MooringAutoConfiguration.class));

    /** Needs the starter's beans. */
    record User(PersistentSessionManager sessions) {}

    /** By the analyzer that Boot finds. */
    private static FailureAnalysis analyzed(Throwable failure) {
        return SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, (type, name, broken) -> {})
                .stream()
                .filter(StartFailureAnalyzer.class::isInstance)
                .findFirst()
                .orElseThrow()
                .analyze(failure);
    }

    @Test
    void keys_thatAreMissing_areTheDescription() {
        runner.withBean(User.class)
                .withPropertyValues("mooring.ledger.type=memory", "mooring.keys=file:nowhere.keys")
                .run(context -> assertThat(analyzed(context.getStartupFailure()).getDescription())
                        .startsWith("The keys cannot be used")
                        .contains("nowhere.keys"));
        runner.withPropertyValues("mooring.ledger.type=memory", "mooring.keys=resume.keys")
                .run(context -> assertThat(analyzed(context.getStartupFailure()).getDescription())
                        .startsWith("mooring.keys: "));
    }

    @Test
    void database_thatIsAway_isNamedBesideTheRemedy() {
        DataSource away = new SimpleDriverDataSource(new org.h2.Driver(), "jdbc:h2:tcp://localhost:1/nowhere");
        runner.withBean(DataSource.class, () -> away)
                .withPropertyValues("mooring.ledger.create-table=true", "mooring.keys=file:nowhere.keys")
                .withBean(NeedsTheLedger.class)
                .run(context -> assertThat(analyzed(context.getStartupFailure()).getDescription())
                        .contains("can be reached")
                        .contains("Connection is broken"));
    }

    /** Is made before the keys are looked for. */
    record NeedsTheLedger(SessionLedger ledger) {}

    @Test
    void failure_ofABeanOfTheApplication_isLeftToOthers() {
        runner.withBean(User.class)
                .withBean(SessionLedger.class, InMemoryLedger::create)
                .withBean(KeySource.class, () -> {
                    throw new IllegalStateException("The vault of the application is away");
                })
                .run(context ->
                        assertThat(analyzed(context.getStartupFailure())).isNull());
    }
}

package dev.mooring.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.session.InMemoryLedger;
import dev.mooring.store.jdbc.JdbcLedger;
import dev.mooring.store.redis.RedisLedger;
import dev.mooring.support.RedisServer;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The ledger on the database or the Redis that the application has. */
class LedgerOfTheApplicationTest {
    @TempDir
    private static Path folder;

    private static RedisServer redis;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(LedgerAutoConfiguration.class))
            .withPropertyValues("mooring.ledger.deadline=1m"); // on a busy machine

    @BeforeAll
    static void startRedis() {
        redis = RedisServer.start(folder);
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    private ApplicationContextRunner withDatabase() {
        return runner.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
                .withPropertyValues("spring.datasource.url=jdbc:h2:mem:" + System.nanoTime());
    }

    private static ApplicationContextRunner withRedis(ApplicationContextRunner runner) {
        URI address = redis.address("");
        return runner.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
                .withPropertyValues("spring.data.redis.url=" + address);
    }

    @Test
    void dataSource_thatIsThere_holdsTheLedger() {
        withDatabase().withPropertyValues("mooring.ledger.create-table=true").run(context -> {
            SessionLedger ledger = context.getBean(SessionLedger.class);
            assertThat(ledger).isInstanceOf(JdbcLedger.class);
            ledger.check();
        });
        withDatabase()
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("JdbcLedger.createTable"));
    }

    @Test
    void redis_thatIsThere_holdsTheLedger() {
        withRedis(runner).run(context -> {
            SessionLedger ledger = context.getBean(SessionLedger.class);
            assertThat(ledger).isInstanceOf(RedisLedger.class);
            ledger.check();
        });
    }

    @Test
    void both_thatAreThere_needAChoice() {
        withRedis(withDatabase())
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("mooring.ledger.type"));
        withRedis(withDatabase())
                .withPropertyValues("mooring.ledger.type=redis")
                .run(context -> assertThat(context).hasSingleBean(RedisLedger.class));
        withRedis(withDatabase())
                .withPropertyValues("mooring.ledger.type=jdbc", "mooring.ledger.create-table=true")
                .run(context -> assertThat(context).hasSingleBean(JdbcLedger.class));
    }

    @Test
    void address_thatIsGiven_goesBeforeWhatIsThere() {
        withDatabase()
                .withPropertyValues("mooring.ledger.address=" + redis.address(""))
                .run(context -> {
                    assertThat(context).hasSingleBean(RedisLedger.class);
                    context.getBean(SessionLedger.class).check();
                });
    }

    @Test
    void types_withoutWhatTheyNeed_sayTheRemedy() {
        for (String type : new String[] {"jdbc", "redis", "address"}) {
            runner.withPropertyValues("mooring.ledger.type=" + type)
                    .run(context -> assertThat(context)
                            .hasFailed()
                            .getFailure()
                            .rootCause()
                            .hasMessageContaining("mooring.ledger.type is " + type));
        }
        withDatabase()
                .withPropertyValues("mooring.ledger.type=memory")
                .run(context -> assertThat(context).hasSingleBean(InMemoryLedger.class));
    }
}

package dev.mooring.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.session.InMemoryLedger;
import dev.mooring.store.jdbc.JdbcLedger;
import dev.mooring.store.redis.RedisLedger;
import dev.mooring.support.RedisServer;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** The ledger on the database or the Redis that the application has. */
@ExtendWith(OutputCaptureExtension.class)
class LedgerOfTheApplicationTest {
    @TempDir
    private static Path folder;

    private static RedisServer redis;

    /** Without one, the ledger is not opened. */
    record User(SessionLedger ledger) {}

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(LedgerAutoConfiguration.class))
            .withBean(User.class)
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
    void table_ofAScript_isThereBeforeTheLedger() {
        withDatabase()
                .withConfiguration(AutoConfigurations.of(DataSourceInitializationAutoConfiguration.class))
                .withPropertyValues("spring.sql.init.schema-locations=classpath:dev/mooring/store/jdbc/ledger.sql")
                .run(context -> context.getBean(SessionLedger.class).check());
    }

    @Test
    void database_thatIsAway_isNoErrorAndIsLogged(CapturedOutput output) {
        runner.withBean(DataSource.class, LedgerOfTheApplicationTest::away)
                .run(context -> assertThat(context).hasSingleBean(JdbcLedger.class));
        assertThat(output).contains("The ledger does not answer");
        withDatabase()
                .withPropertyValues("mooring.ledger.create-table=true")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).contains("The ledger is JdbcLedger[table mooring_ledger]");
    }

    private static DataSource away() {
        return new SimpleDriverDataSource(new org.h2.Driver(), "jdbc:h2:tcp://localhost:1/nowhere");
    }

    @Test
    void table_thatCannotBeCreated_becauseTheDatabaseIsAway_saysSo() {
        runner.withBean(DataSource.class, LedgerOfTheApplicationTest::away)
                .withPropertyValues("mooring.ledger.create-table=true")
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .hasStackTraceContaining("Connection is broken")
                        .hasMessageContaining("can be reached"));
    }

    @Test
    void severalDatabases_withoutAPrimary_areRefused() {
        ApplicationContextRunner two = runner.withBean("orders", DataSource.class, LedgerOfTheApplicationTest::database)
                .withPropertyValues("mooring.ledger.create-table=true");
        two.withBean("stock", DataSource.class, LedgerOfTheApplicationTest::database)
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("DataSource")
                        .hasMessageContaining("@Primary"));
        two.withBean(
                        "stock",
                        DataSource.class,
                        LedgerOfTheApplicationTest::database,
                        definition -> definition.setPrimary(true))
                .run(context -> assertThat(context).hasSingleBean(JdbcLedger.class));
    }

    private static DataSource database() {
        return new SimpleDriverDataSource(
                new org.h2.Driver(), "jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
    }

    /** Declares no more than the interface. */
    @Configuration(proxyBeanMethods = false)
    static class AnyFactory {
        @Bean
        RedisConnectionFactory factory() {
            return new LettuceConnectionFactory(
                    redis.address("").getHost(), redis.address("").getPort());
        }
    }

    @Test
    void redis_whoseBeanDeclaresTheInterface_holdsTheLedger() {
        runner.withUserConfiguration(AnyFactory.class)
                .run(context -> assertThat(context).getBean(SessionLedger.class).isInstanceOf(RedisLedger.class));
    }

    @Test
    void redis_ofAnotherClient_isRefused() {
        RedisConnectionFactory other = (RedisConnectionFactory) Proxy.newProxyInstance(
                RedisConnectionFactory.class.getClassLoader(),
                new Class<?>[] {RedisConnectionFactory.class},
                (proxy, method, arguments) -> null);
        ApplicationContextRunner of = runner.withBean("other", RedisConnectionFactory.class, () -> other);
        of.run(context -> assertThat(context)
                .hasFailed()
                .getFailure()
                .rootCause()
                .hasMessageContaining("LettuceConnectionFactory")
                .hasMessageContaining("mooring.ledger.address"));
        of.withPropertyValues("mooring.ledger.type=memory")
                .run(context -> assertThat(context).hasSingleBean(InMemoryLedger.class));
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

package dev.mooring.spring.boot;

import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.spring.boot.MooringProperties.LedgerType;
import dev.mooring.store.jdbc.JdbcLedger;
import dev.mooring.store.jdbc.JdbcLedgerOptions;
import dev.mooring.store.redis.RedisLedger;
import io.lettuce.core.RedisClient;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Makes the ledger: at the address that was given, on a connection that the application has, or in memory. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration"
        })
@EnableConfigurationProperties(MooringProperties.class)
@ConditionalOnMissingBean(SessionLedger.class)
class LedgerAutoConfiguration {

    /** After the migration that makes its table. */
    @Bean
    @Lazy
    @DependsOnDatabaseInitialization
    SessionLedger mooringLedger(MooringProperties properties, ObjectProvider<LedgerOffer> offers) {
        return new LedgerChoice(properties.ledger(), offers.stream().toList()).open();
    }

    /** Any connection that is there is offered, because a ledger in memory instead would let each server resume a token. */
    private static <T> T only(ObjectProvider<T> beans, String type) {
        T only = beans.getIfUnique();
        if (only == null) {
            throw new IllegalStateException(
                    "The ledger needs one " + type + ", and there are several: mark one as @Primary,"
                            + " set mooring.ledger.address, or have a bean of type SessionLedger");
        }
        return only;
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(JdbcLedger.class)
    @ConditionalOnBean(DataSource.class)
    static class OnDataSource {

        @Bean
        LedgerOffer mooringLedgerInDatabase(MooringProperties properties, ObjectProvider<DataSource> sources) {
            MooringProperties.Ledger ledger = properties.ledger();
            return new LedgerOffer(LedgerType.JDBC, settings -> {
                DataSource source = only(sources, "DataSource");
                JdbcLedgerOptions options = new JdbcLedgerOptions(ledger.table(), ledger.maxInFlight());
                if (ledger.createTable()) {
                    createTable(source, options);
                }
                return JdbcLedger.open(source, settings, options);
            });
        }

        private static void createTable(DataSource source, JdbcLedgerOptions options) {
            try {
                JdbcLedger.createTable(source, options);
            } catch (SQLException e) {
                throw new IllegalStateException(
                        "The ledger's table cannot be created. See whether the database can be reached, and whether its user"
                                + " may create tables; or create the table by a migration, without"
                                + " mooring.ledger.create-table",
                        e);
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({RedisLedger.class, RedisClient.class, RedisConnectionFactory.class})
    @ConditionalOnBean(RedisConnectionFactory.class)
    static class OnRedis {

        @Bean
        LedgerOffer mooringLedgerOnRedis(ObjectProvider<RedisConnectionFactory> factories) {
            return new LedgerOffer(
                    LedgerType.REDIS,
                    settings -> LettuceLedger.open(lettuce(only(factories, "RedisConnectionFactory")), settings));
        }

        private static LettuceConnectionFactory lettuce(RedisConnectionFactory factory) {
            if (factory instanceof LettuceConnectionFactory lettuce) {
                return lettuce;
            }
            throw new IllegalStateException("The ledger needs a LettuceConnectionFactory, and the application has a "
                    + factory.getClass().getSimpleName() + ": set mooring.ledger.address, such as redis://localhost");
        }
    }
}

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
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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

    @Bean
    SessionLedger mooringLedger(MooringProperties properties, ObjectProvider<LedgerOffer> offers) {
        return new LedgerChoice(properties.ledger(), offers.stream().toList()).open();
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(JdbcLedger.class)
    @ConditionalOnSingleCandidate(DataSource.class)
    static class OnDataSource {

        @Bean
        LedgerOffer mooringLedgerInDatabase(MooringProperties properties, DataSource source) {
            MooringProperties.Ledger ledger = properties.ledger();
            return new LedgerOffer(LedgerType.JDBC, settings -> {
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
                        "The ledger's table cannot be created: grant the right to, or create it by a migration", e);
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({RedisLedger.class, RedisClient.class, LettuceConnectionFactory.class})
    @ConditionalOnSingleCandidate(LettuceConnectionFactory.class)
    static class OnRedis {

        @Bean
        LedgerOffer mooringLedgerOnRedis(LettuceConnectionFactory factory) {
            return new LedgerOffer(LedgerType.REDIS, settings -> LettuceLedger.open(factory, settings));
        }
    }
}

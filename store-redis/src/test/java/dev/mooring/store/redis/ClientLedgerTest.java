package dev.mooring.store.redis;

import static dev.mooring.store.redis.TestClaims.HASTY;
import static dev.mooring.store.redis.TestClaims.PATIENT;
import static dev.mooring.store.redis.TestClaims.first;
import static dev.mooring.store.redis.TestClaims.firstAnswer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.SessionLedger.Answer;
import dev.mooring.support.RedisServer;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** A ledger made from a client that the application already has. */
class ClientLedgerTest {
    @TempDir
    private Path folder;

    @Test
    void ledger_ofAClient_usesItsCredentialsAndDatabaseAndLeavesItOpen() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (RedisServer server = RedisServer.start(folder)) {
            server.tell(commands -> commands.configSet("requirepass", "secret"));
            RedisURI uri = RedisURI.builder()
                    .withHost("127.0.0.1")
                    .withPort(server.port())
                    .withDatabase(3)
                    .withAuthentication(RedisCredentialsProvider.from(() -> {
                        asked.incrementAndGet();
                        return RedisCredentials.just(null, "secret");
                    }))
                    .build();
            RedisClient client = RedisClient.create(uri);
            RedisLedger ledger = RedisLedger.of(client, uri, RedisLedgerOptions.DEFAULT.withGuard(), PATIENT);
            assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("a")), "never armed");
            ledger.arm();
            ledger.revoke("a");
            assertEquals(Answer.REVOKED, ledger.claim(first("a")));
            assertEquals("RedisLedger[redis://127.0.0.1:" + server.port() + "/3]", ledger.toString());
            ledger.close();
            assertTrue(asked.get() > 0);
            assertEquals(
                    1L,
                    client.connect().sync().exists("mooring:ledger:" + PATIENT.key("a")),
                    "the client works, and the entry is in the database of its address");
            client.shutdown();
        }
    }

    /** The client library would connect without a login or a look at the server, which only the ledger does. */
    @Test
    void connection_ofTheLedger_isNeverMadeAgainByTheClient() throws Exception {
        AtomicInteger watched = new AtomicInteger();
        ClientResources resources = ClientResources.builder()
                .reconnectDelay(() -> {
                    watched.incrementAndGet(); // by each connection that would be made again
                    return Delay.constant(Duration.ZERO);
                })
                .build();
        try (FakeRedis server = FakeRedis.answering("CLAIMED")) {
            RedisURI uri = RedisURI.create(server.address("").toString());
            RedisClient client = RedisClient.create(resources, uri);
            client.setOptions(ClientOptions.builder()
                    .protocolVersion(ProtocolVersion.RESP2)
                    .build());
            try (RedisLedger ledger = RedisLedger.of(client, uri, RedisLedgerOptions.DEFAULT, PATIENT)) {
                assertEquals(Answer.CLAIMED, ledger.claim(first("a")));
                assertEquals(0, watched.get());
                client.connect();
                assertEquals(1, watched.get(), "but those of the application are");
            }
            client.shutdown();
        } finally {
            resources.shutdown().get();
        }
    }

    /** The client's own timeout is a minute. */
    @ParameterizedTest
    @ValueSource(strings = {"AUTH", "SELECT", "INFO", "EVALSHA"})
    void connection_thatHangs_isGivenUpAfterTheDeadlineOfTheLedger(String deafTo) throws Exception {
        try (FakeRedis server = FakeRedis.answering("CLAIMED").deafOnceTo(deafTo)) {
            RedisURI uri = RedisURI.create(server.address("/1").toString());
            uri.setCredentialsProvider(() -> Mono.just(RedisCredentials.just("user", "secret")));
            RedisClient client = RedisClient.create();
            try (RedisLedger ledger = RedisLedger.of(client, uri, RedisLedgerOptions.DEFAULT, HASTY)) {
                assertEquals(Answer.CLAIMED, firstAnswer(ledger));
                assertTrue(server.connections() > 1);
            } finally {
                client.shutdown();
            }
        }
    }

    @Test
    void credentials_thatNeverCome_areAskedForAgain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (FakeRedis server = FakeRedis.answering("CLAIMED")) {
            RedisURI uri = RedisURI.create(server.address("").toString());
            uri.setCredentialsProvider(() ->
                    asked.incrementAndGet() == 1 ? Mono.never() : Mono.just(RedisCredentials.just("user", "secret")));
            RedisClient client = RedisClient.create();
            try (RedisLedger ledger = RedisLedger.of(client, uri, RedisLedgerOptions.DEFAULT, HASTY)) {
                assertEquals(Answer.CLAIMED, firstAnswer(ledger));
            } finally {
                client.shutdown();
            }
        }
    }

    @Test
    void connection_ofTheLedger_hasTheNameOfTheAddress() {
        try (RedisServer server = RedisServer.start(folder, "--requirepass", "secret")) {
            RedisURI uri = RedisURI.create("redis://:secret@127.0.0.1:" + server.port());
            RedisClient client = RedisClient.create(uri);
            RedisURI named = RedisURI.builder(uri).withClientName("shop").build();
            try (RedisLedger ledger = RedisLedger.of(client, named, RedisLedgerOptions.DEFAULT, PATIENT)) {
                String list = client.connect().sync().clientList();
                assertTrue(list.contains("name=shop "), list + ledger);
            } finally {
                client.shutdown();
            }
        }
    }

    /** The client's options are for the application, which may have commands sent again. */
    @Test
    void claim_whoseAnswerIsLost_isSentOnce() {
        try (FakeRedis server = FakeRedis.replying(FakeRedis.HANG_UP)) {
            RedisURI uri = RedisURI.create(server.address("").toString());
            RedisClient client = RedisClient.create(uri);
            assertTrue(client.getOptions().isAutoReconnect());
            try (RedisLedger ledger = RedisLedger.of(client, uri, RedisLedgerOptions.DEFAULT, PATIENT)) {
                assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("a")));
                assertEquals(1, server.received("EVALSHA").size());
            }
            client.shutdown();
        }
    }
}

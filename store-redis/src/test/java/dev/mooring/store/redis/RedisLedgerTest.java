package dev.mooring.store.redis;

import static dev.mooring.store.redis.TestClaims.HASTY;
import static dev.mooring.store.redis.TestClaims.PATIENT;
import static dev.mooring.store.redis.TestClaims.first;
import static dev.mooring.store.redis.TestClaims.firstAnswer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.CopyId;
import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.ledger.SessionLedger.Answer;
import dev.mooring.support.RedisServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a ledger makes of answers that a real server gives seldom, or never. */
class RedisLedgerTest {

    private static void assertNotAnswered(RedisLedger ledger) {
        assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("s")));
        assertThrows(LedgerUnavailableException.class, () -> ledger.supersede(TestClaims.superseding("s", 1)));
        assertThrows(LedgerUnavailableException.class, () -> ledger.revoke("s"));
        assertThrows(LedgerUnavailableException.class, ledger::arm);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOADING Redis is loading the dataset in memory",
                "BUSY Redis is busy running a script",
                "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'",
                "READONLY You can't write against a read only replica.",
                "CLUSTERDOWN The cluster is down",
                "MOVED 3999 127.0.0.1:6381",
                "ASK 3999 127.0.0.1:6381",
                "TRYAGAIN Multiple keys request during rehashing of slot",
                "CROSSSLOT Keys in request don't hash to the same slot",
                "OOM command not allowed when used memory > 'maxmemory'.",
                "NOREPLICAS Not enough good replicas to write.",
                "MISCONF Redis is configured to save RDB snapshots",
                "NOAUTH Authentication required.",
                "NOPERM User u has no permissions to run the 'evalsha' command",
                "WRONGTYPE Operation against a key holding the wrong kind of value",
                "EXECABORT Transaction discarded because of previous errors.",
                "NOPROTO unsupported protocol version",
                "ERR syntax error",
                "ERR",
                ""
            })
    void call_answeredByAnError_isNotAnswered(String error) {
        try (FakeRedis server = FakeRedis.replying("-" + error + "\r\n");
                RedisLedger ledger = RedisLedger.open(server.address(""), PATIENT)) {
            assertNotAnswered(ledger);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$-1\r\n",
                "*-1\r\n",
                "*0\r\n",
                "*1\r\n$7\r\nCLAIMED\r\n",
                ":1\r\n",
                "+OK\r\n",
                "+CLAIMED\r\n",
                "$7\r\nCLAIMED\r\n",
                "$9\r\n0 CLAIMED\r\n",
                "$0\r\n\r\n"
            })
    void call_answeredByAnotherType_isNotAnswered(String reply) {
        try (FakeRedis server = FakeRedis.replying(reply);
                RedisLedger ledger = RedisLedger.open(server.address(""), PATIENT)) {
            assertNotAnswered(ledger);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "claimed", "CLAIMED ", " CLAIMED", "CLAIMED\r\n", "OK", "1", "null", "UNARMED", "GARBAGE"})
    void call_answeredByAnUnknownWord_isNotAnswered(String word) {
        try (FakeRedis server = FakeRedis.answering(word);
                RedisLedger ledger = RedisLedger.open(server.address(""), PATIENT)) {
            assertNotAnswered(ledger);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0\0\0\0\r\n",
                "HTTP/1.1 200 OK\r\n\r\n",
                "$99999999999999999999\r\n",
                "$5\r\nab",
                FakeRedis.SILENCE
            })
    void call_answeredByNoise_isNotAnswered(String noise) {
        try (FakeRedis server = FakeRedis.replying(noise);
                RedisLedger ledger = RedisLedger.open(server.address(""), HASTY)) {
            assertNotAnswered(ledger);
        }
    }

    @Test
    void call_whoseAnswerIsLost_isSentOnce() {
        try (FakeRedis server = FakeRedis.replying(FakeRedis.HANG_UP);
                RedisLedger ledger = RedisLedger.open(server.address(""), PATIENT)) {
            assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("s")));
            assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("s")));
            List<List<String>> claims = server.received("EVALSHA");
            assertEquals(2, claims.size());
            assertEquals(2, claims.stream().map(FakeRedis::tag).distinct().count());
        }
    }

    /** An answer that is one too many shifts all that follow, so that a call gets the one of another. */
    @Test
    void call_answeredForAnother_isNotAnswered() throws Exception {
        Queue<String> tooMany = new ConcurrentLinkedQueue<>();
        FakeRedis.Script script = command -> {
            String shifted = tooMany.isEmpty() ? "" : tooMany.remove();
            return shifted + FakeRedis.answer(command, "CLAIMED");
        };
        try (FakeRedis server = new FakeRedis(script);
                RedisLedger ledger = RedisLedger.open(server.address(""), PATIENT)) {
            assertEquals(Answer.CLAIMED, ledger.claim(first("a")));
            tooMany.add(FakeRedis.answer(server.received("EVALSHA").get(0), "REPLAYED"));
            assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("b")));
            assertEquals(Answer.CLAIMED, ledger.claim(first("c")), "on another connection");
            assertEquals(2, server.connections());
        }
    }

    @Test
    void call_whoseScriptIsUnknown_tellsItOnce() throws Exception {
        try (FakeRedis server = new FakeRedis(command -> command.get(0).equals("EVAL")
                        ? FakeRedis.answer(command, "CLAIMED")
                        : "-NOSCRIPT No matching script. Please use EVAL.\r\n");
                RedisLedger ledger = RedisLedger.open(server.address(""), PATIENT)) {
            assertEquals(Answer.CLAIMED, ledger.claim(first("s")));
            assertEquals(1, server.received("EVAL").size());
            assertEquals(Script.CLAIM.text(), server.received("EVAL").get(0).get(1));
            assertEquals(
                    Script.CLAIM.digest(), server.received("EVALSHA").get(0).get(1));
        }
    }

    @Test
    void call_whoseScriptStaysUnknown_isNotAnswered() {
        try (FakeRedis server = FakeRedis.replying("-NOSCRIPT No matching script. Please use EVAL.\r\n");
                RedisLedger ledger = RedisLedger.open(server.address(""), PATIENT)) {
            assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("s")));
            assertEquals(1, server.received("EVAL").size());
        }
    }

    /** Units and order of what goes over the wire. */
    @Test
    void claim_onTheWire_isHashedAndInMilliseconds() throws Exception {
        Instant issued = Instant.ofEpochMilli(1_700_000_000_123L);
        ResumeAttempt attempt = ResumeAttempt.random();
        LedgerSettings settings = PATIENT.withNamespace("n");
        try (FakeRedis server = FakeRedis.answering("CLAIMED");
                RedisLedger ledger = new RedisLedger(
                        RedisAddress.parse(server.address("?guard=on")),
                        settings,
                        () -> Instant.ofEpochMilli(1_800_000_000_000L))) {
            CopyId copy = CopyId.random();
            Instant end = issued.plusNanos(86_400_000_000_001L);
            ledger.claim(new Claim("secret-session", 4, 5, attempt, copy, issued, end));
            List<String> sent = server.received("EVALSHA").get(0);
            assertEquals(
                    List.of(
                            "2",
                            "mooring:ledger:" + settings.key("secret-session"),
                            "mooring:armed:n",
                            "1",
                            "1800000000000",
                            "600000",
                            "4",
                            "5",
                            "1700086400124",
                            copy.text(),
                            settings.key(attempt.text()),
                            "1700000000123"),
                    sent.subList(2, sent.size()));
            assertFalse(sent.toString().contains("secret-session"));
            assertFalse(sent.toString().contains(attempt.text()));
        }
    }

    @Test
    void claim_keptForEver_isKeptAsLongAsCanBeReckoned() throws Exception {
        try (FakeRedis server = FakeRedis.answering("CLAIMED");
                RedisLedger ledger = RedisLedger.open(server.address(""), PATIENT)) {
            ledger.claim(new Claim("s", 1, 1, ResumeAttempt.random(), CopyId.random(), Instant.MIN, Instant.MAX));
            List<String> sent = server.received("EVALSHA").get(0);
            assertTrue(sent.containsAll(List.of("9007199254740991", "0")), sent.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "1, 2", "-1, 1"})
    void call_reachingTooFewReplicas_isNotAnswered(int reached, int wanted) {
        try (FakeRedis server = withReplicas("CLAIMED", ":" + reached + "\r\n");
                RedisLedger ledger = RedisLedger.open(server.address("?wait=" + wanted), PATIENT)) {
            assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("s")));
            assertEquals("" + wanted, server.received("WAIT").get(0).get(1));
            long millis = Long.parseLong(server.received("WAIT").get(0).get(2));
            assertTrue(millis > 0 && millis < 30_000, "WAIT is over before the deadline");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"$1\r\nx\r\n", "$-1\r\n", "-ERR WAIT cannot be used with replica instances\r\n", "+OK\r\n"})
    void call_waitAnsweredOtherwise_isNotAnswered(String reply) {
        try (FakeRedis server = withReplicas("CLAIMED", reply);
                RedisLedger ledger = RedisLedger.open(server.address("?wait=1"), PATIENT)) {
            assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("s")));
        }
    }

    @ParameterizedTest
    @CsvSource({"CLAIMED, 1", "REPEATED, 1", "REPLAYED, 0", "REVOKED, 0"})
    void claim_waitsForReplicas_whereItWrote(String word, int waits) throws Exception {
        try (FakeRedis server = withReplicas(word, ":1\r\n");
                RedisLedger ledger = RedisLedger.open(server.address("?wait=1"), PATIENT)) {
            assertEquals(Answer.valueOf(word), ledger.claim(first("s")));
            assertEquals(waits, server.received("WAIT").size());
        }
    }

    private static FakeRedis withReplicas(String word, String reached) {
        return new FakeRedis(command -> command.get(0).equals("WAIT") ? reached : FakeRedis.answer(command, word));
    }

    @Test
    void call_interruptedWhileWaiting_failsAndStaysInterrupted() {
        Thread caller = Thread.currentThread();
        FakeRedis.Script script = command -> {
            caller.interrupt();
            return FakeRedis.SILENCE;
        };
        try (FakeRedis server = new FakeRedis(script);
                RedisLedger ledger = RedisLedger.open(server.address(""), PATIENT)) {
            assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("s")));
            assertTrue(Thread.interrupted());
        }
    }

    /** The server is slow, and not dead: the answers to all others are still to come on the connection. */
    @Test
    void call_thatIsAnsweredTooLate_leavesTheConnectionToTheOthers() throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        FakeRedis.Script script = command -> {
            await(late);
            return FakeRedis.answer(command, "CLAIMED");
        };
        try (FakeRedis server = new FakeRedis(script);
                RedisLedger ledger =
                        RedisLedger.open(server.address(""), PATIENT.withDeadline(Duration.ofSeconds(2)))) {
            assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("a")));
            late.countDown();
            assertEquals(Answer.CLAIMED, ledger.claim(first("b")));
            assertEquals(1, server.connections());
        }
    }

    @Test
    void call_interruptedWhileTheServerIsLookedAt_leavesTheConnectionToTheOthers() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        FakeRedis.Script script = command -> {
            arrived.countDown();
            await(answer);
            return FakeRedis.answer(command, "CLAIMED");
        };
        AtomicLong nanos = new AtomicLong();
        try (FakeRedis server = new FakeRedis(script);
                RedisLedger ledger = new RedisLedger(
                        Store.at(RedisAddress.parse(server.address("")), PATIENT.deadline(), nanos::get),
                        PATIENT,
                        InstantSource.system())) {
            CompletableFuture<Answer> other = inThread(() -> ledger.claim(first("a")));
            await(arrived);
            nanos.addAndGet(Live.LOOK_AGAIN_AFTER.toNanos());
            CompletableFuture<Thread> caller = new CompletableFuture<>();
            CompletableFuture<Answer> interrupted = inThread(() -> {
                caller.complete(Thread.currentThread());
                return ledger.claim(first("b"));
            });
            awaitWaiting(caller.get()); // for the look, whose answer comes after that of the other call
            caller.get().interrupt();
            assertThrows(ExecutionException.class, interrupted::get);
            answer.countDown();
            assertEquals(Answer.CLAIMED, other.get());
            assertEquals(1, server.connections());
        }
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }

    @Test
    void call_overTheBound_waitsForAPlace() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        FakeRedis.Script script = command -> {
            arrived.countDown();
            await(answer);
            return FakeRedis.answer(command, "CLAIMED");
        };
        try (FakeRedis server = new FakeRedis(script);
                RedisLedger ledger = RedisLedger.open(server.address("?in-flight=1"), PATIENT)) {
            CompletableFuture<Answer> one = inThread(() -> ledger.claim(first("a")));
            await(arrived);
            CompletableFuture<Answer> two = inThread(() -> ledger.claim(first("b")));
            answer.countDown();
            assertEquals(Answer.CLAIMED, one.get());
            assertEquals(Answer.CLAIMED, two.get());
        }
    }

    @Test
    void call_withoutAPlaceUntilTheDeadline_isCertainlyNotSent() throws Exception {
        FakeRedis.Script script = command -> FakeRedis.SILENCE;
        try (FakeRedis server = new FakeRedis(script);
                RedisLedger ledger = RedisLedger.open(server.address("?in-flight=1"), HASTY)) {
            CompletableFuture<Answer> one = inThread(() -> ledger.claim(first("a")));
            CompletableFuture<Answer> two = inThread(() -> ledger.claim(first("b")));
            List<Boolean> notAsked = new ArrayList<>();
            for (CompletableFuture<Answer> call : List.of(one, two)) {
                Throwable failure =
                        assertThrows(ExecutionException.class, call::get).getCause();
                notAsked.add(assertInstanceOf(LedgerUnavailableException.class, failure)
                        .isNotAsked());
            }
            assertEquals(1, server.received("EVALSHA").size());
            assertEquals(Set.of(true, false), Set.copyOf(notAsked), "one was sent, and the other one was not");
        }
    }

    @Test
    void call_withoutAConnection_isCertainlyNotSent() {
        URI nobody = URI.create("redis://127.0.0.1:" + RedisServer.freePort());
        try (RedisLedger ledger = RedisLedger.open(nobody, PATIENT)) {
            assertTrue(assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("s")))
                    .isNotAsked());
        }
    }

    @Test
    void close_whileACallWaits_endsIt() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        FakeRedis.Script script = command -> {
            arrived.countDown();
            return FakeRedis.SILENCE;
        };
        try (FakeRedis server = new FakeRedis(script)) {
            RedisLedger ledger = RedisLedger.open(server.address(""), PATIENT);
            CompletableFuture<Answer> waiting = inThread(() -> ledger.claim(first("a")));
            await(arrived);
            ledger.close();
            ExecutionException failed = assertThrows(ExecutionException.class, waiting::get);
            assertInstanceOf(LedgerUnavailableException.class, failed.getCause());
            assertNotAnswered(ledger);
        }
    }

    @Test
    void open_whereNobodyListens_failsTheCallsOnly() {
        URI nobody = URI.create("redis://127.0.0.1:" + RedisServer.freePort());
        try (RedisLedger ledger = RedisLedger.open(nobody, PATIENT)) {
            LedgerUnavailableException failed =
                    assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("s")));
            assertInstanceOf(IOException.class, failed.getCause(), "the reason, for operators");
        }
    }

    @Test
    void open_ofAnUnknownName_failsTheCallsOnly() {
        try (RedisLedger ledger = RedisLedger.open(URI.create("redis://no-such-host.invalid"), PATIENT)) {
            assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("s")));
        }
    }

    @Test
    void open_whereNothingIsAnswered_isOverByTheDeadline() throws Exception {
        try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                RedisLedger ledger = RedisLedger.open(URI.create("redis://127.0.0.1:" + deaf.getLocalPort()), HASTY)) {
            assertNotAnswered(ledger);
        }
    }

    /** A connection that hangs ends by itself, and does not stand in the way of the next one for ever. */
    @ParameterizedTest
    @ValueSource(strings = {"AUTH", "SELECT", "INFO", "EVALSHA"})
    void call_afterAConnectionThatHung_isAnswered(String deafTo) throws Exception {
        try (FakeRedis server = FakeRedis.answering("CLAIMED").deafOnceTo(deafTo);
                RedisLedger ledger = RedisLedger.open(withLogin(server.address("/1")), HASTY)) {
            assertEquals(Answer.CLAIMED, firstAnswer(ledger));
            assertTrue(server.connections() > 1);
        }
    }

    private static URI withLogin(URI address) {
        return URI.create(address.toString().replace("//", "//canary-user:canary-word@"));
    }

    @ParameterizedTest
    @CsvSource({
        "maxmemory_policy:noeviction, maxmemory_policy:allkeys-lru",
        "maxmemory_policy:noeviction, maxmemory_policy:volatile-ttl",
        "maxmemory_policy:noeviction, ''",
        "cluster_enabled:0, cluster_enabled:1",
    })
    void open_ofAnUnfitServer_isRefused(String fact, String instead) {
        try (FakeRedis server = FakeRedis.answering("CLAIMED").saying(FakeRedis.FIT.replace(fact, instead))) {
            assertThrows(IllegalStateException.class, () -> RedisLedger.open(server.address(""), PATIENT));
            assertEquals(List.of(), server.received("EVALSHA"));
        }
    }

    @Test
    void open_vouchedForEviction_isAllowed() throws Exception {
        try (FakeRedis server =
                        FakeRedis.answering("CLAIMED").saying("role:master\r\nmaxmemory_policy:allkeys-lru\r\n");
                RedisLedger ledger = RedisLedger.open(server.address("?eviction=acknowledged"), PATIENT)) {
            assertEquals(Answer.CLAIMED, ledger.claim(first("s")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOAUTH", "WRONGPASS", "NOPERM"})
    void open_whereTheLoginIsRefused_isRefused(String code) {
        String error = "-" + code + " canary-word\r\n";
        try (FakeRedis server = FakeRedis.answering("CLAIMED").refusing("AUTH", error)) {
            IllegalStateException refused = assertThrows(
                    IllegalStateException.class, () -> RedisLedger.open(withLogin(server.address("")), PATIENT));
            assertTrue(refused.getMessage().contains(code));
            assertFalse(refused.getMessage().contains("canary"));
            assertEquals(List.of(), server.received("INFO"), "nothing is asked without a login");
        }
    }

    /** In another database than the one that was named, used tokens would be unknown. */
    @Test
    void open_whereTheDatabaseIsRefused_isRefused() {
        try (FakeRedis server =
                FakeRedis.answering("CLAIMED").refusing("SELECT", "-ERR DB index is out of range\r\n")) {
            IllegalStateException refused =
                    assertThrows(IllegalStateException.class, () -> RedisLedger.open(server.address("/1"), PATIENT));
            assertTrue(refused.getMessage().contains("database"), refused.getMessage());
            assertEquals(List.of(), server.received("EVALSHA"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ERR unknown command 'EVALSHA'", "NOPERM No permissions to run the 'evalsha' command"})
    void open_ofAServerThatRunsNoScripts_isRefused(String error) {
        try (FakeRedis server = FakeRedis.answering("CLAIMED").refusingProbes("-" + error + "\r\n")) {
            assertThrows(IllegalStateException.class, () -> RedisLedger.open(server.address(""), PATIENT));
        }
    }

    /** It may be over soon, so it is no reason not to start. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOADING Redis is loading the dataset in memory",
                "OOM command not allowed when used memory > 'maxmemory'.",
                "ERR Error running script (call to f_1): @user_script:5: -OOM command not allowed",
                "MISCONF Redis is configured to save RDB snapshots",
                "NOREPLICAS Not enough good replicas to write.",
                "BUSY Redis is busy running a script"
            })
    void open_ofAServerInTrouble_failsTheCallsOnly(String error) throws Exception {
        try (FakeRedis server = FakeRedis.answering("CLAIMED").refusingProbes("-" + error + "\r\n");
                RedisLedger ledger = RedisLedger.open(server.address(""), PATIENT)) {
            assertEquals(Answer.CLAIMED, ledger.claim(first("s")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis_version:6.0.20", "redis_version:5.0.14.1", "redis_mode:sentinel"})
    void open_ofAServerThatCannotBeOne_isRefused(String fact) {
        try (FakeRedis server = FakeRedis.answering("CLAIMED").saying(fact + "\r\n" + FakeRedis.FIT)) {
            assertThrows(IllegalStateException.class, () -> RedisLedger.open(server.address(""), PATIENT));
        }
    }

    /** The connection lasts, and what the server says about itself does not. */
    @ParameterizedTest
    @CsvSource({"maxmemory_policy:noeviction, maxmemory_policy:allkeys-lru", "role:master, role:slave"})
    void call_whenTheServerHasChangedInBetween_isNotAnswered(String fact, String instead) throws Exception {
        AtomicLong nanos = new AtomicLong();
        try (FakeRedis server = FakeRedis.answering("CLAIMED");
                RedisLedger ledger = new RedisLedger(
                        Store.at(RedisAddress.parse(server.address("")), PATIENT.deadline(), nanos::get),
                        PATIENT,
                        InstantSource.system())) {
            assertEquals(Answer.CLAIMED, ledger.claim(first("a")));
            server.saying(FakeRedis.FIT.replace(fact, instead));
            assertEquals(Answer.CLAIMED, ledger.claim(first("b")), "not looked at each time");
            nanos.addAndGet(Live.LOOK_AGAIN_AFTER.toNanos());
            LedgerUnavailableException failed =
                    assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("c")));
            assertTrue(failed.isNotAsked());
            assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("c")), "on a new connection");
            server.saying(FakeRedis.FIT);
            assertEquals(Answer.CLAIMED, ledger.claim(first("c")));
            assertEquals(3, server.received("EVALSHA").size());
        }
    }

    /** The client library of a newer version must not send more by itself. */
    @Test
    void call_sendsOnlyWhatTheUserNeedsRightsFor() throws Exception {
        try (FakeRedis server = FakeRedis.answering("DONE");
                RedisLedger ledger = RedisLedger.open(withLogin(server.address("/3")), PATIENT)) {
            ledger.revoke("a");
            assertEquals(List.of("AUTH", "INFO", "SELECT", "EVALSHA"), server.receivedNames());
        }
    }

    /** A failover may make it the primary, so it is no reason not to start. */
    @ParameterizedTest
    @ValueSource(strings = {"role:slave", "role:unknown", "garbage"})
    void open_ofAReplica_failsTheCallsUntilItIsPrimary(String role) throws Exception {
        try (FakeRedis server = FakeRedis.answering("CLAIMED").saying(FakeRedis.FIT.replace("role:master", role));
                RedisLedger ledger = RedisLedger.open(server.address(""), PATIENT)) {
            assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("s")));
            server.saying(FakeRedis.FIT);
            assertEquals(Answer.CLAIMED, ledger.claim(first("s")));
        }
    }

    /** A server may be replaced by an unfit one at any time. */
    @Test
    void call_afterReconnectingToAnUnfitServer_isNotAnswered() throws Exception {
        AtomicBoolean first = new AtomicBoolean(true);
        try (FakeRedis server = new FakeRedis(
                        command -> first.getAndSet(false) ? FakeRedis.HANG_UP : FakeRedis.answer(command, "CLAIMED"));
                RedisLedger ledger = RedisLedger.open(server.address(""), PATIENT)) {
            server.saying(FakeRedis.FIT.replace("noeviction", "allkeys-lru"));
            assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("s")));
            assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("s")));
            server.saying(FakeRedis.FIT);
            assertEquals(Answer.CLAIMED, ledger.claim(first("s")));
        }
    }

    @Test
    void manyCalls_atOnce_shareAConnection() throws Exception {
        try (FakeRedis server = FakeRedis.answering("CLAIMED");
                RedisLedger ledger = RedisLedger.open(server.address(""), PATIENT)) {
            List<CompletableFuture<Answer>> calls = IntStream.range(0, 32)
                    .mapToObj(i -> inThread(() -> ledger.claim(first("s" + i))))
                    .toList();
            for (CompletableFuture<Answer> call : calls) {
                assertEquals(Answer.CLAIMED, call.get());
            }
            assertEquals(1, server.connections());
        }
    }

    /** A server that never closes its ledger can still end. */
    @Test
    void open_threads_areDaemons() throws Exception {
        try (FakeRedis server = FakeRedis.answering("CLAIMED");
                RedisLedger ledger = RedisLedger.open(server.address(""), PATIENT)) {
            ledger.claim(first("s"));
            List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("lettuce"))
                    .toList();
            assertFalse(threads.isEmpty());
            assertTrue(threads.stream().allMatch(Thread::isDaemon));
        }
    }

    @Test
    void login_isNeverShown() {
        try (FakeRedis server =
                FakeRedis.replying("-ERR unknown command, with args beginning with: 'canary-word'\r\n")) {
            try (RedisLedger ledger = RedisLedger.open(withLogin(server.address("")), PATIENT)) {
                LedgerUnavailableException failed =
                        assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("s")));
                for (Throwable shown = failed; shown != null; shown = shown.getCause()) {
                    assertFalse(shown.toString().contains("canary"), shown.toString());
                }
                assertFalse(ledger.toString().contains("canary"));
                assertEquals(List.of(List.of("AUTH", "canary-user", "canary-word")), server.received("AUTH"));
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> CompletableFuture<T> inThread(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(work.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        thread.start();
        return result;
    }
}

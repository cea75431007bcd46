package dev.mooring.store.redis;

import static dev.mooring.store.redis.TestClaims.PATIENT;
import static dev.mooring.store.redis.TestClaims.first;
import static dev.mooring.store.redis.TestClaims.issuedAt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.CopyId;
import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.ledger.SessionLedger.Answer;
import dev.mooring.support.RedisServer;
import io.lettuce.core.FlushMode;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One server with its faults: killed, emptied, full, reconfigured, written to by others. */
class RealServerTest {
    private static final LedgerSettings SETTINGS = PATIENT;

    @TempDir
    private Path folder;

    private RedisServer server;

    @BeforeEach
    void startServer() {
        server = RedisServer.start(folder);
    }

    @AfterEach
    void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    private RedisLedger open(String more) {
        return RedisLedger.open(server.address(more), SETTINGS);
    }

    private static String entry(String session) {
        return "mooring:ledger:" + SETTINGS.key(session);
    }

    private void set(String key, String value) {
        server.tell(commands -> commands.set(key, value));
    }

    /** Answers of the real server go the client's way but for the first, which is lost with the connection. */
    private FakeRedis losingTheFirstAnswer() {
        AtomicBoolean first = new AtomicBoolean(true);
        return new FakeRedis(command -> {
            String reply = ask(command);
            boolean executed = !reply.startsWith("-NOSCRIPT");
            return executed && first.getAndSet(false) ? FakeRedis.HANG_UP : reply;
        });
    }

    private String ask(List<String> command) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(Resp.command(command).getBytes(StandardCharsets.UTF_8));
            return Resp.readReply(socket.getInputStream());
        }
    }

    @Test
    void claim_whoseAnswerWasLost_isRepeatedForItsAttemptOnly() throws Exception {
        ResumeAttempt mine = ResumeAttempt.random();
        try (FakeRedis lossy = losingTheFirstAnswer();
                RedisLedger here = RedisLedger.open(lossy.address(""), SETTINGS);
                RedisLedger there = open("")) {
            assertThrows(LedgerUnavailableException.class, () -> here.claim(first("s", mine)));
            assertEquals(Answer.REPLAYED, there.claim(first("s")), "somebody else on another server");
            assertEquals(Answer.REPEATED, here.claim(first("s", mine)), "the rightful client");
            assertEquals(Answer.REPEATED, there.claim(first("s", mine)), "the rightful client on another server");
        }
    }

    @Test
    void claim_entry_livesAsLongAsAskedAndIsSmall() throws Exception {
        Instant end = Instant.now().plus(Duration.ofHours(5));
        try (RedisLedger ledger = open("")) {
            ledger.claim(new Claim("s".repeat(256), 1, 1, ResumeAttempt.random(), CopyId.random(), Instant.now(), end));
            ledger.revoke("other");
            String key = entry("s".repeat(256));
            assertEquals(79, key.length());
            assertTrue(server.tell(commands -> commands.strlen(key)) < 250);
            long kept = Expiry.millis(server, key);
            assertFalse(Instant.ofEpochMilli(kept).isBefore(end));
            long revocation = server.tell(commands -> commands.pttl(entry("other")));
            assertTrue(revocation > SessionLedger.REVOCATION.minusMinutes(5).toMillis());
            assertTrue(revocation <= SessionLedger.REVOCATION.toMillis());
        }
    }

    @Test
    void call_afterScriptsWereFlushed_goesOn() throws Exception {
        try (RedisLedger ledger = open("")) {
            assertEquals(Answer.CLAIMED, ledger.claim(first("a")));
            server.tell(commands -> commands.scriptFlush(FlushMode.SYNC));
            assertEquals(Answer.CLAIMED, ledger.claim(first("b")));
            server.tell(commands -> commands.scriptFlush(FlushMode.SYNC));
            ledger.revoke("b");
            assertEquals(Answer.REVOKED, ledger.claim(first("b")));
        }
    }

    @Test
    void call_whileTheServerIsDown_failsUntilItIsBack() throws Exception {
        try (RedisLedger ledger = open("")) {
            assertEquals(Answer.CLAIMED, ledger.claim(first("a")));
            server.kill();
            assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("b")));
            assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("b")));
            server.restart();
            assertEquals(Answer.CLAIMED, ledger.claim(first("b")));
        }
    }

    /** What the guard is for: without it, the emptied store lets a used token in again. */
    @Test
    void claim_afterAnUnguardedStoreCameBackEmpty_isClaimedAgain() throws Exception {
        try (RedisLedger ledger = open("")) {
            assertEquals(Answer.CLAIMED, ledger.claim(first("a")));
            server.kill();
            server.restart();
            assertEquals(Answer.CLAIMED, ledger.claim(first("a")), "the window that docs/redis.md tells of");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"restart", "flush", "delete"})
    void claim_afterAGuardedStoreCameBackEmpty_failsUntilArmedAgain(String loss) throws Exception {
        try (RedisLedger ledger = open("?guard=on")) {
            assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first("a")), "never armed");
            ledger.arm();
            ledger.arm();
            Claim used = first("a");
            assertEquals(Answer.CLAIMED, ledger.claim(used));
            lose(loss);
            assertThrows(LedgerUnavailableException.class, () -> ledger.claim(used));
            assertThrows(LedgerUnavailableException.class, () -> ledger.supersede(TestClaims.superseding("a", 2)));
            ledger.revoke("b");
            ledger.arm();
            assertEquals(Answer.REVOKED, ledger.claim(used), "issued before the loss");
            Claim later = issuedAt(Instant.now().plusSeconds(1), "c", ResumeAttempt.random());
            assertEquals(Answer.CLAIMED, ledger.claim(later), "issued after it");
            assertEquals(Answer.REVOKED, ledger.claim(first("b")), "revoked in between");
        }
    }

    private void lose(String how) {
        switch (how) {
            case "restart" -> {
                server.kill();
                server.restart();
            }
            case "flush" -> server.tell(commands -> commands.flushall());
            default -> server.tell(commands -> commands.del("mooring:armed:" + SETTINGS.namespace()));
        }
    }

    /** A deployment that changes the database or the namespace finds no mark there. */
    @Test
    void claim_inAnotherDatabaseOrNamespace_failsUnderTheGuard() throws Exception {
        try (RedisLedger ledger = open("/0?guard=on");
                RedisLedger otherDatabase = open("/1?guard=on");
                RedisLedger otherNamespace =
                        RedisLedger.open(server.address("?guard=on"), SETTINGS.withNamespace("other"))) {
            ledger.arm();
            assertThrows(LedgerUnavailableException.class, () -> otherDatabase.claim(first("a")));
            assertThrows(LedgerUnavailableException.class, () -> otherNamespace.claim(first("a")));
        }
    }

    @Test
    void open_ofADatabaseThatIsNotThere_isRefused() {
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> open("/999"));
        assertTrue(refused.getMessage().contains("database"), refused.getMessage());
        assertEquals(0L, (long) server.<Long>tell(commands -> commands.dbsize()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "CLAIMED",
                "2 99999999999999 0 0 0 1 - -",
                "1 99999999999999 2 0 0 1 - -",
                "1 99999999999999 0 0 0 -1 - -",
                "1 99999999999999 0 0 0 1 - - ",
                "1 99999999999999 0 0 0 1 -",
                "{\"claimed\":1}"
            })
    void call_onGarbageUnderItsKey_isNotAnsweredAndChangesNothing(String garbage) {
        set(entry("a"), garbage);
        set("mooring:armed:" + SETTINGS.namespace(), "garbage");
        try (RedisLedger ledger = open("");
                RedisLedger guarded = open("?guard=on")) {
            assertNotAnswered(ledger, "a");
            assertEquals(garbage, server.tell(commands -> commands.get(entry("a"))));
            assertThrows(LedgerUnavailableException.class, guarded::arm);
            assertThrows(LedgerUnavailableException.class, () -> guarded.claim(first("b")));
        }
    }

    @Test
    void call_onAnotherTypeUnderItsKey_isNotAnswered() {
        server.tell(commands -> commands.rpush(entry("a"), "x"));
        server.tell(commands -> commands.rpush("mooring:armed:" + SETTINGS.namespace(), "x"));
        try (RedisLedger ledger = open("");
                RedisLedger guarded = open("?guard=on")) {
            assertNotAnswered(ledger, "a");
            assertThrows(LedgerUnavailableException.class, guarded::arm);
            assertThrows(LedgerUnavailableException.class, () -> guarded.claim(first("b")));
        }
    }

    private static void assertNotAnswered(RedisLedger ledger, String session) {
        assertThrows(LedgerUnavailableException.class, () -> ledger.claim(first(session)));
        assertThrows(LedgerUnavailableException.class, () -> ledger.supersede(TestClaims.superseding(session, 1)));
        assertThrows(LedgerUnavailableException.class, () -> ledger.revoke(session));
    }

    @Test
    void call_whenMemoryIsFull_isNotAnsweredAndForgetsNothing() throws Exception {
        try (RedisLedger ledger = open("")) {
            assertEquals(Answer.CLAIMED, ledger.claim(first("a")));
            server.tell(commands -> commands.configSet("maxmemory", "1"));
            assertNotAnswered(ledger, "b");
            assertEquals(Answer.REPLAYED, ledger.claim(first("a")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"allkeys-lru", "volatile-ttl", "volatile-lru"})
    void open_ofAServerThatEvicts_isRefusedUnlessVouchedFor(String policy) throws Exception {
        server.tell(commands -> commands.configSet("maxmemory-policy", policy));
        assertThrows(IllegalStateException.class, () -> open(""));
        try (RedisLedger ledger = open("?eviction=acknowledged")) {
            assertEquals(Answer.CLAIMED, ledger.claim(first("a")));
        }
    }

    @Test
    void call_withoutTheReplicasThatTheServerAsksFor_isNotAnswered() throws Exception {
        try (RedisLedger ledger = open("")) {
            server.tell(commands -> commands.configSet("min-replicas-to-write", "1"));
            assertNotAnswered(ledger, "a");
        }
    }

    @Test
    void open_withoutTheRightPassword_isRefused() throws Exception {
        server.tell(commands -> commands.configSet("requirepass", "canary-right"));
        assertThrows(IllegalStateException.class, () -> open(""));
        IllegalStateException refused = assertThrows(
                IllegalStateException.class,
                () -> RedisLedger.open(URI.create("redis://:canary-wrong@127.0.0.1:" + server.port()), SETTINGS));
        assertFalse(refused.getMessage().contains("canary"));
        try (RedisLedger ledger =
                RedisLedger.open(URI.create("redis://:canary-right@127.0.0.1:" + server.port()), SETTINGS)) {
            assertEquals(Answer.CLAIMED, ledger.claim(first("a")));
        }
    }

    /** The rights that docs/redis.md names are enough, and no less. */
    @Test
    void call_byAUserWithTheFewestRights_isAnswered() throws Exception {
        server.tell(commands -> commands.dispatch(
                CommandType.ACL,
                new StatusOutput<>(StringCodec.UTF8),
                new CommandArgs<>(StringCodec.UTF8)
                        .add("SETUSER")
                        .add("ledger")
                        .add("on")
                        .add(">secret")
                        .add("~mooring:*")
                        .add("+info")
                        .add("+select")
                        .add("+evalsha")
                        .add("+eval")
                        .add("+get")
                        .add("+set")
                        .add("+time")
                        .add("+wait")));
        URI address = URI.create("redis://ledger:secret@127.0.0.1:" + server.port() + "/0?guard=on");
        try (RedisLedger ledger = RedisLedger.open(address, SETTINGS)) {
            ledger.arm();
            ledger.revoke("b");
            assertEquals(Answer.REVOKED, ledger.claim(first("b")));
            assertEquals(
                    Answer.CLAIMED, ledger.claim(issuedAt(Instant.now().plusSeconds(1), "a", ResumeAttempt.random())));
        }
    }

    @Test
    void claim_whereTheStoresClockIsFarAhead_isNotAnswered() throws Exception {
        RedisAddress address = RedisAddress.parse(server.address(""));
        Instant now = Instant.now();
        try (RedisLedger far = new RedisLedger(address, SETTINGS, () -> now.minus(Duration.ofMinutes(11)));
                RedisLedger near = new RedisLedger(address, SETTINGS, () -> now.minus(Duration.ofMinutes(9)));
                RedisLedger behind = new RedisLedger(address, SETTINGS, () -> now.plus(Duration.ofDays(9)))) {
            assertThrows(LedgerUnavailableException.class, () -> far.claim(first("a")));
            assertEquals(Answer.CLAIMED, near.claim(first("a")));
            assertEquals(Answer.CLAIMED, behind.claim(first("b")));
        }
    }

    @Test
    void claim_bySeveralProcesses_hasOneWinnerEach() throws Exception {
        List<Process> processes = new ArrayList<>();
        try {
            List<BufferedReader> outputs = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Process process = ClaimingProcess.start(server.address(""), "processes");
                processes.add(process);
                BufferedReader output =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                assertEquals("ready", output.readLine());
                outputs.add(output);
            }
            for (Process process : processes) {
                process.getOutputStream().write('\n');
                process.getOutputStream().flush();
            }
            Set<String> won = new HashSet<>();
            int wins = 0;
            for (BufferedReader output : outputs) {
                List<String> lines = output.lines().toList();
                wins += lines.size();
                won.addAll(lines);
            }
            assertEquals(ClaimingProcess.sessions(), wins, "no two processes won the same");
            assertEquals(ClaimingProcess.sessions(), won.size(), "each was won by one");
            for (Process process : processes) {
                assertEquals(0, process.waitFor());
            }
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
    }
}

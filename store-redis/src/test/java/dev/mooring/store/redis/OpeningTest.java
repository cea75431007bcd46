package dev.mooring.store.redis;

import static dev.mooring.store.redis.TestClaims.PATIENT;
import static dev.mooring.store.redis.TestClaims.first;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.ledger.SessionLedger.Answer;
import dev.mooring.support.RedisServer;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that last are refused when a ledger is opened on a real server. */
class OpeningTest {
    @TempDir
    private Path folder;

    private static String refusal(String address) {
        String message = assertThrows(IllegalStateException.class, () -> RedisLedger.open(address, PATIENT))
                .getMessage();
        assertFalse(message.contains("canary"), message);
        return message;
    }

    private static String at(RedisServer server, String login, String more) {
        return "redis://" + login + "127.0.0.1:" + server.port() + more;
    }

    private static void setUser(RedisServer server, String... rules) {
        CommandArgs<String, String> command =
                new CommandArgs<>(StringCodec.UTF8).add("SETUSER").add("ledger");
        List.of(rules).forEach(command::add);
        server.tell(commands -> commands.dispatch(CommandType.ACL, new StatusOutput<>(StringCodec.UTF8), command));
    }

    @Test
    void password_forAServerWithoutOne_isRefused() {
        try (RedisServer server = RedisServer.start(folder)) {
            String message = refusal(at(server, ":canary@", ""));
            assertTrue(message.contains("leave them out"), message);
        }
    }

    @Test
    void password_thatIsMissing_isRefused() {
        try (RedisServer server = RedisServer.start(folder, "--requirepass", "canary")) {
            String message = refusal(at(server, "", ""));
            assertTrue(message.contains("put the user and the password into the address"), message);
        }
    }

    @Test
    void database_thatIsNotThere_isRefused() {
        try (RedisServer server = RedisServer.start(folder, "--databases", "2")) {
            String message = refusal(at(server, "", "/2"));
            assertTrue(message.contains("database"), message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"evalsha", "eval", "get", "set", "time", "info", "select", "wait"})
    void right_thatIsMissing_isRefused(String command) {
        try (RedisServer server = RedisServer.start(folder)) {
            setUser(server, "on", ">canary", "~mooring:*", "+@all", "-" + command);
            refusal(at(server, "ledger:canary@", "/1?wait=1"));
        }
    }

    @Test
    void keys_thatTheUserMayNotUse_areRefused() {
        try (RedisServer server = RedisServer.start(folder)) {
            setUser(server, "on", ">canary", "~other:*", "+@all");
            refusal(at(server, "ledger:canary@", ""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EVALSHA", "EVAL", "INFO", "SET"})
    void command_thatIsRenamed_isRefused(String command) {
        try (RedisServer server = RedisServer.start(folder, "--rename-command", command, "MOORING" + command)) {
            refusal(at(server, "", ""));
        }
    }

    @Test
    void aSentinel_isRefusedUnlessTheAddressNamesWhatItWatches() throws Exception {
        try (RedisServer server = RedisServer.start(folder);
                RedisServer sentinel =
                        RedisServer.startSentinel(Files.createDirectory(folder.resolve("s")), "main", server)) {
            String message = refusal(at(sentinel, "", ""));
            assertTrue(message.contains("?sentinel=NAME"), message);
            assertTrue(refusal(at(sentinel, "", "?sentinel=canary")).contains("sentinel=NAME"));
        }
    }

    @Test
    void aNodeOfACluster_isRefusedUnlessTheAddressSaysSo() {
        try (RedisServer node = RedisServer.startClusterNode(folder);
                RedisServer server = RedisServer.start(folder)) {
            assertTrue(refusal(at(node, "", "")).contains("?cluster=on"));
            assertTrue(refusal(at(server, "", "?cluster=on")).contains("cluster=on"));
        }
    }

    /** The password is changed under the ledger, and the file with it. */
    @Test
    void password_thatWasRotated_isReadAgainForTheNextConnection() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "before\n");
        try (RedisServer server = RedisServer.start(folder)) {
            setUser(server, "on", ">before", "~mooring:*", "+@all");
            String address =
                    at(server, "ledger@", "?password-file=" + file.toUri().getRawPath());
            try (RedisLedger ledger = RedisLedger.open(address, PATIENT)) {
                assertEquals(Answer.CLAIMED, ledger.claim(first("a")));
                setUser(server, "resetpass", ">after");
                Files.writeString(file, "after\n");
                server.tell(commands -> commands.clientKill(
                        io.lettuce.core.KillArgs.Builder.typeNormal().skipme()));
                Answer answer = claimOnTheNextConnection(ledger);
                assertEquals(Answer.CLAIMED, answer);
            }
        }
    }

    /** The first call may still find the connection that was killed. */
    private static Answer claimOnTheNextConnection(RedisLedger ledger) throws Exception {
        try {
            return ledger.claim(first("b"));
        } catch (dev.mooring.api.ledger.LedgerUnavailableException killed) {
            return ledger.claim(first("c"));
        }
    }
}

package dev.mooring.store.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.support.RedisServer;
import io.lettuce.core.ScriptOutputType;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The scripts at exact times: their one look at the clock is replaced. Times are milliseconds from a start in 2100. */
class ScriptTest {
    private static final long START = 4_102_444_800_000L;
    private static final String CLOCK = "redis.call('TIME')";
    private static final String LEAD = "600000";

    private static RedisServer server;

    private final String entry = "entry-" + UUID.randomUUID();
    private final String mark = "mark-" + UUID.randomUUID();

    @BeforeAll
    static void startServer(@TempDir Path folder) {
        server = RedisServer.start(folder);
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    private static String run(Script script, long time, String[] keys, String... arguments) {
        String fixed = String.format("{'%d', '%d'}", (START + time) / 1_000, (START + time) % 1_000 * 1_000);
        String text = script.text().replace(CLOCK, fixed);
        return server.tell(commands -> commands.eval(text, ScriptOutputType.VALUE, keys, arguments));
    }

    private String claim(long time, long callersTime, long keepUntil) {
        return claim(time, callersTime, time, keepUntil, entry);
    }

    private String claim(long time, long callersTime, long issuedAt, long keepUntil, String... keys) {
        return claimBy("a1", time, callersTime, issuedAt, keepUntil, keys);
    }

    private String claimBy(String attempt, long time, long callersTime, long issuedAt, long keepUntil, String... keys) {
        return run(
                Script.CLAIM,
                time,
                keys,
                "tag",
                "" + (START + callersTime),
                LEAD,
                "1",
                "1",
                "" + (START + keepUntil),
                "c1",
                attempt,
                "" + (START + issuedAt));
    }

    @ParameterizedTest
    @EnumSource(Script.class)
    void script_looksAtTheClockOnce(Script script) {
        assertEquals(2, script.text().split("redis\\.call\\('TIME'\\)", -1).length);
    }

    @ParameterizedTest
    @CsvSource({"999, CLAIMED", "1000, OVER", "1001, OVER"})
    void claim_nearItsEnd_isOverAtIt(long time, String word) {
        assertEquals("tag " + word, claim(time, time, 1_000));
    }

    @ParameterizedTest
    @CsvSource({"a1, REPEATED", "b2, REPLAYED"})
    void claim_whenTheClockWentBack_isStillRemembered(String attempt, String word) {
        assertEquals("tag CLAIMED", claim(5_000, 5_000, 1_000_000));
        assertEquals("tag " + word, claimBy(attempt, -5_000, -5_000, -5_000, 1_000_000, entry));
    }

    @ParameterizedTest
    @CsvSource({"600000, CLAIMED", "600001, CLOCK", "-9000000, CLAIMED"})
    void claim_byAnotherClock_isRefusedWhereThisOneLeads(long lead, String word) {
        assertEquals("tag " + word, claim(lead, 0, 100_000_000));
    }

    @ParameterizedTest
    @CsvSource({"-1, REVOKED", "0, CLAIMED", "1, CLAIMED"})
    void claim_ofATokenAroundTheArming_isRevokedBeforeIt(long issuedAt, String word) {
        assertEquals("tag DONE", run(Script.ARM, 0, new String[] {mark}, "tag"));
        assertEquals("tag DONE", run(Script.ARM, 5, new String[] {mark}, "tag"), "moves nothing");
        assertEquals("tag " + word, claim(10, 10, issuedAt, 1_000_000, entry, mark));
    }

    @Test
    void revoke_entry_isKeptForExactlyItsTime() {
        assertEquals("tag DONE", run(Script.REVOKE, 7, new String[] {entry}, "tag", "1000"));
        assertEquals(START + 1_007, Expiry.millis(server, entry));
    }

    /** WAIT is about what was written on its own connection, so that a repetition has to write. */
    @Test
    void claim_repeated_writesAgain() {
        claim(0, 0, 1_000_000);
        String stored = server.tell(commands -> commands.get(entry));
        server.tell(commands -> commands.configResetstat());
        assertEquals("tag REPEATED", claim(1, 1, 1_000_000));
        assertTrue(server.tell(commands -> commands.info("commandstats")).contains("cmdstat_set:calls=1,"));
        assertEquals(stored, server.tell(commands -> commands.get(entry)));
    }
}

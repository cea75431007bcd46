package dev.mooring.store.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.store.redis.RedisAddress.Cluster;
import dev.mooring.store.redis.RedisAddress.Host;
import dev.mooring.store.redis.RedisAddress.Sentinel;
import dev.mooring.store.redis.RedisAddress.Single;
import dev.mooring.support.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {

    private static RedisAddress parse(String text) {
        return RedisAddress.parse(text);
    }

    private static String pathOf(Path file) {
        return file.toUri().getRawPath();
    }

    @Test
    void parse_hostOnly_hasTheDefaults() {
        assertEquals(
                new RedisAddress(
                        List.of(new Host("localhost", 6379)),
                        new Single(),
                        Optional.empty(),
                        0,
                        Optional.empty(),
                        RedisLedgerOptions.DEFAULT),
                parse("redis://localhost"));
    }

    @Test
    void parse_everything_isTaken(@TempDir Path folder) throws Exception {
        TestCertificate.make(folder);
        Path certificate = folder.resolve("cert.pem");
        Path key = folder.resolve("key.pem");
        RedisAddress address =
                parse("REDISS://me:p%40ss+w%2Fd@[::1]:6380/3?wait=2&eviction=acknowledged&guard=on&in-flight=9&ca="
                        + pathOf(certificate) + "&cert=" + pathOf(certificate) + "&key=" + pathOf(key));
        assertEquals(
                new RedisAddress(
                        List.of(new Host("::1", 6380)),
                        new Single(),
                        Optional.of(new Tls(Optional.of(certificate), Optional.of(new Tls.Identity(certificate, key)))),
                        3,
                        Optional.of(Login.of(Optional.of("me"), "p@ss+w/d")),
                        new RedisLedgerOptions(2, true, true, 9)),
                address);
    }

    /** As secrets in files and variables are: with white space around it, and characters that no URI may have. */
    @ParameterizedTest
    @ValueSource(strings = {"redis://:p{ss w^rd@h_1\n", "  redis://:p%7Bss%20w%5Erd@h_1\r\n\t"})
    void parse_textOfAFile_isTaken(String text) {
        RedisAddress address = parse(text);
        assertEquals(List.of(new Host("h_1", 6379)), address.hosts());
        assertEquals("p{ss w^rd", address.login().orElseThrow().currentPassword());
    }

    @Test
    void parse_sentinels_areHostsWithAPortOfTheirOwn() {
        RedisAddress address =
                parse("redis://:secret@s1,s2:5000,[::1]/2?sentinel=main&sentinel-user=u&sentinel-password=p%26w");
        assertEquals(List.of(new Host("s1", 26379), new Host("s2", 5000), new Host("::1", 26379)), address.hosts());
        assertEquals(new Sentinel("main", Optional.of(Login.of(Optional.of("u"), "p&w"))), address.topology());
        assertEquals(2, address.database());
        assertEquals("redis://s1:26379,s2:5000,[::1]:26379/2", address.toString());
    }

    @Test
    void parse_nodesOfACluster_areHosts() {
        RedisAddress address = parse("redis://n1:7000,n2?cluster=on");
        assertEquals(new Cluster(), address.topology());
        assertEquals(List.of(new Host("n1", 7000), new Host("n2", 6379)), address.hosts());
    }

    @Test
    void login_ofAFile_isReadEachTime(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "first\n");
        Login login =
                parse("redis://me@h?password-file=" + pathOf(file)).login().orElseThrow();
        assertEquals(Optional.of("me"), login.user());
        assertEquals("first", login.currentPassword());
        Files.writeString(file, "second");
        assertEquals("second", login.currentPassword());
        Files.writeString(file, "\n");
        assertThrows(IllegalStateException.class, login::currentPassword);
        Files.delete(file);
        assertThrows(IllegalStateException.class, login::currentPassword);
    }

    @ParameterizedTest
    @CsvSource({
        "redis://h, redis://h:6379/0",
        "redis://h/, redis://h:6379/0",
        "rediss://:secret@h:1/2, rediss://h:1/2",
        "redis://u:secret@[::1]?wait=0, redis://[::1]:6379/0"
    })
    void toString_address_showsNoLogin(String text, String shown) {
        assertEquals(shown, parse(text).toString());
        assertFalse(parse(text).login().toString().contains("secret"));
    }

    @Test
    void parse_passwordWithoutUser_hasNone() {
        assertEquals(
                Optional.of(Login.of(Optional.empty(), "a:b")),
                parse("redis://:a:b@h").login());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://h",
                "redis:h",
                "redis:/h",
                "redis:///0",
                "redis-sentinel://h",
                "//h",
                "h",
                "redis://canary host",
                "redis://:canary%zz@h",
                "redis://:canary%@h",
                "redis://h?password-file=%zzcanary",
                "redis://h1,h2",
                "redis://h1,?cluster=on",
                "redis://h/1?cluster=on",
                "redis://h?cluster=on&guard=on",
                "redis://h?cluster=yes",
                "redis://h?cluster=on&sentinel=canary",
                "redis://h?sentinel=",
                "redis://h?sentinel-password=canary",
                "redis://h?sentinel=m&sentinel-user=canary",
                "redis://:canary@h?password-file=x",
                "redis://@h?password-file=x",
                "redis://h?cert=canary&key=canary",
                "rediss://h?cert=canary",
                "rediss://h?key=canary",
                "rediss://h?cert=canary&key=canary",
                "redis://canary@h",
                "redis://canary:@h",
                "redis://h:0",
                "redis://h:65536",
                "redis://h/x",
                "redis://h/01",
                "redis://h/0/",
                "redis://h/1000000",
                "redis://h#canary",
                "redis://h?",
                "redis://h?canary",
                "redis://h?=canary",
                "redis://h?canary=1",
                "redis://h?Wait=1",
                "redis://h?wait=1&",
                "redis://h?wait=1&wait=1",
                "redis://h?wait=",
                "redis://h?wait=-1",
                "redis://h?wait=+1",
                "redis://h?wait=101",
                "redis://h?wait=999999999999",
                "redis://h?eviction=canary",
                "redis://h?guard=true",
                "redis://h?in-flight=0",
                "redis://h?in-flight=100001",
                "redis://h?timeout=1",
                "rediss://h?ca=canary/none.pem",
                "rediss://h?ca=%00canary"
            })
    void parse_anythingElse_isRefusedWithoutShowingIt(String text) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> parse(text));
        assertFalse(refused.getMessage().contains("canary"), refused.getMessage());
        assertTrue(refused.getMessage().startsWith("A Redis ledger's address"), refused.getMessage());
    }

    @Test
    void parse_certificatesWithoutTls_areRefused(@TempDir Path folder) throws Exception {
        TestCertificate.make(folder);
        String file = folder.resolve("cert.pem").toUri().getRawPath();
        assertThrows(IllegalArgumentException.class, () -> parse("redis://h?ca=" + file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
    void parse_certificatesThatAreNone_areRefused(String content, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("cert.pem"), content);
        assertThrows(
                IllegalArgumentException.class,
                () -> parse("rediss://h?ca=" + file.toUri().getRawPath()));
    }
}

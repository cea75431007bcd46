package dev.mooring.store.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {

    private static RedisAddress parse(String text) {
        return RedisAddress.parse(URI.create(text));
    }

    @Test
    void parse_hostOnly_hasTheDefaults() {
        RedisAddress address = parse("redis://localhost");
        assertEquals(
                new RedisAddress(false, "localhost", 6379, 0, Optional.empty(), 0, false, false, 256, Optional.empty()),
                address);
    }

    @Test
    void parse_everything_isTaken(@TempDir Path folder) throws Exception {
        TestCertificate.make(folder);
        Path ca = folder.resolve("cert.pem");
        RedisAddress address =
                parse("REDISS://me:p%40ss+w%2Fd@[::1]:6380/3?wait=2&eviction=acknowledged&guard=on&in-flight=9&ca="
                        + ca.toUri().getRawPath());
        assertEquals(
                new RedisAddress(
                        true,
                        "::1",
                        6380,
                        3,
                        Optional.of(new RedisAddress.Login(Optional.of("me"), "p@ss+w/d")),
                        2,
                        true,
                        true,
                        9,
                        Optional.of(ca)),
                address);
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
                Optional.of(new RedisAddress.Login(Optional.empty(), "a:b")),
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
                "redis://canary_host",
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

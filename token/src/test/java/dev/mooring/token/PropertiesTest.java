package dev.mooring.token;

import static dev.mooring.token.Fixtures.NOW;
import static dev.mooring.token.Fixtures.reason;
import static dev.mooring.token.Fixtures.session;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey.Status;
import dev.mooring.token.ResumeTokenException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every property under {@code mooring.}: its effect, and the message if it is wrong. */
class PropertiesTest {
    @TempDir
    Path folder;

    private final Fixtures.Server server = new Fixtures.Server();
    private Path file;

    @BeforeEach
    void keyFile() throws IOException {
        file = folder.resolve("resume.keys");
        new KeyFile(file).create(Fixtures.keys());
    }

    private ResumeTokenManager.Builder builder(String... namesAndValues) {
        Map<String, String> properties = new HashMap<>(Map.of("mooring.keys", "file:" + file));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return ResumeTokenManager.builder()
                .codec(server.codec)
                .sealer(server.sealer)
                .clock(server.clock)
                .listener(server.listener)
                .properties(properties);
    }

    private Duration life(ResumeTokenManager manager) {
        return Duration.between(NOW, manager.issue(session().build()).expiresAt());
    }

    @Test
    void keys_ofAFile_sealAndOpen() {
        ResumeTokenManager manager = builder().build();
        OpenedToken opened = manager.open(manager.issue(session().build()).text());
        assertEquals("k1", opened.header().keyId());
    }

    @Test
    void keys_ofAVariable_areRead() {
        ResumeTokenManager.Builder builder = ResumeTokenManager.builder()
                .codec(server.codec)
                .sealer(server.sealer)
                .properties(Map.of("mooring.keys", "env:MOORING_TEST_NOT_SET"));
        var error = assertThrows(IllegalStateException.class, builder::build);
        assertTrue(error.getMessage().contains("MOORING_TEST_NOT_SET"));
    }

    @Test
    void ttl_isTheLifeOfNewTokens() {
        assertEquals(Duration.ofMinutes(7), life(builder("mooring.ttl", "PT7M").build()));
        assertEquals(Duration.ofHours(1), life(builder().build()));
    }

    @Test
    void maxTtl_capsTheLifeOfTokens() {
        assertEquals(
                Duration.ofMinutes(7), life(builder("mooring.max-ttl", "PT7M").build()));
    }

    @Test
    void maxSessionAge_capsTheLifeOfSessions() {
        assertEquals(
                Duration.ofMinutes(7),
                life(builder("mooring.max-session-age", "PT7M").build()));
    }

    @Test
    void clockSkew_allowsForOtherClocks() {
        ResumeTokenManager manager = builder("mooring.clock-skew", "PT10M").build();
        String text = manager.issue(session().build()).text();
        server.clock.advance(Duration.ofMinutes(-10));
        assertEquals(session().build(), manager.open(text).snapshot());
        server.clock.advance(Duration.ofMillis(-1));
        assertEquals(Reason.NOT_YET_VALID, reason(() -> manager.open(text)));
    }

    @Test
    void notBefore_revokesEarlierTokens() {
        ResumeTokenManager manager =
                builder("mooring.not-before", "2026-11-24T10:00:00.001Z").build();
        String text = manager.issue(session().build()).text();
        assertEquals(Reason.REVOKED, reason(() -> manager.open(text)));
    }

    @Test
    void maxTokenChars_boundsTheText() {
        ResumeTokenManager manager = builder("mooring.max-token-chars", "10").build();
        assertEquals(Reason.TOO_LARGE, reason(() -> manager.open("12345678901")));
        assertEquals(Reason.MALFORMED, reason(() -> manager.open("1234567890")));
    }

    @Test
    void compression_deflatesOrNot() {
        server.codec.payloadBytes(1_000);
        for (String choice : List.of("none", "deflate")) {
            String text = builder("mooring.compression", choice)
                    .build()
                    .issue(session().build())
                    .text();
            assertEquals(
                    choice.equals("deflate"),
                    ResumeTokenManager.inspect(text).header().deflated());
        }
    }

    @Test
    void keysReload_isHowOftenKeysAreRead() throws IOException {
        ResumeTokenManager manager = builder("mooring.keys.reload", "PT5M").build();
        Files.delete(file);
        server.clock.advance(Duration.ofMinutes(5).minusMillis(1));
        manager.issue(session().build());
        assertEquals(0, server.listener.keysUnavailable.size());
        server.clock.advance(Duration.ofMillis(1));
        manager.issue(session().build());
        assertEquals(1, server.listener.keysUnavailable.size());
    }

    @Test
    void sealer_thatIsNotTheKeyFiles_isRefused() {
        ResumeTokenManager.Builder builder = ResumeTokenManager.builder()
                .codec(server.codec)
                .sealer(new MacProvider("other"))
                .properties(Map.of("mooring.keys", "file:" + file));
        var error = assertThrows(IllegalStateException.class, builder::build);
        assertTrue(error.getMessage().contains("other"));
        assertTrue(error.getMessage().contains("hmac-sha256"));
    }

    @Test
    void properties_outsideMooring_areNotLookedAt() {
        builder("ttl", "x", "mooringx.ttl", "x", "MOORING.ttl", "x", "java.home", "/")
                .build();
    }

    @Test
    void values_withSpacesAround_areStripped() {
        assertEquals(
                Duration.ofMinutes(7), life(builder("mooring.ttl", " PT7M ").build()));
    }

    @ParameterizedTest
    @CsvSource({
        "mooring.tll, mooring.ttl",
        "mooring.TTL, mooring.ttl",
        "mooring.maxttl, mooring.max-ttl",
        "mooring.key, mooring.keys",
        "mooring.keys.reloads, mooring.keys.reload",
        "mooring.codecs, mooring.codec",
        "mooring.accept.codec, mooring.accept.codecs",
        "mooring.accept.tink-aead.key, mooring.accept.<sealer>.keys",
        "mooring.accept.keys, mooring.accept.<sealer>.keys",
        "mooring.accept.TINK.keys, mooring.accept.<sealer>.keys",
        "mooring.notbefore, mooring.not-before",
        "mooring.maxTokenChars, mooring.max-token-chars",
        "mooring.compresion, mooring.compression",
        "mooring.codex, mooring.codec",
        "mooring.xcodec, mooring.codec",
        "mooring.codecc, mooring.codec",
        "mooring.key.reload, mooring.keys.reload",
        "mooring.accept.codecx, mooring.accept.codecs",
        "mooring.accept.codxxx, mooring.accept.<sealer>.keys",
        "mooring., mooring.kms"
    })
    void unknownKey_isRefusedWithTheNearest(String name, String nearest) {
        var error = assertThrows(IllegalArgumentException.class, () -> builder(name, "x"));
        assertTrue(error.getMessage().startsWith(name + ": "), error.getMessage());
        assertTrue(error.getMessage().endsWith(nearest + "?"), error.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "mooring.ttl, 1h",
        "mooring.ttl, ''",
        "mooring.ttl, PT0S",
        "mooring.ttl, -PT1H",
        "mooring.ttl, PT999999999999999999999S",
        "mooring.ttl, P31D",
        "mooring.max-ttl, PT0S",
        "mooring.max-session-age, P31D",
        "mooring.max-session-age, P1M",
        "mooring.clock-skew, PT11M",
        "mooring.clock-skew, 30",
        "mooring.not-before, 2026-11-23",
        "mooring.not-before, yesterday",
        "mooring.max-token-chars, 0",
        "mooring.max-token-chars, -1",
        "mooring.max-token-chars, 64K",
        "mooring.max-token-chars, 2147483648",
        "mooring.compression, gzip",
        "mooring.compression, DEFLATE",
        "mooring.keys.reload, PT-1S",
        "mooring.accept.codecs, ''",
        "mooring.accept.codecs, 'memory,'",
        "mooring.accept.codecs, ',memory'",
        "mooring.accept.other.keys, /no/scheme"
    })
    void f02_value_notAcceptable_isRefusedByItsName(String name, String value) {
        var error = assertThrows(IllegalArgumentException.class, () -> builder(name, value));
        assertTrue(error.getMessage().startsWith(name + ": "), error.getMessage());
        assertNull(error.getCause());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "resume.keys", "file:", "env:", "FILE:resume.keys", "canary-secret", "file:\u0000"})
    void keys_notAFileOrVariable_areRefusedWithoutRepeatingThem(String value) {
        var error = assertThrows(
                IllegalArgumentException.class,
                () -> ResumeTokenManager.builder().properties(Map.of("mooring.keys", value)));
        assertTrue(error.getMessage().startsWith("mooring.keys: "));
        assertFalse(error.getMessage().contains("canary"));
    }

    @Test
    void value_ofNull_isTheCallersBug() {
        Map<String, String> properties = new HashMap<>();
        properties.put("mooring.ttl", null);
        assertThrows(
                NullPointerException.class, () -> ResumeTokenManager.builder().properties(properties));
    }

    @Test
    void property_setInCodeBefore_isRefusedWithTheEarlierValue() {
        ResumeTokenManager.Builder builder = ResumeTokenManager.builder().ttl(Duration.ofMinutes(3));
        var error = assertThrows(IllegalStateException.class, () -> builder.properties(Map.of("mooring.ttl", "PT4M")));
        assertTrue(error.getMessage().contains("ttl"));
        assertTrue(error.getMessage().contains("PT3M"));
    }

    @Test
    void acceptedSealer_opensAndDoesNotSeal() throws IOException {
        Path others = folder.resolve("other.keys");
        new KeyFile(others).create(KeySet.of("other", List.of(Fixtures.key("k2", Status.SEALING))));
        ResumeTokenManager.Builder builder =
                ResumeTokenManager.builder().properties(Map.of("mooring.accept.other.keys", "file:" + others));
        var error = assertThrows(
                IllegalStateException.class,
                builder.codec(server.codec).sealer(server.sealer).keys(KeySource.of(Fixtures.keys()))::build);
        assertTrue(error.getMessage().contains("\"other\""), error.getMessage());
    }

    @Test
    void acceptedCodecs_areLookedForById() {
        ResumeTokenManager.Builder builder = builder("mooring.accept.codecs", "memory, absent");
        var error = assertThrows(IllegalStateException.class, builder::build);
        assertTrue(error.getMessage().contains("\"absent\""));
        builder("mooring.accept.codecs", "memory").build();
    }

    @Test
    void codecAndSealer_byIdWithoutProviders_nameTheArtifacts() {
        Map<String, String> properties = Map.of("mooring.keys", "file:" + file, "mooring.codec", "cbor");
        var codec = assertThrows(IllegalStateException.class, () -> ResumeTokenManager.fromProperties(properties));
        assertTrue(codec.getMessage().contains("mooring-codec-cbor"));
        ResumeTokenManager.Builder builder = ResumeTokenManager.builder()
                .codec(server.codec)
                .properties(Map.of("mooring.keys", "file:" + file, "mooring.sealer", "hmac-sha256"));
        var sealer = assertThrows(IllegalStateException.class, builder::build);
        assertTrue(sealer.getMessage().contains("mooring-crypto-hmac"));
    }

    @Test
    void d03_noKeys_isAnErrorThatSaysHowToMakeThem() {
        var error = assertThrows(
                IllegalStateException.class, () -> ResumeTokenManager.fromProperties(Map.of("mooring.ttl", "PT1H")));
        assertTrue(error.getMessage().contains("mooring.keys"));
        assertTrue(error.getMessage().contains("keys create"));
    }
}

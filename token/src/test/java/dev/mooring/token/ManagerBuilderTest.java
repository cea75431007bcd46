package dev.mooring.token;

import static dev.mooring.token.Fixtures.NOW;
import static dev.mooring.token.Fixtures.key;
import static dev.mooring.token.Fixtures.reason;
import static dev.mooring.token.Fixtures.session;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.keys.KeyEncryption;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey.Status;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.token.OpenedToken.Outdated;
import dev.mooring.token.ResumeTokenException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManagerBuilderTest {
    private static final KeySource OTHER_KEYS = KeySource.of(KeySet.of("other", List.of(key("k2", Status.SEALING))));

    private final Fixtures.Server server = new Fixtures.Server();

    static Stream<Arguments> setting_madeTwice_isRefusedByName() {
        Fixtures.Server server = new Fixtures.Server();
        return Stream.of(
                twice("codec", b -> b.codec(server.codec)),
                twice("codec", b -> b.codec("json")),
                twice("sealer", b -> b.sealer(server.sealer)),
                twice("sealer", b -> b.sealer("hmac-sha256")),
                twice("keys", b -> b.keys(OTHER_KEYS)),
                twice("keys.reload", b -> b.keysReload(Duration.ofHours(1))),
                twice("ttl", b -> b.ttl(Duration.ofHours(1))),
                twice("max-ttl", b -> b.maxTtl(Duration.ofHours(1))),
                twice("max-session-age", b -> b.maxSessionAge(Duration.ofHours(1))),
                twice("clock-skew", b -> b.clockSkew(Duration.ZERO)),
                twice("not-before", b -> b.notBefore(NOW)),
                twice("max-token-chars", b -> b.maxTokenChars(1)),
                twice("compression", b -> b.compression(Compression.NONE)),
                twice("limits", b -> b.limits(SnapshotLimits.DEFAULT)),
                twice("clock", b -> b.clock(server.clock)),
                twice("random", b -> b.random(new CountingRandom())),
                twice("kms", b -> b.kms(KeyEncryption.of((i, d) -> i, (i, d) -> i))),
                twice("classLoader or layer", b -> b.classLoader(ClassLoader.getPlatformClassLoader())),
                twice("classLoader or layer", b -> b.layer(ModuleLayer.boot())));
    }

    private static Arguments twice(String name, Consumer<ResumeTokenManager.Builder> setting) {
        return Arguments.of(name, setting);
    }

    @ParameterizedTest
    @MethodSource
    void setting_madeTwice_isRefusedByName(String name, Consumer<ResumeTokenManager.Builder> setting) {
        ResumeTokenManager.Builder builder = ResumeTokenManager.builder();
        setting.accept(builder);
        var error = assertThrows(IllegalStateException.class, () -> setting.accept(builder));
        assertTrue(error.getMessage().startsWith(name + " "), error.getMessage());
    }

    @Test
    void placeOfProviders_givenTwice_isRefusedByTheFirstOne() {
        ResumeTokenManager.Builder builder = ResumeTokenManager.builder().layer(ModuleLayer.boot());
        var error = assertThrows(
                IllegalStateException.class,
                () -> builder.classLoader(getClass().getClassLoader()));
        assertTrue(error.getMessage().contains("the providers in the module layer of"), error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "JSON", "a_b", "a.b", "a\n", "123456789012345678901234567890123"})
    void id_ofAGivenProvider_outsideItsGrammar_isRefused(String id) {
        ResumeTokenManager.Builder builder = ResumeTokenManager.builder();
        MemoryCodec codec = new MemoryCodec(id);
        MacProvider sealer = new MacProvider(id);
        assertThrows(IllegalArgumentException.class, () -> builder.codec(codec));
        assertThrows(IllegalArgumentException.class, () -> builder.acceptCodec(codec));
        assertThrows(IllegalArgumentException.class, () -> builder.sealer(sealer));
        assertThrows(IllegalArgumentException.class, () -> builder.acceptSealer(sealer, OTHER_KEYS));
    }

    @Test
    void acceptedCodec_opensAndIsOutdated() {
        MemoryCodec old = new MemoryCodec("old");
        ResumeTokenManager before = new Fixtures.Server().manager();
        ResumeTokenManager issuing = ResumeTokenManager.builder()
                .codec(old)
                .sealer(server.sealer)
                .keys(KeySource.of(Fixtures.keys()))
                .clock(server.clock)
                .build();
        String text = issuing.issue(session().build()).text();
        ResumeTokenManager accepting = server.builder().acceptCodec(old).build();
        assertEquals(Set.of(Outdated.CODEC), accepting.open(text).outdated());
        assertEquals(Reason.UNSUPPORTED, reason(() -> before.open(text)));
        assertEquals(
                "memory",
                ResumeTokenManager.inspect(accepting.issue(session().build()).text())
                        .header()
                        .codecId());
    }

    @Test
    void acceptedSealer_opensAndIsOutdatedAndNeverSeals() {
        MacProvider other = new MacProvider("other");
        ResumeTokenManager accepting =
                server.builder().acceptSealer(other, OTHER_KEYS).build();
        Handmade token = new Handmade(server.codec.remember(session().build()));
        token.sealer = "other";
        token.key = "k2";
        token.secret = Fixtures.secret(2);
        assertEquals(Set.of(Outdated.SEALER), accepting.open(token.text()).outdated());
        assertEquals(1, other.opened.get());
        assertEquals(
                "hmac-sha256",
                ResumeTokenManager.inspect(accepting.issue(session().build()).text())
                        .header()
                        .sealerId());
    }

    @Test
    void c05_sealer_notAccepted_isUnsupportedEvenIfItsSealVerifies() {
        Handmade token = new Handmade(server.codec.remember(session().build()));
        token.sealer = "other";
        ResumeTokenException refusal = Fixtures.refusal(() -> server.manager().open(token.text()));
        assertEquals(Reason.UNSUPPORTED, refusal.reason());
        assertEquals(0, server.sealer.opened.get());
    }

    @Test
    void c02_key_ofOneSealer_isUnknownToTheOther() {
        MacProvider other = new MacProvider("other");
        ResumeTokenManager accepting =
                server.builder().acceptSealer(other, OTHER_KEYS).build();
        Handmade token = new Handmade(server.codec.remember(session().build()));
        token.key = "k2";
        token.secret = Fixtures.secret(2);
        assertEquals(Reason.UNKNOWN_KEY, reason(() -> accepting.open(token.text())));
    }

    @Test
    void c03_keyId_ofTwoSealers_isRefusedByBothNames() {
        KeySource shared = KeySource.of(KeySet.of("other", List.of(key("k1", Status.SEALING))));
        ResumeTokenManager.Builder builder = server.builder().acceptSealer(new MacProvider("other"), shared);
        var error = assertThrows(IllegalStateException.class, builder::build);
        for (String fact : List.of("k1", "other", "hmac-sha256")) {
            assertTrue(error.getMessage().contains(fact));
        }
    }

    @Test
    void d05_outdated_tellsAKeyThatNoLongerSeals() {
        KeySet keys = Fixtures.keys(key("k1", Status.OPENING), key("k2", Status.SEALING), key("k3", Status.STAGED));
        ResumeTokenManager manager = server.builder(KeySource.of(keys)).build();
        for (int number = 1; number <= 3; number++) {
            Handmade token = new Handmade(server.codec.remember(session().build()));
            token.key = "k" + number;
            token.secret = Fixtures.secret(number);
            assertEquals(
                    number == 1 ? Set.of(Outdated.KEY) : Set.of(),
                    manager.open(token.text()).outdated());
        }
        assertEquals(
                "k2",
                ResumeTokenManager.inspect(manager.issue(session().build()).text())
                        .header()
                        .keyId());
    }

    @Test
    void outdated_tellsEverythingAtOnce() {
        KeySource keys =
                KeySource.of(KeySet.of("other", List.of(key("k2", Status.OPENING), key("k3", Status.SEALING))));
        MemoryCodec old = new MemoryCodec("old");
        ResumeTokenManager manager = server.builder()
                .acceptSealer(new MacProvider("other"), keys)
                .acceptCodec(old)
                .build();
        Handmade token = new Handmade(old.remember(session().build()));
        token.codec = "old";
        token.sealer = "other";
        token.key = "k2";
        token.secret = Fixtures.secret(2);
        OpenedToken opened = manager.open(token.text());
        assertEquals(Set.of(Outdated.values()), opened.outdated());
        assertThrows(UnsupportedOperationException.class, opened.outdated()::clear);
    }

    @Test
    void twoSealers_acceptedBesideTheOwn_bothOpen() {
        KeySource third = KeySource.of(KeySet.of("third", List.of(key("k3", Status.SEALING))));
        ResumeTokenManager accepting = server.builder()
                .acceptSealer(new MacProvider("other"), OTHER_KEYS)
                .acceptSealer(new MacProvider("third"), third)
                .build();
        Handmade token = new Handmade(server.codec.remember(session().build()));
        token.sealer = "third";
        token.key = "k3";
        token.secret = Fixtures.secret(3);
        assertEquals(Set.of(Outdated.SEALER), accepting.open(token.text()).outdated());
    }

    @Test
    void sealer_acceptedTwice_isRefused() {
        ResumeTokenManager.Builder builder = server.builder().acceptSealer("other", OTHER_KEYS);
        assertThrows(IllegalStateException.class, () -> builder.acceptSealer(new MacProvider("other"), OTHER_KEYS));
    }

    @Test
    void sealer_thatSealsAndIsAccepted_isRefused() {
        KeySource more = KeySource.of(Fixtures.keys(key("k2", Status.SEALING)));
        ResumeTokenManager.Builder builder = server.builder().acceptSealer(server.sealer, more);
        var error = assertThrows(IllegalStateException.class, builder::build);
        assertTrue(error.getMessage().contains("hmac-sha256"));
    }

    @Test
    void k14_twoCodecs_ofOneId_areRefusedByTheirClasses() {
        ResumeTokenManager.Builder builder = server.builder().acceptCodec(new MemoryCodec());
        var error = assertThrows(IllegalStateException.class, builder::build);
        assertTrue(error.getMessage().contains(MemoryCodec.class.getName()));
    }

    @Test
    void codec_acceptedAsTheEmittedOne_isNoError() {
        server.builder()
                .acceptCodec(server.codec)
                .acceptCodec(server.codec)
                .acceptCodec("memory")
                .build();
    }

    @Test
    void maxTokenChars_belowOne_isRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> ResumeTokenManager.builder().maxTokenChars(0));
    }

    static Stream<KeySource> keys_thatCannotBeRead_areRefusedWhenBuilding() {
        return Stream.of(
                () -> {
                    throw new IOException("the vault is sealed");
                },
                () -> {
                    throw new IllegalArgumentException("Line 1 of the key file");
                },
                () -> {
                    throw new IllegalStateException("canary");
                },
                () -> {
                    throw new AssertionError("canary");
                },
                () -> null);
    }

    @ParameterizedTest
    @MethodSource
    void keys_thatCannotBeRead_areRefusedWhenBuilding(KeySource source) {
        var error = assertThrows(IllegalStateException.class, server.builder(source)::build);
        assertFalse(error.getMessage().contains("canary"), error.getMessage());
        assertNull(error.getCause());
        assertTrue(error.getMessage().contains("keys"));
    }

    @Test
    void keys_thatFailTheVirtualMachine_letItPass() {
        assertThrows(StackOverflowError.class, server.builder(() -> {
            throw new StackOverflowError();
        })::build);
    }

    @Test
    void defaults_ofClockAndRandom_areTheSystems() {
        ResumeTokenManager manager = ResumeTokenManager.builder()
                .codec(server.codec)
                .sealer(server.sealer)
                .keys(KeySource.of(Fixtures.keys()))
                .build();
        SessionSnapshot fresh = SessionSnapshot.builder("s", Instant.now()).build();
        ResumeToken one = manager.issue(fresh);
        ResumeToken two = manager.issue(fresh);
        assertEquals(fresh, manager.open(one.text()).snapshot());
        assertFalse(one.tokenId().equals(two.tokenId()));
    }

    @Test
    void setting_madeTwice_isToldWithTheFirstValue() {
        ResumeTokenManager.Builder builder = ResumeTokenManager.builder().codec("json");
        var error = assertThrows(IllegalStateException.class, () -> builder.codec("cbor"));
        assertEquals("codec is already set to json: set it once", error.getMessage());
    }
}

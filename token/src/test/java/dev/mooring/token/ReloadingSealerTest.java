package dev.mooring.token;

import static dev.mooring.token.Fixtures.NOW;
import static dev.mooring.token.Fixtures.key;
import static dev.mooring.token.Fixtures.keys;
import static dev.mooring.token.Fixtures.reason;
import static dev.mooring.token.Fixtures.session;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey.Status;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.Value;
import dev.mooring.token.ResumeTokenException.Reason;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReloadingSealerTest {
    private static final KeySet ROTATED = keys(key("k1", Status.OPENING), key("k2", Status.SEALING));

    /** A source that answers as a test says, and counts. */
    private static final class Source implements KeySource {
        volatile Callable<KeySet> answer = Fixtures::keys;
        int reads;

        @Override
        public KeySet load() throws IOException {
            reads++;
            return StubCodec.sneaky(answer);
        }

        @Override
        public String toString() {
            return "the test's source";
        }
    }

    private final Fixtures.Server server = new Fixtures.Server();
    private final Source source = new Source();
    private final ResumeTokenManager manager = server.builder(source).build();

    private String sealingKey() {
        return ResumeTokenManager.inspect(manager.issue(session().build()).text())
                .header()
                .keyId();
    }

    private String tokenOf(int number) {
        Handmade token = new Handmade(server.codec.remember(session().build()));
        token.key = "k" + number;
        token.secret = Fixtures.secret(number);
        return token.text();
    }

    @Test
    void keys_areReadOnceWhenBuilt() {
        assertEquals(1, source.reads);
    }

    @Test
    void keys_thatNameTheirSealer_areReadOnceToo(@TempDir Path folder) throws Exception {
        KeySet named = KeySet.of("other", keys().keys());
        source.answer = () -> named;
        source.reads = 0;
        try (URLClassLoader loader =
                new Plugins(folder).sealer("Other", "other").sealersOnClassPath("plugins.Other")) {
            ResumeTokenManager.builder()
                    .classLoader(loader)
                    .codec(server.codec)
                    .keys(source)
                    .build();
        }
        assertEquals(1, source.reads);
    }

    @Test
    void keys_areReadAgainAfterTheInterval_andNotBefore() {
        source.answer = () -> ROTATED;
        server.clock.advance(Duration.ofSeconds(30).minusMillis(1));
        assertEquals("k1", sealingKey());
        assertEquals(1, source.reads);
        server.clock.advance(Duration.ofMillis(1));
        assertEquals("k2", sealingKey());
        assertEquals("k2", sealingKey());
        assertEquals(2, source.reads);
        assertEquals(List.of(ROTATED), server.listener.keysChanged);
    }

    @Test
    void keys_readByOneThread_areReadAgainByAnother() throws Exception {
        List<Runnable> looks = List.of(
                this::sealingKey, () -> assertEquals(Reason.UNKNOWN_KEY, reason(() -> manager.open(tokenOf(9)))));
        for (Runnable look : looks) {
            server.clock.advance(Duration.ofSeconds(30));
            Thread other = new Thread(look);
            other.start();
            other.join();
            int before = source.reads;
            server.clock.advance(Duration.ofSeconds(30));
            look.run();
            assertTrue(source.reads > before, "the other thread kept the lock");
        }
    }

    @Test
    void d05_tokenOfTheKeyBefore_stillOpens() {
        String before = manager.issue(session().build()).text();
        source.answer = () -> ROTATED;
        server.clock.advance(Duration.ofSeconds(30));
        assertEquals(Set.of(OpenedToken.Outdated.KEY), manager.open(before).outdated());
    }

    @Test
    void keys_thatDidNotChange_areNotReported() {
        server.clock.advance(Duration.ofSeconds(30));
        assertEquals("k1", sealingKey());
        assertEquals(2, source.reads);
        assertEquals(List.of(), server.listener.keysChanged);
    }

    @Test
    void d04_tokenOfARemovedKey_isUnknown() {
        String before = manager.issue(session().build()).text();
        source.answer = () -> keys(key("k2", Status.SEALING));
        server.clock.advance(Duration.ofSeconds(30));
        assertEquals(Reason.UNKNOWN_KEY, reason(() -> manager.open(before)));
        assertEquals(
                new TokenListener.Refusal(Reason.UNKNOWN_KEY, "unknown", "hmac-sha256", "memory", null),
                server.listener.refused.get(0));
    }

    @Test
    void d07_unknownKey_isLookedForOnceMore_beforeTheInterval() {
        source.answer = () -> ROTATED;
        assertEquals("session-1", manager.open(tokenOf(2)).snapshot().sessionId());
        assertEquals(2, source.reads);
        assertEquals("k2", sealingKey());
    }

    @Test
    void d07_unknownKey_isLookedForAtMostOnceASecond() {
        for (int i = 0; i < 100; i++) {
            assertEquals(Reason.UNKNOWN_KEY, reason(() -> manager.open(tokenOf(9))));
        }
        assertEquals(2, source.reads);
        server.clock.advance(Duration.ofMillis(999));
        assertEquals(Reason.UNKNOWN_KEY, reason(() -> manager.open(tokenOf(9))));
        assertEquals(2, source.reads);
        server.clock.advance(Duration.ofMillis(1));
        ResumeTokenException refusal = Fixtures.refusal(() -> manager.open(tokenOf(9)));
        assertEquals(3, source.reads);
        assertTrue(refusal.retryable());
    }

    @Test
    void f08_clockSetBack_countsAsTimeGoneBy() {
        source.answer = () -> ROTATED;
        server.clock.set(NOW.minusMillis(1));
        SessionSnapshot old = SessionSnapshot.builder("s", Instant.EPOCH)
                .maxAge(Duration.ofSeconds(Value.MAX_INTEGER))
                .build();
        reason(() -> manager.issue(old));
        assertThrows(ResumeTokenException.class, () -> manager.open(tokenOf(9)));
        assertTrue(source.reads >= 2);
        assertEquals(List.of(ROTATED), server.listener.keysChanged);
    }

    static Stream<Callable<KeySet>> d09_sourceThatFails_leavesTheLastGoodKeys() {
        return Stream.of(
                () -> {
                    throw new IOException("gone");
                },
                () -> {
                    throw new IllegalArgumentException("Line 1");
                },
                () -> {
                    throw new AssertionError("broken");
                },
                () -> null,
                () -> KeySet.of("other", List.of(key("k2", Status.SEALING))));
    }

    @ParameterizedTest
    @MethodSource
    void d09_sourceThatFails_leavesTheLastGoodKeys(Callable<KeySet> failure) {
        source.answer = failure;
        for (int failed = 1; failed <= 3; failed++) {
            server.clock.advance(Duration.ofSeconds(30));
            assertEquals("k1", sealingKey());
            assertEquals(failed, server.listener.keysUnavailable.size());
        }
        source.answer = () -> ROTATED;
        server.clock.advance(Duration.ofSeconds(30));
        assertEquals("k2", sealingKey());
        assertEquals(List.of(ROTATED), server.listener.keysChanged);
    }

    @Test
    void keys_ofAnotherSealer_areReportedByBothNames() {
        source.answer = () -> KeySet.of("other", List.of(key("k2", Status.SEALING)));
        server.clock.advance(Duration.ofSeconds(30));
        sealingKey();
        Throwable fault = server.listener.keysUnavailable.get(0);
        assertInstanceOf(IllegalStateException.class, fault);
        for (String fact : List.of("other", "hmac-sha256", "the test's source")) {
            assertTrue(fault.getMessage().contains(fact));
        }
    }

    @Test
    void source_thatFailsTheVirtualMachine_letsItPassAndIsReadAgain() {
        StackOverflowError error = new StackOverflowError();
        source.answer = () -> {
            throw error;
        };
        server.clock.advance(Duration.ofSeconds(30));
        assertSame(error, assertThrows(StackOverflowError.class, this::sealingKey));
        source.answer = () -> ROTATED;
        server.clock.advance(Duration.ofSeconds(30));
        assertEquals("k2", sealingKey());
    }

    @Test
    void interval_ofZero_readsForEveryUse() {
        ResumeTokenManager eager =
                server.builder(source).keysReload(Duration.ZERO).build();
        int before = source.reads;
        eager.issue(session().build());
        eager.issue(session().build());
        assertEquals(before + 2, source.reads);
    }

    @Test
    void keys_ofTheAcceptedSealer_areReloadedToo() {
        Source others = new Source();
        others.answer = () -> KeySet.of("other", List.of(key("k3", Status.SEALING)));
        ResumeTokenManager accepting =
                server.builder().acceptSealer(new MacProvider("other"), others).build();
        others.answer = () -> KeySet.of("other", List.of(key("k4", Status.SEALING)));
        server.clock.advance(Duration.ofSeconds(30));
        Handmade token = new Handmade(server.codec.remember(session().build()));
        token.sealer = "other";
        token.key = "k4";
        token.secret = Fixtures.secret(4);
        assertEquals("k4", accepting.open(token.text()).header().keyId());
    }

    @Test
    void d10_keyIdOfAnotherSealer_afterAReload_isReportedAndLeavesTheLastGoodKeys() {
        Source others = new Source();
        others.answer = () -> KeySet.of("other", List.of(key("k3", Status.SEALING)));
        ResumeTokenManager accepting = server.builder(source)
                .acceptSealer(new MacProvider("other"), others)
                .build();
        others.answer = () -> KeySet.of("other", List.of(key("k1", Status.SEALING)));
        server.clock.advance(Duration.ofSeconds(30));
        Handmade token = new Handmade(server.codec.remember(session().build()));
        token.sealer = "other";
        token.key = "k3";
        token.secret = Fixtures.secret(3);
        assertEquals("k3", accepting.open(token.text()).header().keyId());
        assertTrue(server.listener.keysUnavailable.get(0).getMessage().contains("k1"));
        assertEquals(List.of(), server.listener.keysChanged);
    }

    @Test
    void d10_keyIdThatItsSealerGaveUp_isFreeForAnother() {
        Source others = new Source();
        others.answer = () -> KeySet.of("other", List.of(key("k3", Status.SEALING)));
        ResumeTokenManager accepting = server.builder(source)
                .acceptSealer(new MacProvider("other"), others)
                .build();
        source.answer = () -> keys(key("k2", Status.SEALING));
        server.clock.advance(Duration.ofSeconds(30));
        accepting.issue(session().build());
        others.answer = () -> KeySet.of("other", List.of(key("k1", Status.SEALING)));
        Handmade token = new Handmade(server.codec.remember(session().build()));
        token.sealer = "other";
        assertEquals("k1", accepting.open(token.text()).header().keyId());
    }

    @Test
    void d07_floodOfUnknownKeys_takesNothingFromThePeriodicReload() {
        for (int second = 1; second < 30; second++) {
            server.clock.advance(Duration.ofSeconds(1));
            assertEquals(Reason.UNKNOWN_KEY, reason(() -> manager.open(tokenOf(9))));
        }
        assertEquals(30, source.reads);
        source.answer = () -> ROTATED;
        server.clock.advance(Duration.ofMillis(999));
        assertEquals("k1", sealingKey());
        server.clock.advance(Duration.ofMillis(1));
        assertEquals("k2", sealingKey());
        assertEquals(31, source.reads);
    }

    @Test
    void sealer_thatCannotBeMade_isToldAsAFaultOfItsProvider() {
        StubSealerProvider provider = new StubSealerProvider();
        provider.making = () -> {
            throw new UnsupportedOperationException("secret");
        };
        var error = assertThrows(
                IllegalStateException.class,
                () -> ResumeTokenManager.builder()
                        .codec(new MemoryCodec())
                        .sealer(provider)
                        .keys(KeySource.of(KeySet.of("hmac-sha256", List.of(Fixtures.key("k1", Status.SEALING)))))
                        .build());
        assertEquals(
                "The sealer hmac-sha256 cannot be made: it failed with java.lang.UnsupportedOperationException, a fault"
                        + " of its provider",
                error.getMessage());
    }
}

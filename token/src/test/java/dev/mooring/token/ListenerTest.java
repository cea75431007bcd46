package dev.mooring.token;

import static dev.mooring.token.Fixtures.reason;
import static dev.mooring.token.Fixtures.session;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.token.ResumeTokenException.Reason;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ListenerTest {
    private final Fixtures.Server server = new Fixtures.Server();

    static List<Throwable> faults() {
        return List.of(new IllegalStateException(), new AssertionError(), new LinkageError());
    }

    private static TokenListener throwing(Throwable fault) {
        return (TokenListener) Proxy.newProxyInstance(
                TokenListener.class.getClassLoader(), new Class<?>[] {TokenListener.class}, (proxy, method, args) -> {
                    throw fault;
                });
    }

    private ResumeTokenManager manager(TokenListener listener, KeySource keys) {
        return ResumeTokenManager.builder()
                .codec(server.codec)
                .sealer(server.sealer)
                .keys(keys)
                .clock(server.clock)
                .listener(listener)
                .build();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void listener_thatThrows_changesNothing(Throwable fault) {
        AtomicReference<KeySet> keys = new AtomicReference<>(Fixtures.keys());
        ResumeTokenManager manager = manager(throwing(fault), () -> {
            if (keys.get() == null) {
                throw new IOException("gone");
            }
            return keys.get();
        });
        String text = manager.issue(session().build()).text();
        assertEquals(session().build(), manager.open(text).snapshot());
        assertEquals(Reason.MALFORMED, reason(() -> manager.open("x")));
        keys.set(Fixtures.keys(
                Fixtures.key("k1", TokenKey.Status.OPENING), Fixtures.key("k2", TokenKey.Status.SEALING)));
        server.clock.advance(Duration.ofMinutes(1));
        assertEquals(session().build(), manager.open(text).snapshot());
        keys.set(null);
        server.clock.advance(Duration.ofMinutes(1));
        assertEquals(session().build(), manager.open(text).snapshot());
    }

    @Test
    void listener_withErrorOfTheVirtualMachine_letsItPass() {
        StackOverflowError error = new StackOverflowError();
        ResumeTokenManager manager = manager(throwing(error), KeySource.of(Fixtures.keys()));
        assertSame(error, assertThrows(StackOverflowError.class, () -> manager.open("x")));
    }

    @Test
    void listener_isToldOfIssuingAndOpening() {
        ResumeTokenManager manager = server.manager();
        ResumeToken token = manager.issue(session().build());
        OpenedToken opened = manager.open(token.text());
        assertEquals(List.of(opened.header()), server.listener.issued);
        assertEquals(List.of(opened), server.listener.opened);
        assertEquals(List.of(), server.listener.refused);
    }

    @Test
    void listener_isToldOfRefusedIssuing() {
        ResumeTokenManager manager = server.manager();
        server.clock.advance(Duration.ofDays(2));
        assertEquals(
                Reason.SESSION_TOO_OLD, reason(() -> manager.issue(session().build())));
        assertEquals(
                List.of(new TokenListener.Refusal(Reason.SESSION_TOO_OLD, "unknown", "hmac-sha256", "memory", null)),
                server.listener.refused);
    }

    @Test
    void listeners_afterOneThatThrows_areToldInOrder() {
        RecordingListener second = new RecordingListener();
        ResumeTokenManager manager = server.builder()
                .listener(throwing(new AssertionError()))
                .listener(second)
                .build();
        manager.issue(session().build());
        assertEquals(1, server.listener.issued.size());
        assertEquals(server.listener.issued, second.issued);
    }

    @Test
    void l14_refusal_ofAnIdThatAClientMadeUp_isToldAsUnknown() {
        ResumeTokenManager manager = server.manager();
        Handmade token = new Handmade(new byte[1]);
        token.key = "madeup";
        assertEquals(Reason.UNKNOWN_KEY, reason(() -> manager.open(token.text())));
        token.codec = "made-up";
        assertEquals(Reason.UNSUPPORTED, reason(() -> manager.open(token.text())));
        token.sealer = "made-up";
        assertEquals(Reason.UNSUPPORTED, reason(() -> manager.open(token.text())));
        assertEquals(
                List.of(
                        new TokenListener.Refusal(Reason.UNKNOWN_KEY, "unknown", "hmac-sha256", "memory", null),
                        new TokenListener.Refusal(Reason.UNSUPPORTED, "unknown", "hmac-sha256", "unknown", null),
                        new TokenListener.Refusal(Reason.UNSUPPORTED, "unknown", "unknown", "unknown", null)),
                server.listener.refused);
    }

    @Test
    void listener_thatOverridesNothing_isEnough() {
        ResumeTokenManager manager = manager(new TokenListener() {}, KeySource.of(Fixtures.keys()));
        assertEquals(
                session().build(),
                manager.open(manager.issue(session().build()).text()).snapshot());
        assertEquals(Reason.MALFORMED, reason(() -> manager.open("x")));
    }

    /** A message may show anything, and a class only who is at fault. */
    @Test
    void refusal_asText_showsTheClassOfAFault() {
        TokenListener.Refusal plain = new TokenListener.Refusal(Reason.EXPIRED, "k1", "plain", "json", null);
        assertEquals("Refusal[EXPIRED, key k1, sealer plain, codec json]", plain.toString());
        TokenListener.Refusal faulty = new TokenListener.Refusal(
                Reason.UNSUPPORTED, "k1", "plain", "json", new IllegalStateException("secret"));
        assertEquals(
                "Refusal[UNSUPPORTED, key k1, sealer plain, codec json, java.lang.IllegalStateException]",
                faulty.toString());
    }
}

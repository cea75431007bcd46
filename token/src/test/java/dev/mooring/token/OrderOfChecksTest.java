package dev.mooring.token;

import static dev.mooring.token.Fixtures.NOW;
import static dev.mooring.token.Fixtures.reason;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotBuilder;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.token.Explanation.Check;
import dev.mooring.token.ResumeTokenException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Of two faults in one token the earlier check speaks, and nothing is done that a later check would need. */
class OrderOfChecksTest {

    /** A token with faults, and the server that it meets. */
    private static final class Meeting {
        final Fixtures.Server server = new Fixtures.Server();
        final Handmade token = new Handmade(new byte[0]);
        final SnapshotBuilder session;
        final ResumeTokenManager.Builder builder = server.builder();
        String payload;
        String prefix = "mrt1.";
        String suffix = "";
        boolean sealBroken;
        boolean tooLong;

        Meeting(Set<Fault> faults) {
            Duration age = faults.contains(Fault.SESSION_AGE) ? Duration.ofHours(24) : Duration.ZERO;
            session = SessionSnapshot.builder("session-1", NOW.minus(age));
            // the later ones first, because an earlier one has to leave its mark on their result
            Stream.of(Fault.values())
                    .sorted((a, b) -> b.compareTo(a))
                    .filter(faults::contains)
                    .forEach(fault -> fault.mark.accept(this));
        }

        Reason outcome() {
            String text = text();
            ResumeTokenManager manager = builder.build();
            return reason(() -> manager.open(text));
        }

        Explanation explanation() {
            String text = text();
            return builder.build().explain(text, TokenContext.none());
        }

        private String text() {
            byte[] number = server.codec.remember(session.build());
            token.payload = payload == null ? number : Handmade.utf8(payload);
            byte[] frame = token.frame();
            frame[frame.length - 1] ^= (byte) (sealBroken ? 1 : 0);
            String text = prefix + Handmade.text(frame).substring("mrt1.".length()) + suffix;
            builder.maxTokenChars(text.length() - (tooLong ? 1 : 0));
            return text;
        }
    }

    /** The faults of a token, in the order in which it is checked. */
    private enum Fault {
        TEXT_LENGTH(Check.LENGTH, Reason.TOO_LARGE, it -> it.tooLong = true),
        TEXT_VERSION(Check.TEXT, Reason.UNSUPPORTED, it -> it.prefix = "mrt2."),
        SPELLING(Check.TEXT, Reason.MALFORMED, it -> it.suffix = "="),
        FRAME_VERSION(Check.FRAME, Reason.UNSUPPORTED, it -> it.token.version = 2),
        FLAG(Check.FRAME, Reason.UNSUPPORTED, it -> it.token.flags |= 4),
        ID_GRAMMAR(Check.FRAME, Reason.MALFORMED, it -> it.token.sealer = "HMAC"),
        CODEC(Check.ENABLED, Reason.UNSUPPORTED, it -> it.token.codec = "other"),
        KEY(Check.KEY, Reason.UNKNOWN_KEY, it -> it.token.key = "k9"),
        SEAL(Check.SEAL, Reason.INVALID_SIGNATURE, it -> it.sealBroken = true),
        TIMES(Check.TIMES, Reason.INVALID_SNAPSHOT, it -> it.token.expiresAt = it.token.issuedAt),
        FUTURE(Check.TIMES, Reason.NOT_YET_VALID, it -> it.token.issuedAt = NOW.toEpochMilli() + 1_800_000),
        EXPIRED(Check.TIMES, Reason.EXPIRED, it -> {
            it.token.issuedAt = NOW.toEpochMilli() - 1_800_000;
            it.token.expiresAt = NOW.toEpochMilli();
        }),
        REVOKED(Check.TIMES, Reason.REVOKED, it -> it.builder.notBefore(NOW.plusSeconds(7_200))),
        PAYLOAD_SIZE(
                Check.PAYLOAD,
                Reason.TOO_LARGE,
                it -> it.builder.limits(
                        SnapshotLimits.builder().maxPayloadBytes(1).build())),
        INFLATE(Check.PAYLOAD, Reason.INVALID_SNAPSHOT, it -> it.token.flags |= 1),
        DECODE(Check.DOCUMENT, Reason.UNSUPPORTED, it -> it.payload = "newer"),
        SNAPSHOT(Check.SNAPSHOT, Reason.INVALID_SNAPSHOT, it -> it.session.importStub(1, "")),
        SESSION_AGE(Check.AGE, Reason.SESSION_TOO_OLD, it -> {});

        final Check check;
        final Reason reason;
        final Consumer<Meeting> mark;

        Fault(Check check, Reason reason, Consumer<Meeting> mark) {
            this.check = check;
            this.reason = reason;
            this.mark = mark;
        }
    }

    /** Pairs that one token cannot have: with the one, the other is not there. */
    private static final Set<Set<Fault>> EXCLUSIVE = Set.of(
            Set.of(Fault.FUTURE, Fault.EXPIRED),
            Set.of(Fault.DECODE, Fault.SNAPSHOT),
            Set.of(Fault.DECODE, Fault.SESSION_AGE));

    static Stream<Arguments> f15_twoFaults_theEarlierSpeaks() {
        List<Fault> all = List.of(Fault.values());
        return IntStream.range(0, all.size())
                .boxed()
                .flatMap(i -> all.subList(i + 1, all.size()).stream()
                        .filter(later -> !EXCLUSIVE.contains(Set.of(all.get(i), later)))
                        .map(later -> Arguments.of(all.get(i), later)));
    }

    @ParameterizedTest
    @MethodSource
    void f15_twoFaults_theEarlierSpeaks(Fault earlier, Fault later) {
        Meeting meeting = new Meeting(Set.of(earlier, later));
        assertEquals(earlier.reason, meeting.outcome());
        assertDoneUpTo(earlier, meeting);
    }

    @ParameterizedTest
    @EnumSource
    void i01_oneFault_nothingIsDoneThatComesLater(Fault fault) {
        Meeting meeting = new Meeting(Set.of(fault));
        assertEquals(fault.reason, meeting.outcome());
        assertDoneUpTo(fault, meeting);
    }

    @ParameterizedTest
    @EnumSource
    void explanation_ofOneFault_stopsAtItsCheckAndTellsNoListener(Fault fault) {
        Meeting meeting = new Meeting(Set.of(fault));
        Explanation explanation = meeting.explanation();
        assertEquals(fault.reason, explanation.refusal().orElseThrow().reason());
        assertEquals(Optional.of(fault.check), explanation.refusedBy());
        assertEquals(
                List.of(Check.values()).subList(0, fault.check.ordinal() + 1),
                explanation.steps().stream().map(Explanation.Step::check).toList());
        assertEquals(fault.compareTo(Fault.KEY) > 0 ? 1 : 0, meeting.server.sealer.opened.get());
        assertEquals(List.of(), meeting.server.listener.refused);
    }

    private static void assertDoneUpTo(Fault fault, Meeting meeting) {
        boolean keyKnown = fault.compareTo(Fault.KEY) > 0;
        assertEquals(keyKnown ? 1 : 0, meeting.server.sealer.opened.get());
        assertEquals(fault.compareTo(Fault.DECODE) >= 0 ? 1 : 0, meeting.server.codec.decoded.get());
        TokenListener.Refusal told = new TokenListener.Refusal(
                fault.reason,
                keyKnown ? "k1" : "unknown",
                fault.compareTo(Fault.CODEC) >= 0 ? "hmac-sha256" : "unknown",
                fault.compareTo(Fault.KEY) >= 0 ? "memory" : "unknown",
                null);
        assertEquals(List.of(told), meeting.server.listener.refused);
        assertEquals(List.of(), meeting.server.listener.opened);
    }

    @Test
    void open_withManyKeys_isOneOperationOfTheSealer() {
        Fixtures.Server server = new Fixtures.Server();
        TokenKey[] keys = IntStream.range(0, 50)
                .mapToObj(i -> Fixtures.key("k" + i, i == 0 ? TokenKey.Status.SEALING : TokenKey.Status.OPENING))
                .toArray(TokenKey[]::new);
        ResumeTokenManager manager =
                server.builder(KeySource.of(Fixtures.keys(keys))).build();
        Handmade token = new Handmade(server.codec.remember(Fixtures.session().build()));
        token.key = "k49";
        token.secret = Fixtures.secret(49);
        manager.open(token.text());
        assertEquals(1, server.sealer.opened.get());
        assertEquals(1, server.codec.decoded.get());
        byte[] broken = token.frame();
        broken[broken.length - 1]++;
        assertEquals(Reason.INVALID_SIGNATURE, reason(() -> manager.open(Handmade.text(broken))));
        assertEquals(2, server.sealer.opened.get());
    }

    /** The seal takes time: the clock that was right before it can be wrong after it, both ways. */
    @Test
    void clock_forTheToken_isReadAfterTheSealWasOpened() {
        Fixtures.Server server = new Fixtures.Server();
        ResumeTokenManager manager = server.manager();
        Handmade token = new Handmade(server.codec.remember(Fixtures.session().build()));
        Instant lastMoment = Instant.ofEpochMilli(token.expiresAt - 1);
        Instant expiry = Instant.ofEpochMilli(token.expiresAt);
        server.clock.set(lastMoment);
        server.sealer.whileOpening(() -> server.clock.set(expiry));
        assertEquals(Reason.EXPIRED, reason(() -> manager.open(token.text())));
        server.clock.set(expiry);
        server.sealer.whileOpening(() -> server.clock.set(lastMoment));
        manager.open(token.text());
    }

    @Test
    void clock_forTheSession_isReadAfterTheSealWasOpened() {
        Fixtures.Server server = new Fixtures.Server();
        ResumeTokenManager manager = server.manager();
        SessionSnapshot session =
                Fixtures.session().maxAge(Duration.ofMinutes(1)).build();
        Handmade token = new Handmade(server.codec.remember(session));
        Instant end = NOW.plus(session.maxAge());
        server.clock.set(end.minusMillis(1));
        server.sealer.whileOpening(() -> server.clock.set(end));
        assertEquals(Reason.SESSION_TOO_OLD, reason(() -> manager.open(token.text())));
    }

    @Test
    void sealer_notEnabled_isToldBeforeTheCodec() {
        Fixtures.Server server = new Fixtures.Server();
        Handmade token = new Handmade(new byte[0]);
        token.sealer = "none";
        token.codec = "other";
        ResumeTokenException refusal = Fixtures.refusal(() -> server.manager().open(token.text()));
        assertEquals(Reason.UNSUPPORTED, refusal.reason());
        for (String fact : Arrays.asList("sealer", "none", "hmac-sha256")) {
            assertEquals(true, refusal.getMessage().contains(fact));
        }
    }

    @Test
    void clientMessage_isTheSameForEveryReason() {
        for (Reason reason : Reason.values()) {
            assertEquals("The session cannot be resumed", new ResumeTokenException(reason, "m").clientMessage());
        }
    }

    @Test
    void refusal_isAsRetryableAsItsReason_unlessTold() {
        Set<Reason> retryable =
                EnumSet.of(Reason.UNKNOWN_KEY, Reason.NOT_YET_VALID, Reason.RESTORE_CONFLICT, Reason.DRAINING);
        for (Reason reason : Reason.values()) {
            assertEquals(retryable.contains(reason), new ResumeTokenException(reason, "m").retryable());
            assertTrue(new ResumeTokenException(reason, "m", true).retryable());
            assertFalse(new ResumeTokenException(reason, "m", false).retryable());
        }
    }
}

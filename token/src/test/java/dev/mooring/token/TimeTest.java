package dev.mooring.token;

import static dev.mooring.token.Fixtures.NOW;
import static dev.mooring.token.Fixtures.reason;
import static dev.mooring.token.Fixtures.refusal;
import static dev.mooring.token.Fixtures.session;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.Value;
import dev.mooring.token.ResumeTokenException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every boundary to the millisecond (ATTACKS F). */
class TimeTest {
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final Duration STEP = Duration.ofMinutes(10);

    private final Fixtures.Server server = new Fixtures.Server();

    private void assertOpensAt(ResumeTokenManager manager, Instant time, String text) {
        server.clock.set(time);
        assertEquals("session-1", manager.open(text).snapshot().sessionId());
    }

    private void assertRefusedAt(Reason expected, ResumeTokenManager manager, Instant time, String text) {
        server.clock.set(time);
        assertEquals(expected, reason(() -> manager.open(text)));
    }

    private Handmade token() {
        return new Handmade(server.codec.remember(session().build()));
    }

    @Test
    void f01_token_isValidOnlyBeforeItsExpiry() {
        ResumeTokenManager manager = server.builder().ttl(Duration.ofMinutes(5)).build();
        ResumeToken token = manager.issue(session().build());
        Instant end = NOW.plus(Duration.ofMinutes(5));
        assertEquals(end, token.expiresAt());
        assertOpensAt(manager, NOW, token.text());
        assertOpensAt(manager, end.minusNanos(1), token.text());
        assertRefusedAt(Reason.EXPIRED, manager, end, token.text());
        assertRefusedAt(Reason.EXPIRED, manager, end.plus(SKEW), token.text());
    }

    @Test
    void f01_ttlBelowAMillisecondsFraction_isCutAlikeInTokenAndHeader() {
        ResumeTokenManager manager =
                server.builder().ttl(Duration.ofNanos(1_999_999)).build();
        ResumeToken token = manager.issue(session().build());
        assertEquals(NOW.plusMillis(1), token.expiresAt());
        assertEquals(token.expiresAt(), manager.open(token.text()).header().expiresAt());
        assertEquals(token.expiresAt(), server.listener.issued.get(0).expiresAt());
    }

    @Test
    void f04_f10_token_ofAClockAhead_opensWithinTheSkewOnly() {
        ResumeTokenManager manager = server.manager();
        Handmade token = token();
        token.issuedAt = NOW.plus(SKEW).toEpochMilli();
        assertOpensAt(manager, NOW, token.text());
        assertRefusedAt(Reason.NOT_YET_VALID, manager, NOW.minusMillis(1), token.text());
        assertTrue(Fixtures.refusal(() -> manager.open(token.text())).retryable());
    }

    @Test
    void f04_skewOfZero_allowsNoMillisecond() {
        ResumeTokenManager manager = server.builder().clockSkew(Duration.ZERO).build();
        assertOpensAt(manager, NOW, token().text());
        assertRefusedAt(Reason.NOT_YET_VALID, manager, NOW.minusMillis(1), token().text());
    }

    @Test
    void f08_clockSetBack_isNotYetValidAndNothingElse() {
        ResumeTokenManager manager = server.manager();
        String text = manager.issue(session().build()).text();
        assertRefusedAt(Reason.NOT_YET_VALID, manager, NOW.minus(Duration.ofHours(1)), text);
        assertRefusedAt(Reason.NOT_YET_VALID, manager, Instant.EPOCH, text);
        assertOpensAt(manager, NOW, text);
    }

    @Test
    void maxTtl_capsTheLifeOfTokensOpened() {
        ResumeTokenManager manager = server.builder()
                .maxTtl(Duration.ofMinutes(10))
                .ttl(Duration.ofMinutes(1))
                .build();
        String text = token().text();
        assertOpensAt(manager, NOW.plus(Duration.ofMinutes(10)).minusMillis(1), text);
        assertRefusedAt(Reason.EXPIRED, manager, NOW.plus(Duration.ofMinutes(10)), text);
    }

    @Test
    void maxTtl_byDefault_isTheMaxSessionAge() {
        ResumeTokenManager manager =
                server.builder().maxSessionAge(Duration.ofHours(2)).build();
        Handmade token = new Handmade(server.codec.remember(
                SessionSnapshot.builder("session-1", NOW.plusSeconds(20)).build()));
        token.expiresAt = Long.MAX_VALUE;
        assertOpensAt(manager, NOW.plus(Duration.ofHours(2)).minusMillis(1), token.text());
        assertRefusedAt(Reason.EXPIRED, manager, NOW.plus(Duration.ofHours(2)), token.text());
    }

    @Test
    void defaultTtl_underAShorterMaxTtl_shrinks() {
        ResumeTokenManager short1 =
                server.builder().maxTtl(Duration.ofMinutes(10)).build();
        assertEquals(
                NOW.plus(Duration.ofMinutes(10)),
                short1.issue(session().build()).expiresAt());
        ResumeTokenManager short2 =
                server.builder().maxSessionAge(Duration.ofMinutes(10)).build();
        assertEquals(
                NOW.plus(Duration.ofMinutes(10)),
                short2.issue(session().build()).expiresAt());
        ResumeTokenManager usual = server.manager();
        assertEquals(
                NOW.plus(Duration.ofHours(1)), usual.issue(session().build()).expiresAt());
    }

    @Test
    void explicitTtl_aboveMaxTtl_isAnErrorAndAtIt_passes() {
        ResumeTokenManager.Builder over = server.builder()
                .maxTtl(Duration.ofMinutes(10))
                .ttl(Duration.ofMinutes(10).plusMillis(1));
        var error = assertThrows(IllegalStateException.class, over::build);
        assertTrue(error.getMessage().contains("PT10M"));
        server.builder()
                .maxTtl(Duration.ofMinutes(10))
                .ttl(Duration.ofMinutes(10))
                .build();
        ResumeTokenManager.Builder overAge =
                server.builder().maxSessionAge(Duration.ofMinutes(10)).ttl(Duration.ofMinutes(11));
        assertThrows(IllegalStateException.class, overAge::build);
    }

    @Test
    void f07_expiry_neverGoesBeyondTheSessionsEnd() {
        ResumeTokenManager manager = server.manager();
        SessionSnapshot old = SessionSnapshot.builder(
                        "session-1", NOW.minus(Duration.ofHours(24)).plusMillis(1))
                .build();
        assertEquals(NOW.plusMillis(1), manager.issue(old).expiresAt());
        server.clock.advance(Duration.ofMillis(1));
        assertEquals(Reason.SESSION_TOO_OLD, reason(() -> manager.issue(old)));
    }

    @Test
    void f07_refreshedToken_ofTooOldASession_isRefused() {
        ResumeTokenManager manager = server.manager();
        ResumeToken token = manager.issue(session().build());
        for (int refresh = 1; refresh <= 24; refresh++) {
            server.clock.set(NOW.plus(Duration.ofMinutes(59L * refresh)));
            SessionSnapshot again = manager.open(token.text()).snapshot();
            token = manager.issue(again);
        }
        assertEquals(NOW.plus(Duration.ofHours(24)), token.expiresAt());
        String last = token.text();
        assertRefusedAt(Reason.EXPIRED, manager, NOW.plus(Duration.ofHours(24)), last);
    }

    @Test
    void sessionAge_ofItsOwn_ends_exclusively() {
        ResumeTokenManager manager = server.manager();
        SessionSnapshot snapshot = session().maxAge(Duration.ofMinutes(30)).build();
        Handmade token = new Handmade(server.codec.remember(snapshot));
        assertOpensAt(manager, NOW.plus(Duration.ofMinutes(30)).minusMillis(1), token.text());
        assertRefusedAt(Reason.SESSION_TOO_OLD, manager, NOW.plus(Duration.ofMinutes(30)), token.text());
    }

    @Test
    void sessionAge_ofTheServerNow_wins_whereSmaller() {
        String text = server.manager().issue(session().build()).text();
        ResumeTokenManager stricter = server.builder()
                .maxSessionAge(Duration.ofMinutes(20))
                .maxTtl(Duration.ofHours(24))
                .build();
        assertOpensAt(stricter, NOW.plus(Duration.ofMinutes(20)).minusMillis(1), text);
        assertRefusedAt(Reason.SESSION_TOO_OLD, stricter, NOW.plus(Duration.ofMinutes(20)), text);
    }

    @Test
    void sessionAge_whenIssued_isClampedToTheServers() {
        SessionSnapshot ageless =
                session().maxAge(Duration.ofSeconds(Value.MAX_INTEGER)).build();
        ResumeTokenManager manager = server.builder()
                .maxSessionAge(Duration.ofHours(3).plusMillis(500))
                .build();
        ResumeToken token = manager.issue(ageless);
        assertEquals(Duration.ofHours(3), manager.open(token.text()).snapshot().maxAge());
        SessionSnapshot modest = session().maxAge(Duration.ofHours(2)).build();
        assertEquals(modest, manager.open(manager.issue(modest).text()).snapshot());
    }

    @Test
    void f06_maxAge_thatNeverEnds_isTheServersWhenOpened() {
        SessionSnapshot ageless =
                session().maxAge(Duration.ofSeconds(Value.MAX_INTEGER)).build();
        Handmade token = new Handmade(server.codec.remember(ageless));
        token.expiresAt = Long.MAX_VALUE;
        ResumeTokenManager manager =
                server.builder().maxTtl(Duration.ofDays(30)).build();
        assertOpensAt(manager, NOW.plus(Duration.ofHours(24)).minusMillis(1), token.text());
        assertRefusedAt(Reason.SESSION_TOO_OLD, manager, NOW.plus(Duration.ofHours(24)), token.text());
    }

    @Test
    void d18_notBefore_revokesWhatWasIssuedEarlier() {
        ResumeTokenManager manager = server.builder().notBefore(NOW).build();
        Handmade token = token();
        assertOpensAt(manager, NOW, token.text());
        token.issuedAt--;
        assertRefusedAt(Reason.REVOKED, manager, NOW, token.text());
    }

    static Stream<Arguments> b07_times_thatMakeNoSense_areAnInvalidSnapshot() {
        long now = NOW.toEpochMilli();
        return Stream.of(
                Arguments.of(now, now),
                Arguments.of(now, now - 1),
                Arguments.of(now, Long.MIN_VALUE),
                Arguments.of(-1L, now + 1),
                Arguments.of(Long.MIN_VALUE, Long.MAX_VALUE),
                Arguments.of(Long.MIN_VALUE, Long.MIN_VALUE),
                Arguments.of(Long.MAX_VALUE, Long.MAX_VALUE),
                Arguments.of(Long.MAX_VALUE, Long.MIN_VALUE));
    }

    @ParameterizedTest
    @MethodSource
    void b07_times_thatMakeNoSense_areAnInvalidSnapshot(long issuedAt, long expiresAt) {
        Handmade token = token();
        token.issuedAt = issuedAt;
        token.expiresAt = expiresAt;
        assertRefusedAt(Reason.INVALID_SNAPSHOT, server.manager(), NOW, token.text());
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775806, 9223372036854775807, NOT_YET_VALID",
        "0, 9223372036854775807, EXPIRED",
        "0, 1, EXPIRED"
    })
    void f06_times_farApart_doNotOverflow(long issuedAt, long expiresAt, Reason expected) {
        Handmade token = token();
        token.issuedAt = issuedAt;
        token.expiresAt = expiresAt;
        assertRefusedAt(expected, server.manager(), NOW, token.text());
    }

    @Test
    void b07_session_createdAfterTheToken_isAnInvalidSnapshotBeyondTheSkew() {
        ResumeTokenManager manager = server.manager();
        for (long millis : new long[] {0, 1}) {
            SessionSnapshot later = SessionSnapshot.builder(
                            "session-1", NOW.plus(SKEW).plusMillis(millis))
                    .build();
            String text = new Handmade(server.codec.remember(later)).text();
            Instant afterwards = NOW.plus(Duration.ofMinutes(1));
            if (millis == 0) {
                assertOpensAt(manager, afterwards, text);
            } else {
                assertRefusedAt(Reason.INVALID_SNAPSHOT, manager, afterwards, text);
            }
        }
    }

    @Test
    void b07_issue_ofASessionFromTheFuture_failsBeyondTheGreatestSkew() {
        ResumeTokenManager manager = server.manager();
        SessionSnapshot ahead =
                SessionSnapshot.builder("session-1", NOW.plus(SKEW)).build();
        assertEquals(
                "session-1",
                manager.open(manager.issue(ahead).text()).snapshot().sessionId());
        server.clock.set(ahead.createdAt().minus(STEP).minusMillis(1));
        ResumeTokenException refusal = refusal(() -> manager.issue(ahead));
        assertEquals(Reason.ENCODING_FAILED, refusal.reason());
        assertTrue(refusal.getMessage().contains("set the clock"), refusal.getMessage());
    }

    /** A clock that was set back must not cost the sessions that began since: other servers open their tokens at once. */
    @Test
    void issue_afterTheClockWasSetBack_isFromTheBeginningOfTheSession() {
        ResumeTokenManager manager = server.manager();
        SessionSnapshot young = SessionSnapshot.builder("session-1", NOW).build();
        for (Instant back : List.of(NOW.minus(SKEW).minusMillis(1), NOW.minus(STEP))) {
            server.clock.set(back);
            ResumeToken token = manager.issue(young);
            assertEquals(NOW, token.issuedAt());
            assertEquals(NOW.plus(ResumeTokenManager.Builder.DEFAULT_TTL), token.expiresAt());
            assertEquals(Reason.NOT_YET_VALID, reason(() -> manager.open(token.text())));
            server.clock.set(NOW.minus(SKEW));
            assertEquals(young, manager.open(token.text()).snapshot());
        }
        server.clock.set(NOW.minus(SKEW));
        assertEquals(NOW.minus(SKEW), manager.issue(young).issuedAt());
    }

    static Stream<Consumer<ResumeTokenManager.Builder>> f02_durations_outOfRange_areRefused() {
        Duration huge = Duration.ofSeconds(Long.MAX_VALUE);
        Duration day31 = Duration.ofDays(30).plusNanos(1);
        return Stream.of(
                b -> b.ttl(Duration.ZERO),
                b -> b.ttl(Duration.ofNanos(999_999)),
                b -> b.ttl(Duration.ofMillis(-1)),
                b -> b.ttl(huge),
                b -> b.ttl(day31),
                b -> b.maxTtl(Duration.ZERO),
                b -> b.maxTtl(huge),
                b -> b.maxTtl(day31),
                b -> b.maxSessionAge(Duration.ofMillis(999)),
                b -> b.maxSessionAge(day31),
                b -> b.maxSessionAge(Duration.ofSeconds(Long.MIN_VALUE)),
                b -> b.clockSkew(Duration.ofNanos(-1)),
                b -> b.clockSkew(Duration.ofMinutes(10).plusNanos(1)),
                b -> b.keysReload(Duration.ofNanos(-1)),
                b -> b.keysReload(huge));
    }

    @ParameterizedTest
    @MethodSource
    void f02_durations_outOfRange_areRefused(Consumer<ResumeTokenManager.Builder> setting) {
        assertThrows(IllegalArgumentException.class, () -> setting.accept(ResumeTokenManager.builder()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT600H", "P25D", "P30D"})
    void f11_sessionOfManyDays_keepsItsMilliseconds(Duration age) {
        ResumeTokenManager manager =
                server.builder().maxSessionAge(age).ttl(age).build();
        ResumeToken token = manager.issue(session().maxAge(age).build());
        assertEquals(NOW.plus(age), token.expiresAt());
        assertOpensAt(manager, NOW.plus(age).minusMillis(1), token.text());
        assertRefusedAt(Reason.EXPIRED, manager, NOW.plus(age), token.text());
    }

    @Test
    void greatestSettings_pass() {
        server.builder()
                .maxSessionAge(Duration.ofDays(30))
                .maxTtl(Duration.ofDays(30))
                .ttl(Duration.ofDays(30))
                .clockSkew(Duration.ofMinutes(10))
                .keysReload(Duration.ofDays(30))
                .build();
        server.builder()
                .maxSessionAge(Duration.ofSeconds(1))
                .maxTtl(Duration.ofMillis(1))
                .ttl(Duration.ofMillis(1))
                .clockSkew(Duration.ZERO)
                .keysReload(Duration.ZERO)
                .build();
    }
}

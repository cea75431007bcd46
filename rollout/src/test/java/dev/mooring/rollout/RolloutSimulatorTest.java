package dev.mooring.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.keys.KeySet;
import dev.mooring.rollout.RolloutReport.Refusal;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.ResumeTokenManager;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RolloutSimulatorTest {
    private static final Instant START = Instant.parse("2026-11-24T10:00:00.123456789Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String BEFORE = """
            mooring-rollout 1
            step before
            keys create a.keys hmac-sha256 k1
            mooring.keys = file:a.keys
            mooring.codec = json
            """;

    @Test
    void key_promotedWithoutBeingStaged_isRefusedByServersThatHaveNotReadIt() throws IOException {
        List<Refusal> refusals = refusals("""
                step promote
                keys stage a.keys k2
                keys promote a.keys k2
                """);
        assertEquals(1, refusals.size(), refusals::toString);
        assertRefusal(refusals.get(0), "promote", Reason.UNKNOWN_KEY, "promote", "before");
        assertTrue(refusals.get(0).advice().contains("Accept first"));
    }

    /** Servers of "narrow" would refuse the same tokens, but for another reason, and those after them opened them again. */
    @Test
    void key_removedTooEarly_isBlamedOnTheStepThatRemovesIt() throws IOException {
        List<Refusal> refusals = refusals("""
                step narrow
                mooring.keys = file:a.keys
                mooring.codec = cbor
                step wide
                mooring.keys = file:a.keys
                mooring.codec = cbor
                mooring.accept.codecs = json,cbor
                step stage
                keys stage a.keys k2
                wait PT30S
                step promote
                keys promote a.keys k2
                step remove
                keys remove a.keys k1
                """);
        assertEquals(Set.of("remove"), steps(ofReason(refusals, Reason.UNKNOWN_KEY)), refusals::toString);
        assertTrue(steps(ofReason(refusals, Reason.UNSUPPORTED)).contains("narrow"), refusals::toString);
    }

    private static List<Refusal> ofReason(List<Refusal> refusals, Reason reason) {
        return refusals.stream().filter(refusal -> refusal.reason() == reason).toList();
    }

    @Test
    void keysAndProperties_changedInOneStep_arriveInEitherOrder() {
        KeySet old = KeyChanges.stage(KeyChanges.create("hmac-sha256", "k1"), "k2");
        KeySet unrelated = KeyChanges.create("hmac-sha256", "k3");
        Path a = Path.of("a.keys");
        Path b = Path.of("b.keys");
        RolloutPlan.Step before = new RolloutPlan.Step("before", json("a.keys"), Map.of(a, old, b, unrelated), HOUR);
        RolloutPlan.Step keys =
                new RolloutPlan.Step("keys", json("a.keys"), Map.of(a, old, b, old.promote("k2", Instant.EPOCH)), HOUR);
        RolloutPlan.Step after = new RolloutPlan.Step("after", json("b.keys"), keys.keyFiles(), HOUR);

        List<Refusal> apart = new RolloutSimulator(START)
                .run(new RolloutPlan(List.of(before, keys, after)))
                .refusals();
        List<Refusal> atOnce = new RolloutSimulator(START)
                .run(new RolloutPlan(List.of(before, after)))
                .refusals();

        assertEquals(List.of(), apart);
        assertEquals(Set.of("after"), steps(atOnce));
        assertEquals(Set.of(Reason.UNKNOWN_KEY), reasons(atOnce));
        atOnce.forEach(refusal -> assertTrue(refusal.advice().contains("two steps"), refusal::toString));
    }

    private static Map<String, String> json(String keys) {
        return Map.of("mooring.keys", "file:" + keys, "mooring.codec", "json");
    }

    @Test
    void reload_slowerThanTheWaitAfterStaging_isWaitedFor() throws IOException {
        String slow = BEFORE + "mooring.keys.reload = PT10M\n";
        String tail = "step stage\nkeys stage a.keys k2\nwait %s\nstep promote\nkeys promote a.keys k2\n";
        assertEquals(List.of(), run(slow + tail.formatted("PT10M")).refusals());
        List<Refusal> refusals = run(slow + tail.formatted("PT9M")).refusals();
        assertEquals(1, refusals.size(), refusals::toString);
        assertRefusal(refusals.get(0), "promote", Reason.UNKNOWN_KEY, "promote", "before");
        assertEquals(
                "Wait at least PT10M before this step; the plan waits PT9M",
                refusals.get(0).advice());
    }

    @Test
    void way_backFromAStepWithLongerTokens_isPlayed() throws IOException {
        List<Refusal> refusals = refusals("""
                step longer
                mooring.keys = file:a.keys
                mooring.codec = json
                mooring.ttl = PT48H
                mooring.max-session-age = P3D
                wait P2D
                step after
                mooring.keys = file:a.keys
                mooring.codec = json
                mooring.ttl = PT47H
                mooring.max-session-age = P3D
                """);
        assertEquals(Set.of("longer"), steps(refusals), refusals::toString);
        assertTrue(refusals.stream().anyMatch(refusal -> refusal.advice().contains("no way back")), refusals::toString);
    }

    @Test
    void times_thatShrink_endTokensAndSessions() throws IOException {
        List<Refusal> refusals = refusals("""
                step shrink
                mooring.keys = file:a.keys
                mooring.codec = json
                mooring.max-ttl = PT30M
                mooring.max-session-age = PT12H
                """);
        assertEquals(Set.of("shrink"), steps(refusals));
        assertEquals(Set.of(Reason.EXPIRED, Reason.SESSION_TOO_OLD), reasons(refusals), refusals::toString);
    }

    @Test
    void instant_thatEndsEarlierTokens_isReportedAsWhatItIs() throws IOException {
        List<Refusal> refusals = refusals("""
                step leak
                mooring.keys = file:a.keys
                mooring.codec = json
                mooring.not-before = 2026-11-24T10:00:30Z
                """);
        assertEquals(Set.of("leak"), steps(refusals));
        assertEquals(Set.of(Reason.REVOKED), reasons(refusals));
    }

    @Test
    void lengths_thatShrink_refuseLongTokens() throws IOException {
        List<Refusal> refusals = refusals("""
                step small
                mooring.keys = file:a.keys
                mooring.codec = cbor
                mooring.accept.codecs = json
                mooring.max-token-chars = 380
                """);
        assertTrue(reasons(refusals).contains(Reason.TOO_LARGE), refusals::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mooring.codec = yaml",
                "mooring.codek = json",
                "mooring.sealer = tink-aead",
                "mooring.max-token-chars = 10",
                "mooring.not-before = 2126-11-24T10:00:00Z"
            })
    void step_thatDoesNotStart_isNamed(String property) throws IOException {
        RolloutPlan plan = RolloutPlan.parse(
                BEFORE + "step next\nmooring.keys = file:a.keys\n" + property
                        + (property.startsWith("mooring.codec ") ? "\n" : "\nmooring.codec = json\n"),
                Path.of(""));
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> new RolloutSimulator(START).run(plan));
        assertTrue(e.getMessage().contains("step next"), e.getMessage());
    }

    @Test
    void setup_onEveryServer_isUsed() throws IOException {
        RolloutPlan plan = RolloutPlan.parse(BEFORE + "step next\n", Path.of(""));
        RolloutSimulator conflicting = new RolloutSimulator(START, builder -> builder.codec("json"));
        assertThrows(IllegalStateException.class, () -> conflicting.run(plan));
        RolloutSimulator longer =
                new RolloutSimulator(START, builder -> builder.ttl(ResumeTokenManager.Builder.DEFAULT_TTL));
        assertTrue(longer.run(plan).isSafe());
    }

    private static void assertRefusal(Refusal refusal, String step, Reason reason, String issuedBy, String openedBy) {
        assertEquals(
                List.of(step, reason, issuedBy, openedBy),
                List.of(refusal.step(), refusal.reason(), refusal.issuedBy(), refusal.openedBy()));
    }

    private static List<Refusal> refusals(String steps) throws IOException {
        return run(BEFORE + steps).refusals();
    }

    private static RolloutReport run(String plan) throws IOException {
        return new RolloutSimulator(START).run(RolloutPlan.parse(plan, Path.of("")));
    }

    private static Set<String> steps(List<Refusal> refusals) {
        return refusals.stream().map(Refusal::step).collect(Collectors.toSet());
    }

    private static Set<Reason> reasons(List<Refusal> refusals) {
        return refusals.stream().map(Refusal::reason).collect(Collectors.toSet());
    }
}

package dev.mooring.token;

import static dev.mooring.token.Fixtures.NOW;
import static dev.mooring.token.Fixtures.key;
import static dev.mooring.token.Fixtures.keys;
import static dev.mooring.token.Fixtures.session;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey.Status;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.Value;
import dev.mooring.token.Explanation.Check;
import dev.mooring.token.ResumeTokenException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static final String CANARY = "CANARY8f1d2c";

    private final Fixtures.Server server = new Fixtures.Server();

    private static String facts(Explanation explanation, Check check) {
        return explanation.steps().get(check.ordinal()).facts();
    }

    private static void assertTells(Explanation explanation, Check check, String... facts) {
        String told = facts(explanation, check);
        for (String fact : facts) {
            assertTrue(told.contains(fact), told);
        }
    }

    @Test
    void tokenThatOpens_passesEveryCheck_andNobodyIsTold() {
        ResumeTokenManager manager = server.manager();
        String text = manager.issue(session().build()).text();
        Explanation explanation = manager.explain(text, TokenContext.none());
        assertTrue(explanation.opens());
        assertEquals(Optional.empty(), explanation.refusedBy());
        assertEquals(
                List.of(Check.values()),
                explanation.steps().stream().map(Explanation.Step::check).toList());
        explanation.steps().forEach(step -> assertFalse(step.facts().isBlank(), () -> step.check() + " has no facts"));
        assertEquals(List.of(), server.listener.opened);
        assertTells(explanation, Check.LENGTH, text.length() + " characters", "65536");
        assertTells(explanation, Check.KEY, "k1 is sealing since " + NOW, "keys given in code");
        assertTells(explanation, Check.TIMES, "issued " + NOW, "PT30S", "PT24H");
    }

    @Test
    void refusal_isTheOneOfOpen() {
        ResumeTokenManager manager = server.manager();
        String text = manager.issue(session().build()).text();
        server.clock.advance(Duration.ofHours(2));
        Explanation explanation = manager.explain(text, TokenContext.none());
        ResumeTokenException opened = Fixtures.refusal(() -> manager.open(text));
        assertFalse(explanation.opens());
        assertEquals(opened.reason(), explanation.refusal().orElseThrow().reason());
        assertEquals(opened.getMessage(), explanation.refusal().orElseThrow().getMessage());
    }

    @Test
    void d04_unknownKey_isToldWithTheKeysThatThereAre() {
        Handmade token = new Handmade(new byte[0]);
        token.key = "k9";
        KeySource source = KeySource.of(keys(key("k1", Status.OPENING), key("k2", Status.SEALING)));
        Explanation explanation = server.builder(source).build().explain(token.text(), TokenContext.none());
        assertEquals(Optional.of(Check.KEY), explanation.refusedBy());
        assertTells(explanation, Check.KEY, "k9 is not in", "k1 opening", "k2 sealing");
    }

    @Test
    void d05_keyOfAnAcceptedSealer_isToldAsSuch() {
        KeySource others = KeySource.of(KeySet.of("other", List.of(key("k3", Status.SEALING))));
        Handmade token = new Handmade(server.codec.remember(session().build()));
        token.sealer = "other";
        token.key = "k3";
        token.secret = Fixtures.secret(3);
        Explanation explanation = server.builder()
                .acceptSealer(new MacProvider("other"), others)
                .build()
                .explain(token.text(), TokenContext.none());
        assertTells(explanation, Check.KEY, "sealing (accepted only)");
        assertTells(explanation, Check.ENABLED, "enabled: hmac-sha256, other");
    }

    @Test
    void context_isToldByItsNames_andNothingSecretIs() {
        ResumeTokenManager manager = server.builder().notBefore(NOW).build();
        SessionSnapshot secretive = SessionSnapshot.builder(CANARY, NOW)
                .variable(CANARY, Value.of(CANARY))
                .build();
        TokenContext context = TokenContext.of("tenant", CANARY);
        String text = manager.issue(secretive, context).text();
        Explanation without = manager.explain(text, TokenContext.none());
        assertEquals(Reason.INVALID_SIGNATURE, without.refusal().orElseThrow().reason());
        assertTells(without, Check.SEAL, "issued with a context", "opened without one");
        Explanation with = manager.explain(text, context);
        assertTells(with, Check.SEAL, "opened with tenant");
        assertTells(with, Check.TIMES, "not-before " + NOW);
        assertTells(with, Check.SNAPSHOT, "variables 1");
        assertFalse((with.toString() + without).contains(CANARY));
        assertFalse(with.toString().contains(text.substring(text.length() - 12)));
    }

    @Test
    void fault_ofAProvider_isToldByItsNameOnly() {
        StubSealerProvider broken = new StubSealerProvider();
        broken.opening = () -> {
            throw new IllegalStateException(CANARY);
        };
        Explanation explanation = ResumeTokenManager.builder()
                .codec(server.codec)
                .sealer(broken)
                .keys(KeySource.of(keys()))
                .clock(server.clock)
                .build()
                .explain(new Handmade(new byte[0]).text(), TokenContext.none());
        assertTells(explanation, Check.SEAL, "failed with java.lang.IllegalStateException");
        assertFalse(explanation.toString().contains(CANARY));
    }

    @Test
    void steps_areCopied() {
        List<Explanation.Step> steps = new ArrayList<>();
        Explanation explanation = new Explanation(steps, Optional.empty());
        steps.add(new Explanation.Step(Check.LENGTH, "more"));
        assertEquals(List.of(), explanation.steps());
    }

    @Test
    void payload_isToldToBeCompressed_onlyIfItIs() {
        for (Compression compression : Compression.values()) {
            ResumeTokenManager manager =
                    server.builder().compression(compression).build();
            String text = manager.issue(session()
                            .variable("long", Value.of("a".repeat(1_000)))
                            .build())
                    .text();
            String told = facts(manager.explain(text, TokenContext.none()), Check.PAYLOAD);
            assertEquals(compression == Compression.DEFLATE, told.contains(" bytes, compressed, at most "), told);
        }
    }
}

package dev.mooring.benchmarks.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.rpc.capnweb.RpcEndpoint;
import dev.mooring.session.InMemoryLedger;
import dev.mooring.token.KeyMaker;
import dev.mooring.token.KeySource;
import dev.mooring.token.Providers;
import dev.mooring.token.ResumeTokenManager;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RpcClientsTest {
    private final ResumeTokenManager tokens = ResumeTokenManager.builder()
            .codec("cbor")
            .sealer("hmac-sha256")
            .keys(KeySource.of(new KeyMaker(Providers.discover().sealer("hmac-sha256"), null, new SecureRandom())
                    .create("HMAC_SHA256", Instant.now())))
            .build();
    private final InMemoryLedger ledger = InMemoryLedger.create();

    private RpcEndpoint endpoint() {
        return RpcEndpoint.builder(Till.class, peer -> new TillOf("main"))
                .healing(tokens)
                .ledger(ledger)
                .restorer((reference, peer) -> Optional.of(new TillOf(reference)))
                .build();
    }

    @Test
    void healingClient_callsAndGoesOnAtAnotherServer() throws IOException {
        try (HealingClient client = new HealingClient(new LocalWire(endpoint()))) {
            client.take(RpcServer.STUBS);
            client.call(10);
            int chars = client.tokenChars();
            client.resume(new LocalWire(endpoint()));
            client.call(1);
            assertTrue(client.tokens() > 2, "a token comes with each answer");
            assertTrue(chars > 200, "the token has the entries");
        }
    }

    @Test
    void goals_areComputedFromTheFigures() {
        Map<String, Double> figures = Map.of("plain sequential cpu", 30.0, "node sequential cpu", 40.0);
        RpcGoals.Goal goal = RpcGoals.ALL.get(0);
        assertEquals(Optional.of(0.75), goal.in(figures));
        assertEquals(Optional.empty(), goal.in(Map.of("plain sequential cpu", 30.0)));
    }
}

package dev.mooring.rpc.capnweb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.Value;
import dev.mooring.rpc.capnweb.internal.link.LinkSettings;
import dev.mooring.session.InMemoryLedger;
import dev.mooring.token.KeyMaker;
import dev.mooring.token.KeySource;
import dev.mooring.token.Providers;
import dev.mooring.token.ResumeTokenManager;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The real peer on a server that leaves in good order. */
class HealingDrainTest {
    private static final Duration GRACE = Duration.ofSeconds(11);
    private static final String LATER = "['push',['pipeline',0,['later'],[]]]";
    private static final String PAY = "['push',['pipeline',0,['pay'],[5]]]";

    interface Shop extends RpcTarget {
        CompletionStage<String> later();

        long pay(long n);
    }

    private final class ShopOf implements Shop {
        @Override
        public CompletionStage<String> later() {
            return later;
        }

        @Override
        public long pay(long n) {
            return n;
        }
    }

    private final InMemoryLedger ledger = InMemoryLedger.create();
    private final ResumeTokenManager tokens = ResumeTokenManager.builder()
            .codec("cbor")
            .sealer("hmac-sha256")
            .keys(KeySource.of(new KeyMaker(Providers.discover().sealer("hmac-sha256"), null, new SecureRandom())
                    .create("HMAC_SHA256", Instant.now())))
            .build();
    private final CompletableFuture<String> later = new CompletableFuture<>();
    private final Line.Turns turns = new Line.Turns();
    private final List<Runnable> atTheEndOfTheGrace = new ArrayList<>();
    private final RpcEndpoint first = server();
    private final LinkClient client = new LinkClient(first);

    private RpcEndpoint server() {
        LinkSettings settings = LinkClient.withoutTimers(turns);
        return RpcEndpoint.builder(Shop.class, peer -> new ShopOf())
                .executor(turns)
                .healing(tokens)
                .ledger(ledger)
                .ledgerExecutor(turns)
                .link(new LinkSettings(
                        settings.maxFrameChars(),
                        settings.maxKeptChars(),
                        settings.maxUnacknowledgedChars(),
                        settings.times(),
                        (delay, task) -> {
                            if (delay.equals(GRACE)) {
                                atTheEndOfTheGrace.add(task);
                            }
                            return () -> {};
                        },
                        turns))
                .build();
    }

    private CompletableFuture<RpcDrained> drain() {
        client.data(LATER, "['pull',1]");
        CompletableFuture<RpcDrained> drained =
                first.drain(new RpcDrain(GRACE, Duration.ZERO)).toCompletableFuture();
        assertEquals(List.of(), client.data(PAY, "['pull',2]"), "no call begins");
        return drained;
    }

    @Test
    void callThatRuns_endsBeforeTheMove_andTheOtherRunsOnTheNextServer() {
        CompletableFuture<RpcDrained> drained = drain();
        later.complete("done");
        assertEquals(List.of("['resolve',1,'done']", "['move',0]"), client.lines());
        RpcPeer left = client.peer();
        assertThrows(IllegalStateException.class, () -> left.variables().set("late", Value.of(1)));
        client.say("['data'," + client.serial() + ",5]");
        assertEquals(new RpcDrained(1, 0, 0, 0, 0), drained.join());
        assertEquals(List.of("['resumed',1,4,[3],T]"), client.resume(server()));
        assertEquals(List.of("['resolve',2,5]"), client.say("['again',3]\n" + PAY));
    }

    @Test
    void callThatRuns_beyondTheGrace_isInDoubt_andTheOtherIsNot() {
        CompletableFuture<RpcDrained> drained = drain();
        atTheEndOfTheGrace.forEach(Runnable::run);
        assertEquals(List.of("['move',0]"), client.lines());
        client.say("['data'," + client.serial() + ",5]");
        assertEquals(new RpcDrained(1, 0, 0, 1, 0), drained.join());
        assertEquals(List.of("['resumed',1,4,[1,3],T]"), client.resume(server()));
        List<String> answers = client.say("['again',1,3]\n" + LATER + "\n" + PAY);
        assertTrue(answers.get(0).startsWith("['reject',1,") && answers.get(0).contains("inDoubt"), answers::toString);
        assertEquals("['resolve',2,5]", answers.get(1));
    }
}

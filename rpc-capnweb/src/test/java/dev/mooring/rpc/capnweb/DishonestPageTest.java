package dev.mooring.rpc.capnweb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.session.InMemoryLedger;
import dev.mooring.token.KeyMaker;
import dev.mooring.token.KeySource;
import dev.mooring.token.Providers;
import dev.mooring.token.ResumeTokenManager;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page that speaks the link rightly, and Cap'n Web to the harm of the server. Another page is served all the same. */
class DishonestPageTest {
    private static final int MOST_CALLS = 20;
    private static final int MOST_ENTRIES = 100;

    interface Shop extends RpcTarget {
        @Idempotent
        long square(long n);

        CompletionStage<Long> later();
    }

    private static final class ShopOf implements Shop {
        @Override
        public long square(long n) {
            return n * n;
        }

        @Override
        public CompletionStage<Long> later() {
            return new CompletableFuture<>();
        }
    }

    private final ResumeTokenManager tokens = ResumeTokenManager.builder()
            .codec("cbor")
            .sealer("hmac-sha256")
            .keys(KeySource.of(new KeyMaker(Providers.discover().sealer("hmac-sha256"), null, new SecureRandom())
                    .create("HMAC_SHA256", Instant.now())))
            .build();
    private final List<String> aborted = new ArrayList<>();
    private final RpcEndpoint server = endpoint(InMemoryLedger.create());
    private final LinkClient page = new LinkClient(server);
    private final LinkClient other = new LinkClient(server);

    private RpcEndpoint endpoint(InMemoryLedger ledger) {
        Line.Turns turns = new Line.Turns();
        return RpcEndpoint.builder(Shop.class, peer -> new ShopOf())
                .limits(RpcLimits.DEFAULT.withMaxCalls(MOST_CALLS).withMaxEntries(MOST_ENTRIES))
                .executor(turns)
                .healing(tokens)
                .ledger(ledger)
                .ledgerExecutor(turns)
                .link(LinkClient.withoutTimers(turns))
                .listener(new RpcListener() {
                    @Override
                    public void aborted(RpcPeer peer, String reason) {
                        aborted.add(reason);
                    }
                })
                .build();
    }

    @AfterEach
    void other_isServed() {
        assertEquals(List.of("['resolve',1,49]"), other.data("['push',['pipeline',0,['square'],[7]]]", "['pull',1]"));
    }

    private String[] pushes(String method, int count) {
        String[] pushes = new String[count];
        Arrays.fill(pushes, "['push',['pipeline',0,['" + method + "'],[1]]]");
        return pushes;
    }

    @Test
    void pushes_inAFlood_areRejectedBeyondTheBound_andReadingGoesOn() {
        page.data(pushes("later", MOST_CALLS));
        page.data(pushes("later", 30));
        List<String> answers = page.data("['pull'," + (MOST_CALLS + 30) + "]");
        assertTrue(answers.get(0).startsWith("['reject',50,['error','RangeError'"), answers::toString);
        assertEquals(List.of(), aborted);
    }

    @Test
    void tables_thatGrow_endTheSessionAtTheBound() {
        for (int i = 0; i <= MOST_ENTRIES / 10; i++) {
            page.data(pushes("square", 10));
        }
        assertEquals(List.of("The session has more than 100 exports: release what is not needed"), aborted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "['pull',9007199254740991]",
                "['pull',9007199254740992]",
                "['pull',9223372036854775808]",
                "['release',1,9007199254740991]",
                "['release',-9223372036854775808,1]",
                "['push',['pipeline',9007199254740991,['square'],[1]]]",
                "['push',['pipeline',0,['square'],[['export',-9223372036854775809]]]]",
                "['resolve',9223372036854775808,1]"
            })
    void ids_thatAreHuge_endTheSessionWithAReason(String message) {
        List<String> answers = page.data(message);
        assertTrue(answers.get(0).startsWith("['abort',['error','Error','"), answers::toString);
        assertEquals(1, aborted.size());
    }
}

package dev.mooring.rpc.capnweb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.Value;
import dev.mooring.session.InMemoryLedger;
import dev.mooring.token.KeyMaker;
import dev.mooring.token.KeySource;
import dev.mooring.token.Providers;
import dev.mooring.token.ResumeTokenManager;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

/** The real peer behind the link, with a client played by hand: servers are killed by forgetting them. */
class HealingTest {
    public interface Listener extends RpcFunction {
        void changed(long total);
    }

    public interface Cart extends RpcTarget {
        @Idempotent
        long add(long n);

        long pay(long n);

        CompletionStage<Long> slow();
    }

    public interface Shop extends RpcTarget {
        @Idempotent
        Cart cart(String name);

        @Idempotent
        void watch(Listener listener);

        @Idempotent
        void tell(long n);

        Cart unknown();

        @Idempotent
        String text(int chars);

        void leave();

        @Idempotent
        CompletionStage<Long> stall();

        @Idempotent
        CompletionStage<String> gate(String name);

        @Idempotent
        void open();

        long charge(long n);

        void read(Flow.Publisher<String> stream);

        Flow.Publisher<String> write();
    }

    record CartOf(RpcPeer peer, String name) implements Cart, Restorable {
        @Override
        public String reference() {
            return "cart:" + name;
        }

        @Override
        public long add(long n) {
            long sum = peer.variables()
                            .get(name)
                            .map(value -> ((Value.IntegerValue) value).value())
                            .orElse(0L)
                    + n;
            peer.variables().set(name, Value.of(sum));
            return sum;
        }

        @Override
        public long pay(long n) {
            return n;
        }

        @Override
        public CompletionStage<Long> slow() {
            return new CompletableFuture<>();
        }
    }

    record ShopOf(RpcPeer peer) implements Shop {
        @Override
        public Cart cart(String name) {
            return new CartOf(peer, name);
        }

        @Override
        public void watch(Listener listener) {
            peer.keep("watch", listener);
        }

        @Override
        public void tell(long n) {
            peer.kept("watch", Listener.class).orElseThrow().changed(n);
        }

        @Override
        public Cart unknown() {
            return new CartOf(peer, "unknown");
        }

        @Override
        public String text(int chars) {
            return "x".repeat(chars);
        }

        @Override
        public void leave() {
            peer.end();
        }

        @Override
        public CompletionStage<Long> stall() {
            peer.variables().set("stalls", Value.of(stalls(peer) + 1));
            return new CompletableFuture<>();
        }

        static long stalls(RpcPeer peer) {
            return peer.variables()
                    .get("stalls")
                    .map(value -> ((Value.IntegerValue) value).value())
                    .orElse(0L);
        }

        @Override
        public CompletionStage<String> gate(String name) {
            return peer.variables().has("open")
                    ? CompletableFuture.completedStage(name + RpcCall.current().repeated())
                    : new CompletableFuture<>();
        }

        @Override
        public void open() {
            peer.variables().set("open", Value.of(true));
        }

        @Override
        public long charge(long n) {
            return n;
        }

        @Override
        public void read(Flow.Publisher<String> stream) {
            stream.subscribe(new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription given) {}

                @Override
                public void onNext(String item) {}

                @Override
                public void onError(Throwable thrown) {}

                @Override
                public void onComplete() {}
            });
        }

        @Override
        public Flow.Publisher<String> write() {
            return subscriber -> {};
        }
    }

    private final InMemoryLedger ledger = InMemoryLedger.create();
    private final ResumeTokenManager tokens = ResumeTokenManager.builder()
            .codec("cbor")
            .sealer("hmac-sha256")
            .keys(KeySource.of(new KeyMaker(Providers.discover().sealer("hmac-sha256"), null, new SecureRandom())
                    .create("HMAC_SHA256", Instant.now())))
            .build();
    private final Line.Turns turns = new Line.Turns();
    private final List<String> events = new ArrayList<>();
    private final List<Long> stallsAtLive = new ArrayList<>();

    private RpcEndpoint server() {
        return server(turns);
    }

    private RpcEndpoint server(Executor executor) {
        return RpcEndpoint.builder(Shop.class, ShopOf::new)
                .executor(executor)
                .healing(tokens)
                .ledger(ledger)
                .ledgerExecutor(turns)
                .link(LinkClient.withoutTimers(turns))
                .restorer((reference, peer) -> reference.startsWith("cart:") && !reference.endsWith("unknown")
                        ? Optional.of(new CartOf(peer, reference.substring(5)))
                        : Optional.empty())
                .onLive(peer -> {
                    events.add("live");
                    stallsAtLive.add(ShopOf.stalls(peer));
                })
                .listener(new RpcListener() {
                    @Override
                    public void resumed(RpcPeer peer, RpcResume how) {
                        events.add(how.name());
                    }

                    @Override
                    public void refused(boolean retryable, String reason) {
                        events.add("refused " + retryable);
                    }

                    @Override
                    public void inDoubt(RpcPeer peer, String call) {
                        events.add("doubt " + call.substring(call.indexOf(':')));
                    }

                    @Override
                    public void failed(RpcPeer peer, String method, Throwable thrown) {
                        events.add(method + " failed: " + thrown);
                    }

                    @Override
                    public void unserved(Throwable thrown) {
                        events.add("unserved: " + thrown);
                    }
                })
                .build();
    }

    @Test
    void stub_afterItsServerWasKilled_answersWithTheSameState() {
        LinkClient client = new LinkClient(server());
        assertEquals(
                List.of("['resolve',1,['export',-1]]"),
                client.data("['push',['pipeline',0,['cart'],['mine']]]", "['pull',1]"));
        assertEquals(List.of("['resolve',2,5]"), client.data("['push',['pipeline',-1,['add'],[5]]]", "['pull',2]"));
        assertEquals(List.of("['resumed',1,4,[],T]"), client.resume(server()));
        assertEquals(List.of(), client.say("['again']"));
        assertEquals(List.of("['resolve',3,7]"), client.data("['push',['pipeline',-1,['add'],[2]]]", "['pull',3]"));
        assertEquals(List.of("live", "RESTORED", "live"), events);
    }

    @Test
    void end_letsTheCallsRunThatCameBeforeIt() {
        Queue<Runnable> waiting = new ArrayDeque<>();
        LinkClient client = new LinkClient(server(waiting::add));
        client.data("['push',['pipeline',0,['tell'],[1]]]");
        client.say("['end']");
        assertEquals(List.of(), events);
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
        assertEquals(List.of("live", "tell failed: java.util.NoSuchElementException: No value present"), events);
        assertEquals(List.of("closed 1000"), client.lines());
    }

    @Test
    void stub_thatIsNotMadeAgain_isRejected_andTheRestHeals() {
        LinkClient client = new LinkClient(server());
        client.data(
                "['push',['pipeline',0,['unknown'],[]]]", "['pull',1]", "['push',['pipeline',0,['cart'],['mine']]]");
        client.data("['pull',2]");
        client.resume(server());
        client.say("['again']");
        List<String> answers = client.data(
                "['push',['pipeline',-1,['add'],[1]]]", "['pull',3]", "['push',['pipeline',-2,['add'],[1]]]");
        assertTrue(
                answers.get(0).startsWith("['reject',3,['error','Error','The server that had this object"),
                answers::toString);
        assertEquals(List.of("['resolve',4,1]"), client.data("['pull',4]"));
    }

    @Test
    void session_thatTheServerEnded_isNotResumed() {
        LinkClient client = new LinkClient(server());
        client.data("['push',['pipeline',0,['leave'],[]]]", "['pull',1]");
        assertTrue(client.resume(server()).get(0).startsWith("['refused',false,"));
    }

    @Test
    void call_thatMayNotRunAgain_isRejectedAsInDoubt() {
        LinkClient client = new LinkClient(server());
        client.data("['push',['pipeline',0,['cart'],['mine']]]", "['pull',1]");
        client.data(
                "['push',['pipeline',-1,['slow'],[]]]",
                "['pull',2]",
                "['push',['pipeline',0,['unknown'],[]]]",
                "['pull',3]");
        String pending = "['push',['pipeline',-1,['slow'],[]]]".replace('\'', '"');
        assertEquals(List.of("['resumed',1,6,[3],T]"), client.resume(server()));
        List<String> answers = client.say("[\"again\",3]\n" + pending);
        assertTrue(answers.get(0).startsWith("['reject',2,['error','Error',"), answers::toString);
        assertTrue(answers.get(0).contains("'inDoubt':true"), answers::toString);
        assertTrue(events.contains("doubt :2"), events::toString);
    }

    @Test
    void onLive_runsBeforeTheCallsThatAreMadeAgain() {
        LinkClient client = new LinkClient(server());
        String pending = "['push',['pipeline',0,['stall'],[]]]";
        client.data(pending, "['push',['pipeline',0,['unknown'],[]]]", "['pull',2]");
        assertEquals(List.of("['resumed',1,3,[1],T]"), client.resume(server(Runnable::run)));
        client.say("['again',1]\n" + pending);
        assertEquals(2, ShopOf.stalls(client.peer()));
        assertEquals(List.of(0L, 1L), stallsAtLive);
    }

    /** The client releases what it does not wait for. The call goes on, and so does its id. */
    @Test
    void call_thatWasReleasedBeforeItEnded_isHeldOnTheNextServerToo() {
        LinkClient client = new LinkClient(server());
        client.data("['push',['pipeline',0,['cart'],['mine']]]", "['pull',1]");
        String pending = "['push',['pipeline',-1,['slow'],[]]]";
        client.data(pending, "['release',2,1]", "['push',['pipeline',0,['unknown'],[]]]", "['pull',3]");
        assertEquals(List.of("['resumed',1,6,[3],T]"), client.resume(server()));
        assertEquals(List.of(), client.say("['again',3]\n" + pending));
        assertTrue(events.contains("doubt :2"), events::toString);
        assertEquals(List.of("['resolve',4,5]"), client.data("['push',['pipeline',-1,['add'],[5]]]", "['pull',4]"));
    }

    @Test
    void function_thatIsKept_isCalledByTheNextServer() {
        LinkClient client = new LinkClient(server());
        client.data("['push',['pipeline',0,['watch'],[['export',-1]]]]", "['pull',1]", "['release',1,1]");
        client.resume(server());
        client.say("['again']");
        assertEquals(
                List.of("['push',['pipeline',-1,[],[7]]]", "['release',1,1]", "['resolve',2,['undefined']]"),
                client.data("['push',['pipeline',0,['tell'],[7]]]", "['pull',2]"));
    }

    @Test
    void result_thatTheClientHas_isKeptIfItIsShort_andOneThatItHasNot_inAnyCase() {
        LinkClient client = new LinkClient(server());
        client.data("['push',['pipeline',0,['text'],[2000]]]");
        client.data("['push',['pipeline',0,['text'],[3000]]]", "['pull',2]");
        client.resume(server());
        client.say("['again']");
        assertEquals(List.of("['resolve',1,'" + "x".repeat(2000) + "']"), client.data("['pull',1]"));
        assertTrue(client.data("['push',['pipeline',2,['length']]]", "['pull',3]")
                .get(0)
                .startsWith("['reject',3,"));
    }

    private static final String GATE = "['pipeline',-1,['gate'],[['pipeline',0]]]";

    private List<String> mapped(String instructions) {
        String map = "['push',['remap',1,[],[['import',0]],[" + instructions + "]]]";
        LinkClient client = new LinkClient(server());
        client.data("['push',[['a','b']]]", map, "['pull',2]", "['push',['pipeline',0,['open'],[]]]", "['pull',3]");
        assertEquals(List.of("['resumed',1,5,[2],T]"), client.resume(server()));
        return client.say("[\"again\",2]\n" + map.replace('\'', '"'));
    }

    @Test
    void map_thatWasInFlight_runsAgainIfAllItsCallsMay() {
        assertEquals(List.of("['resolve',2,[['atrue','btrue']]]"), mapped(GATE));
    }

    @Test
    void map_withACallThatMayNotRunAgain_isRejectedAsInDoubt() {
        List<String> answers = mapped("['pipeline',-1,['charge'],[1]]," + GATE);
        assertTrue(answers.get(0).startsWith("['reject',2,['error','Error',"), answers::toString);
        assertTrue(answers.get(0).contains("'inDoubt':true"), answers::toString);
        assertTrue(events.contains("doubt :2"), events::toString);
    }

    @Test
    void stream_afterItsServerWasKilled_isBroken_andTheRestHeals() {
        LinkClient client = new LinkClient(server());
        assertEquals(
                List.of("['pipe']", "['resolve',5,['readable',1]]"),
                client.data(
                        "['pipe']",
                        "['push',['pipeline',0,['read'],[['readable',1]]]]",
                        "['stream',['pipeline',1,['write'],['a']]]",
                        "['stream',['pipeline',1,['write'],['b']]]",
                        "['push',['pipeline',0,['write'],[]]]",
                        "['pull',5]"));
        assertEquals(List.of("['resumed',1,6,[],T]"), client.resume(server()));
        String lost = "['error','Error','The server that had this stream was lost: begin it again']";
        assertEquals(
                List.of("['release',1,1]", "['reject',3," + lost + "]", "['reject',4," + lost + "]"),
                client.say("['again']"));
        assertTrue(
                client.data("['stream',['pipeline',1,['write'],['c']]]").get(0).startsWith("['reject',6,"));
        assertEquals(
                List.of("['resolve',7,['export',-1]]"),
                client.data("['push',['pipeline',0,['cart'],['mine']]]", "['pull',7]"));
    }
}

package dev.mooring.rpc.capnweb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class CallsTest {

    interface Listener extends RpcFunction {
        void changed(long sum);
    }

    interface Cart extends RpcTarget {
        long add(long n);

        long total();
    }

    record Profile(String name, List<String> tags) {}

    interface Shop extends RpcTarget {
        long square(long n);

        Cart cart(String name);

        Profile profile();

        void watch(Listener listener);

        CompletionStage<Long> later();

        long boom(String message);

        @RpcProperty
        String motto();

        long sum(long... numbers);
    }

    private static final class ShopOf implements Shop {
        private final List<Listener> listeners = new ArrayList<>();
        private final CompletableFuture<Long> later = new CompletableFuture<>();

        @Override
        public long square(long n) {
            return n * n;
        }

        @Override
        public Cart cart(String name) {
            return new CartOf();
        }

        @Override
        public Profile profile() {
            return new Profile("Ada", List.of("a", "b"));
        }

        @Override
        public void watch(Listener listener) {
            listener.changed(7);
            listeners.add(RpcStub.keep(listener));
        }

        @Override
        public CompletionStage<Long> later() {
            return later;
        }

        @Override
        public long boom(String message) {
            if (message.equals("secret")) {
                throw new IllegalStateException("a secret");
            }
            throw new RpcException("RangeError", message);
        }

        @Override
        public String motto() {
            return "sell";
        }

        @Override
        public long sum(long... numbers) {
            long sum = 0;
            for (long number : numbers) {
                sum += number;
            }
            return sum;
        }

        private final class CartOf implements Cart {
            private long total;

            @Override
            public long add(long n) {
                total += n;
                listeners.forEach(listener -> listener.changed(total));
                return total;
            }

            @Override
            public long total() {
                return total;
            }
        }
    }

    private final ShopOf shop = new ShopOf();
    private final Line line = Line.to(Shop.class, peer -> shop);

    @Test
    void call_pulled_isResolvedAndReleased() {
        assertEquals(List.of("['resolve',1,25]"), line.say("['push',['pipeline',0,['square'],[5]]]", "['pull',1]"));
        assertEquals(List.of(), line.say("['release',1,1]"));
        assertEquals(0, line.exports());
    }

    @Test
    void stubs_bothWays_liveUntilReleased() {
        assertEquals(
                List.of("['push',['pipeline',-1,[],[7]]]", "['release',1,1]", "['resolve',1,['undefined']]"),
                line.say("['push',['pipeline',0,['watch'],[['export',-1]]]]", "['pull',1]", "['release',1,1]"));
        assertEquals(
                List.of("['resolve',2,['export',-1]]"),
                line.say("['push',['pipeline',0,['cart'],['mine']]]", "['pull',2]", "['release',2,1]"));
        assertEquals(
                List.of("['push',['pipeline',-1,[],[4]]]", "['release',2,1]", "['resolve',3,4]"),
                line.say("['push',['pipeline',-1,['add'],[4]]]", "['pull',3]", "['release',3,1]", "['release',-1,1]"));
        assertEquals(0, line.exports());
        assertEquals(1, line.imports());
        RpcStub.release(shop.listeners.get(0));
        assertEquals(0, line.imports());
    }

    @Test
    void pipelining_onAPendingResult_waitsForIt() {
        assertEquals(
                List.of(),
                line.say(
                        "['push',['pipeline',0,['later'],[]]]",
                        "['push',['pipeline',0,['square'],[['pipeline',1]]]]",
                        "['pull',2]"));
        shop.later.complete(6L);
        assertEquals(List.of("['resolve',2,36]"), line.sent());
    }

    @Test
    void properties_ofValuesAndTargets_areRead() {
        assertEquals(
                List.of(
                        "['resolve',2,'b']",
                        "['resolve',3,'sell']",
                        "['resolve',4,['export',-1]]",
                        "['resolve',5,9]",
                        "['resolve',6,6]"),
                line.say(
                        "['push',['pipeline',0,['profile'],[]]]",
                        "['push',['pipeline',1,['tags',1]]]",
                        "['pull',2]",
                        "['push',['pipeline',0,['motto']]]",
                        "['pull',3]",
                        "['push',['pipeline',0,['square']]]",
                        "['pull',4]",
                        "['push',['pipeline',-1,[],[3]]]",
                        "['pull',5]",
                        "['push',['pipeline',0,['sum'],[1,2,3]]]",
                        "['pull',6]"));
    }

    @Test
    void errors_areRejected_redactedUnlessMadeForTheClient() {
        assertEquals(
                List.of(
                        "['reject',1,['error','Error','The call failed']]",
                        "['reject',2,['error','RangeError','no']]",
                        "['reject',3,['error','TypeError',''nothing' is not a function.']]",
                        "['reject',4,['error','TypeError','Argument 1 of 'square' is not of the kind that it takes']]"),
                line.say(
                        "['push',['pipeline',0,['boom'],['secret']]]",
                        "['pull',1]",
                        "['push',['pipeline',0,['boom'],['no']]]",
                        "['pull',2]",
                        "['push',['pipeline',0,['nothing'],[]]]",
                        "['pull',3]",
                        "['push',['pipeline',0,['square'],['five']]]",
                        "['pull',4]"));
    }

    @Test
    void message_thatIsWrong_aborts() {
        assertEquals(
                List.of("['abort',['error','Error','The id 9 is not in the export table']]"), line.say("['pull',9]"));
        assertEquals("3000 The id 9 is not in the export table", line.closed());
    }
}

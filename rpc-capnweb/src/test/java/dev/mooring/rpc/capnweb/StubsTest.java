package dev.mooring.rpc.capnweb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What the application holds of the client's, and what the client holds of the application's. */
class StubsTest {

    interface Callback extends RpcFunction {
        CompletionStage<String> on(long n);
    }

    interface Node extends RpcTarget {
        void tell(String text, Object... more);

        Node child(String name);

        CompletionStage<Node> find(String name);

        @RpcProperty
        CompletionStage<String> title();

        CompletionStage<Box> box();
    }

    record Box(Node node, long n) {}

    interface Api extends RpcTarget {
        void give(Node node);

        void giveTwo(Callback one, Callback two);

        Node mine();

        Node back(Node node);

        CompletionStage<String> later(Node node);
    }

    private static final class MyNode implements Node, RpcDisposable {
        private int disposed;

        @Override
        public void tell(String text, Object... more) {}

        @Override
        public Node child(String name) {
            return this;
        }

        @Override
        public CompletionStage<Node> find(String name) {
            return CompletableFuture.completedStage(this);
        }

        @Override
        public CompletionStage<String> title() {
            return CompletableFuture.completedStage("mine");
        }

        @Override
        public CompletionStage<Box> box() {
            return CompletableFuture.completedStage(new Box(this, 1));
        }

        @Override
        public void dispose() {
            disposed++;
        }
    }

    private static final class ApiOf implements Api {
        private final MyNode mine = new MyNode();
        private final List<Object> given = new ArrayList<>();
        private final CompletableFuture<String> later = new CompletableFuture<>();

        @Override
        public void give(Node node) {
            given.add(node);
            given.add(RpcStub.keep(node));
        }

        @Override
        public void giveTwo(Callback one, Callback two) {
            given.add(one.equals(two));
        }

        @Override
        public Node mine() {
            return mine;
        }

        @Override
        public Node back(Node node) {
            given.add(node);
            return node;
        }

        @Override
        public CompletionStage<String> later(Node node) {
            return later;
        }
    }

    private final ApiOf api = new ApiOf();
    private final Line line = Line.to(Api.class, peer -> api);

    private Node kept() {
        line.say("['push',['pipeline',0,['give'],[['export',-1]]]]", "['release',1,1]");
        return (Node) api.given.get(1);
    }

    @Test
    void stub_afterItsCall_isNoLongerGoodUnlessKept() {
        Node kept = kept();
        Node lent = (Node) api.given.get(0);
        IllegalStateException over = assertThrows(IllegalStateException.class, () -> lent.tell("late"));
        assertTrue(over.getMessage().contains("RpcStub.keep"), over.getMessage());
        assertThrows(IllegalStateException.class, () -> RpcStub.keep(lent));
        line.say();
        kept.tell("hello", 1, "two");
        assertEquals(List.of("['push',['pipeline',-1,['tell'],['hello',1,'two']]]", "['release',1,1]"), line.sent());
        line.say();
        RpcStub.release(kept);
        RpcStub.release(kept);
        assertEquals(List.of("['release',-1,1]"), line.sent());
        assertThrows(IllegalStateException.class, () -> kept.tell("late"));
        assertEquals(0, line.imports());
    }

    @Test
    void stub_keptTwice_isReleasedWithTheLast() {
        Node kept = kept();
        Node again = RpcStub.keep(kept);
        assertEquals(kept, again);
        assertEquals(kept.hashCode(), again.hashCode());
        assertNotEquals(kept, api.mine);
        line.say();
        RpcStub.release(kept);
        assertEquals(List.of(), line.sent());
        RpcStub.release(again);
        assertEquals(List.of("['release',-1,1]"), line.sent());
    }

    @Test
    void stub_introducedTwice_isReleasedTwice() {
        assertEquals(
                List.of("['release',-1,2]"),
                line.say("['push',['pipeline',0,['giveTwo'],[['export',-1],['export',-1]]]]", "['release',1,1]"));
        assertEquals(List.of(true), api.given);
    }

    @Test
    void stub_ofAResultToCome_isUsedAtOnce() {
        Node kept = kept();
        line.say();
        Node child = kept.child("a");
        child.tell("hi");
        RpcStub.release(child);
        assertEquals(
                List.of(
                        "['push',['pipeline',-1,['child'],['a']]]",
                        "['push',['pipeline',1,['tell'],['hi']]]",
                        "['release',2,1]",
                        "['release',1,1]"),
                line.sent());
    }

    @Test
    void result_ofTheClients_isResolvedRejectedOrNotFit() {
        Node kept = kept();
        CompletableFuture<String> title = kept.title().toCompletableFuture();
        CompletableFuture<Box> box = kept.box().toCompletableFuture();
        CompletableFuture<Node> none = kept.find("none").toCompletableFuture();
        CompletableFuture<Node> wrong = kept.find("wrong").toCompletableFuture();
        assertEquals(
                List.of("['release',1,1]", "['release',2,1]", "['release',3,1]", "['release',4,1]"),
                line.say(
                        "['resolve',1,'Dr']",
                        "['resolve',2,{'node':['export',-2],'n':5}]",
                        "['reject',3,['error','RangeError','none',null,{'code':4}]]",
                        "['resolve',4,'text']"));
        assertEquals("Dr", title.join());
        assertEquals(5, box.join().n());
        RpcException error = (RpcException)
                assertThrows(CompletionException.class, none::join).getCause();
        assertEquals("RangeError none", error.type() + " " + error.getMessage());
        assertEquals(Value.of(4), error.properties().get("code"));
        assertEquals(
                "TypeError",
                ((RpcException) assertThrows(CompletionException.class, wrong::join)
                                .getCause())
                        .type());
        line.say();
        RpcStub.release(box.join().node());
        assertEquals(List.of("['release',-2,1]"), line.sent());
    }

    @Test
    void result_thatIsCancelled_isReleasedAndItsStubsToo() {
        Node kept = kept();
        CompletableFuture<Node> found = kept.find("x").toCompletableFuture();
        line.say();
        assertTrue(found.cancel(false));
        assertEquals(List.of("['release',1,1]"), line.sent());
        assertEquals(List.of("['release',-9,1]"), line.say("['resolve',1,['export',-9]]"));
    }

    @Test
    void stub_givenBack_isTheClientsOwn() {
        assertEquals(
                List.of("['resolve',1,['import',-1]]"),
                line.say("['push',['pipeline',0,['back'],[['export',-1]]]]", "['pull',1]"));
        assertEquals(List.of("['release',-1,1]"), line.say("['release',1,1]"));
    }

    @Test
    void target_givenBack_isTheObjectItself() {
        line.say("['push',['pipeline',0,['mine'],[]]]", "['pull',1]", "['release',1,1]");
        line.say("['push',['pipeline',0,['back'],[['import',-1]]]]", "['release',2,1]");
        assertSame(api.mine, api.given.get(0));
    }

    @Test
    void target_thatIsDisposable_isToldOnceWhenNothingOfItIsLeft() {
        line.say("['push',['pipeline',0,['mine'],[]]]", "['pull',1]", "['pull',1]", "['release',1,1]");
        line.say("['release',-1,1]");
        assertEquals(0, api.mine.disposed);
        line.say("['release',-2,1]");
        assertEquals(1, api.mine.disposed);
        line.say("['push',['pipeline',0,['mine'],[]]]", "['pull',2]");
        line.hangUp();
        assertEquals(2, api.mine.disposed);
    }

    @Test
    void target_thatACallStillHasWhenTheSessionEnds_isToldOnce() {
        line.say("['push',['pipeline',0,['mine'],[]]]", "['push',['pipeline',0,['later'],[['pipeline',1]]]]");
        line.hangUp();
        assertEquals(1, api.mine.disposed);
        api.later.complete("done");
        assertEquals(1, api.mine.disposed);
    }

    @Test
    void stub_ofAnotherClient_isRefused() {
        Node kept = kept();
        ApiOf other = new ApiOf();
        Line second = Line.to(Api.class, peer -> new Api() {
            @Override
            public void give(Node node) {}

            @Override
            public void giveTwo(Callback one, Callback two) {}

            @Override
            public Node mine() {
                return kept;
            }

            @Override
            public Node back(Node node) {
                return node;
            }

            @Override
            public CompletionStage<String> later(Node node) {
                return new CompletableFuture<>();
            }
        });
        assertEquals(
                List.of("['reject',1,['error','TypeError','The result of 'mine' cannot be sent']]"),
                second.say("['push',['pipeline',0,['mine'],[]]]", "['pull',1]"));
        assertTrue(other.given.isEmpty());
    }

    @Test
    void stubs_afterTheEnd_fail() {
        Node kept = kept();
        CompletableFuture<String> title = kept.title().toCompletableFuture();
        List<String> ended = new ArrayList<>();
        line.peer().onEnd(() -> ended.add("first"));
        line.peer().end();
        line.peer().onEnd(() -> ended.add("late"));
        assertEquals(List.of("first", "late"), ended);
        assertEquals("3000 The server has ended the session", line.closed());
        assertTrue(assertThrows(CompletionException.class, title::join).getCause() instanceof RpcException);
        assertThrows(RpcException.class, () -> kept.tell("late"));
        RpcStub.release(kept);
    }

    @Test
    void atomically_callsThatNeedNoWaiting_areOneStepAndOthersAreRefused() {
        Node kept = kept();
        line.say();
        line.peer().atomically(() -> {
            line.peer().variables().set("cursor", Value.of(1));
            kept.tell("one");
            kept.tell("two");
            assertEquals(List.of(), line.sent());
            CompletableFuture<String> title = kept.title().toCompletableFuture();
            assertThrows(IllegalStateException.class, title::join);
            return title;
        });
        assertEquals(6, line.sent().size());
    }

    @Test
    void keep_ofWhatIsNoStub_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> RpcStub.keep(api));
        assertFalse(Stub.of(new Object()).isPresent());
    }
}

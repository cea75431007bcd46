package dev.mooring.rpc.capnweb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.token.TokenContext;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Handlers that wait for the client, with few threads. */
@Timeout(60)
class ConcurrencyTest {

    interface Ask extends RpcFunction {
        long ask(long n);
    }

    interface Api extends RpcTarget {
        long through(Ask ask, long n);

        CompletionStage<Long> stages(AskLater ask, long n);

        long plus(long n);

        String key();
    }

    interface AskLater extends RpcFunction {
        CompletionStage<Long> ask(long n);
    }

    private static final class ApiOf implements Api {
        private long sum;

        @Override
        public long through(Ask ask, long n) {
            long before = sum;
            long answer = ask.ask(n);
            // what others did meanwhile is there, and nobody is in between now
            sum += answer;
            return before * 1_000 + sum;
        }

        @Override
        public CompletionStage<Long> stages(AskLater ask, long n) {
            return ask.ask(n).thenCompose(first -> ask.ask(first + 1)).thenApply(second -> second * 10);
        }

        @Override
        public long plus(long n) {
            sum += n;
            return sum;
        }

        @Override
        public String key() {
            return RpcCall.current().key();
        }
    }

    /** What the server sends, in order. */
    private static final class Client implements RpcSocket {
        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        private final RpcConnection connection;

        Client(RpcEndpoint endpoint) {
            connection = endpoint.accept(this, TokenContext.none());
        }

        void say(String message) {
            connection.receive(message.replace('\'', '"'));
        }

        String next() throws InterruptedException {
            String next = received.poll(30, TimeUnit.SECONDS);
            return next == null ? "nothing" : next.replace('"', '\'');
        }

        @Override
        public CompletionStage<Void> send(String text) {
            received.add(text);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void close(int code, String reason) {}
    }

    private final ExecutorService single = Executors.newSingleThreadExecutor();

    @AfterEach
    void shutDown() {
        single.shutdownNow();
    }

    private Client client() {
        return new Client(RpcEndpoint.builder(Api.class, peer -> new ApiOf())
                .executor(single)
                .build());
    }

    @Test
    void handler_thatWaits_withAPoolOfOneThread_getsItsAnswer() throws Exception {
        Client client = client();
        client.say("['push',['pipeline',0,['through'],[['export',-1],7]]]");
        client.say("['pull',1]");
        assertEquals("['push',['pipeline',-1,[],[7]]]", client.next());
        assertEquals("['pull',1]", client.next());
        client.say("['resolve',1,5]");
        assertEquals("['release',1,1]", client.next());
        assertEquals("['resolve',1,5]", client.next());
        assertEquals("['release',-1,1]", client.next());
    }

    @Test
    void handlers_thatWait_letOthersInBetween() throws Exception {
        ExecutorService pool = Executors.newCachedThreadPool();
        try {
            Client client = new Client(RpcEndpoint.builder(Api.class, peer -> new ApiOf())
                    .executor(pool)
                    .build());
            client.say("['push',['pipeline',0,['through'],[['export',-1],7]]]");
            client.say("['pull',1]");
            assertEquals("['push',['pipeline',-1,[],[7]]]", client.next());
            assertEquals("['pull',1]", client.next());
            client.say("['push',['pipeline',0,['plus'],[100]]]");
            client.say("['pull',2]");
            assertEquals("['resolve',2,100]", client.next());
            client.say("['resolve',1,5]");
            assertEquals("['release',1,1]", client.next());
            assertEquals("['resolve',1,105]", client.next());
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void stages_ofTheClients_goOnInTheLane() throws Exception {
        Client client = client();
        client.say("['push',['pipeline',0,['stages'],[['export',-1],7]]]");
        client.say("['pull',1]");
        assertEquals("['push',['pipeline',-1,[],[7]]]", client.next());
        assertEquals("['pull',1]", client.next());
        client.say("['resolve',1,8]");
        assertEquals("['release',1,1]", client.next());
        assertEquals("['push',['pipeline',-1,[],[9]]]", client.next());
        assertEquals("['pull',2]", client.next());
        client.say("['resolve',2,4]");
        assertEquals("['release',2,1]", client.next());
        assertEquals("['resolve',1,40]", client.next());
    }

    @Test
    void handler_thatWaits_whenTheClientGoes_endsToo() throws Exception {
        Client client = client();
        client.say("['push',['pipeline',0,['through'],[['export',-1],7]]]");
        client.next();
        client.connection.closed();
        // the one thread is free again
        single.submit(() -> {}).get(30, TimeUnit.SECONDS);
        assertTrue(client.connection.peer().orElseThrow().hasEnded());
    }

    @Test
    void call_hasAKeyOfItsOwn() throws Exception {
        Client client = client();
        client.say("['push',['pipeline',0,['plus'],[1]]]");
        client.say("['push',['pipeline',0,['key'],[]]]");
        client.say("['pull',2]");
        assertEquals("['resolve',2,'" + client.connection.peer().orElseThrow().id() + ":2']", client.next());
    }
}

package dev.mooring.rpc.capnweb.internal.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class CarrierTest {
    private final List<String> sent = new ArrayList<>();
    private final List<CompletableFuture<Void>> writes = new ArrayList<>();
    private final List<Runnable> cuts = new ArrayList<>();
    private final Carrier carrier = new Carrier(
            new LinkSocket() {
                @Override
                public CompletionStage<Void> send(String text) {
                    sent.add(text);
                    writes.add(new CompletableFuture<>());
                    return writes.get(writes.size() - 1);
                }

                @Override
                public void close(int code, String reason) {
                    sent.add("closed " + code);
                }
            },
            cuts::add);

    @Test
    void frames_areWrittenOneAfterTheOther_andTheCloseAfterThem() {
        carrier.send("a");
        carrier.send("b");
        carrier.close(1000, "");
        carrier.send("c");
        assertEquals(List.of("a"), sent);
        writes.get(0).complete(null);
        assertEquals(List.of("a", "b"), sent);
        writes.get(1).complete(null);
        assertEquals(List.of("a", "b", "closed 1000"), sent);
    }

    @Test
    void frame_thatIsSentOnce_waitsOnceHoweverOftenItIsGiven() {
        for (int i = 0; i < 100; i++) {
            carrier.sendOnce("pong");
        }
        writes.get(0).complete(null);
        writes.get(1).complete(null);
        assertEquals(List.of("pong", "pong"), sent);
        carrier.sendOnce("pong");
        assertEquals(3, sent.size());
    }

    @Test
    void close_ofASocketThatHangs_isForcedAfterAWhile() {
        carrier.send("a");
        carrier.close(1008, "");
        assertEquals(List.of("a"), sent);
        cuts.forEach(Runnable::run);
        cuts.forEach(Runnable::run);
        assertEquals(List.of("a", "closed 1008"), sent);
    }
}

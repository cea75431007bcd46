package dev.mooring.rpc.capnweb;

import dev.mooring.rpc.capnweb.internal.link.Leaving;
import dev.mooring.rpc.capnweb.internal.link.LinkSettings;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** The connections whose sessions end with them. Thread-safe. */
final class PlainClients {
    private static final String LEAVES = "The server leaves: connect again";

    private final Set<PlainLink> links = ConcurrentHashMap.newKeySet();
    private final LinkSettings.LinkTimer timer;
    private volatile boolean leaving;

    PlainClients(LinkSettings.LinkTimer timer) {
        this.timer = timer;
    }

    void add(PlainLink link) {
        links.add(link);
        link.whenClosed().thenRun(() -> links.remove(link));
        if (leaving) {
            link.leave(LEAVES);
        }
    }

    /** Closes each connection as soon as no call of it runs, and at the end of the grace. */
    CompletionStage<Integer> leave(Leaving how) {
        leaving = true;
        List<PlainLink> all = List.copyOf(links);
        for (PlainLink link : all) {
            long afterMs = how.afterMs();
            timer.after(Duration.ofMillis(afterMs), () -> link.leaveWhenIdle(LEAVES));
            timer.after(how.grace().plusMillis(afterMs), () -> link.leave(LEAVES));
        }
        CompletableFuture<?>[] closed = all.stream().map(PlainLink::whenClosed).toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(closed).thenApply(done -> all.size());
    }
}

package dev.mooring.store.redis;

import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.store.redis.RedisAddress.Host;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The nodes of a cluster, each with its own link. Any of them tells which node holds a key. */
final class ClusterNodes implements Route {
    private static final int MOST_REDIRECTIONS = 5;

    /** A node that does not answer takes no less of a call's time than this part, however many nodes there are. */
    private static final int MOST_SHARES = 3;

    private final Lettuce client;
    private final List<RedisURI> seeds;
    private final String shown;
    private final Terms terms;
    private final Map<Host, RedisLink> links = new HashMap<>();
    private List<RedisURI> tellers;
    private @Nullable CompletableFuture<Slots> slots;
    private boolean closed;

    /**
     * Makes the route without connecting.
     *
     * @param seeds nodes that may be asked for the others
     * @param shown the cluster's name in messages
     */
    ClusterNodes(Lettuce client, List<RedisURI> seeds, String shown, Terms terms) {
        this.client = client;
        this.seeds = seeds;
        this.tellers = seeds;
        this.shown = shown;
        this.terms = terms;
    }

    @Override
    public String ask(String key, Deadline until, Question question) throws LedgerUnavailableException {
        RedisLink node = link(holder(key, until));
        boolean once = false;
        for (int i = 0; i < MOST_REDIRECTIONS; i++) {
            try {
                return question.ask(node, once);
            } catch (RedirectedException redirected) {
                node = link(redirected.node());
                once = redirected.isForOnce();
                if (!once) {
                    forgetSlots();
                }
            } catch (LedgerUnavailableException e) {
                if (!Thread.currentThread().isInterrupted()) {
                    forgetSlots(); // a replica may have taken over
                }
                throw e;
            }
        }
        throw LedgerUnavailableException.notAsked(
                "The nodes of the cluster at " + shown + " do not agree about which of them holds a session", null);
    }

    private Host holder(String key, Deadline until) throws LedgerUnavailableException {
        try {
            return slots().get(until.remainingNanos(), TimeUnit.NANOSECONDS)
                    .holder(key)
                    .orElseThrow(() -> UnfitStoreException.forNow(
                            "No node of the cluster at " + shown + " holds the slot of the session: see CLUSTER INFO"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LedgerUnavailableException.notAsked("The thread was interrupted before the ledger answered", null);
        } catch (LedgerUnavailableException alreadySaid) {
            throw alreadySaid;
        } catch (TimeoutException e) {
            throw LedgerUnavailableException.notAsked(
                    "No node of the cluster at " + shown + " told the others in time", null);
        } catch (Exception e) {
            forgetSlots();
            throw Failure.notAsked(Failure.of(shown, e));
        }
    }

    private synchronized CompletableFuture<Slots> slots() throws LedgerUnavailableException {
        if (closed) {
            throw new LedgerUnavailableException("The ledger has been closed");
        }
        if (slots == null || slots.isCompletedExceptionally()) {
            Duration share = terms.deadline().dividedBy(Math.min(tellers.size(), MOST_SHARES));
            slots = askFrom(tellers, share, new IllegalStateException("No node"))
                    .toCompletableFuture();
        }
        return slots;
    }

    /** A question that is under way is not asked twice. */
    private synchronized void forgetSlots() {
        if (slots != null && slots.isDone()) {
            slots = null;
        }
    }

    private CompletionStage<Slots> askFrom(List<RedisURI> nodes, Duration share, Throwable unlessAnswered) {
        if (nodes.isEmpty()) {
            return CompletableFuture.failedStage(unlessAnswered);
        }
        RedisURI node = nodes.get(0);
        return ask(node, share)
                .thenApply(told -> remember(node, told))
                .handle((told, failure) -> failure == null
                        ? CompletableFuture.completedStage(told)
                        : askFrom(nodes.subList(1, nodes.size()), share, failure))
                .thenCompose(answer -> answer);
    }

    /** The next question is for the node that has answered this one, then for the seeds, and then for all other nodes. */
    private synchronized Slots remember(RedisURI teller, Slots told) {
        Stream<RedisURI> known = told.nodes().map(this::place);
        tellers = Stream.concat(Stream.concat(Stream.of(teller), seeds.stream()), known)
                .distinct()
                .toList();
        return told;
    }

    private CompletionStage<Slots> ask(RedisURI node, Duration share) {
        Preparation preparation = new Preparation(terms);
        Deadline until = Deadline.in(share);
        return client.connect(node, share)
                .thenCompose(connection -> preparation
                        .logIn(connection.async())
                        .thenCompose(done -> connection.async().clusterSlots())
                        .thenApply(Slots::of)
                        .toCompletableFuture()
                        .orTimeout(until.remainingNanos(), TimeUnit.NANOSECONDS)
                        .whenComplete((told, failure) -> connection.closeAsync()))
                .exceptionallyCompose(failure -> CompletableFuture.failedStage(Failure.whilePreparing(
                        failure,
                        "leave cluster=on out of the address unless the server is part of a cluster, and let the user run"
                                + " CLUSTER SLOTS")));
    }

    private synchronized RedisLink link(Host node) {
        return links.computeIfAbsent(node, this::newLink);
    }

    private RedisLink newLink(Host node) {
        RedisURI place = place(node);
        RedisLink link = new RedisLink(client, () -> CompletableFuture.completedStage(place), node.toString(), terms);
        if (closed) {
            link.close();
        }
        return link;
    }

    private RedisURI place(Host node) {
        return Servers.like(seeds.get(0), node.name(), node.port());
    }

    @Override
    public synchronized void close() {
        closed = true;
        links.values().forEach(RedisLink::close);
    }
}

package dev.mooring.metrics.micrometer;

import dev.mooring.rpc.capnweb.RpcCommit;
import dev.mooring.rpc.capnweb.RpcListener;
import dev.mooring.rpc.capnweb.RpcPeer;
import dev.mooring.rpc.capnweb.RpcResume;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;

/**
 * Counts how the sessions of a Cap'n Web endpoint fare, in a Micrometer registry.
 *
 * <pre>{@code
 * RpcEndpoint.builder(Shop.class, ShopOf::new).healing(tokens).listener(new RpcMeters(registry)).build();
 * }</pre>
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>name</th><th>tags</th></tr>
 * <tr><td>{@code mooring.rpc.resumed}</td><td>{@code how}: {@code attached} or {@code restored}</td></tr>
 * <tr><td>{@code mooring.rpc.refused}</td><td>{@code retryable}: {@code true} or {@code false}</td></tr>
 * <tr><td>{@code mooring.rpc.unserved}</td><td>none</td></tr>
 * <tr><td>{@code mooring.rpc.ended}</td><td>none</td></tr>
 * <tr><td>{@code mooring.rpc.aborted}</td><td>none</td></tr>
 * <tr><td>{@code mooring.rpc.calls.failed}</td><td>none</td></tr>
 * <tr><td>{@code mooring.rpc.calls.doubted}</td><td>none</td></tr>
 * <tr><td>{@code mooring.rpc.commits}</td><td>{@code saved}: {@code true}, or {@code false} without a token</td></tr>
 * <tr><td>{@code mooring.rpc.token}, a distribution of characters</td><td>none</td></tr>
 * </table>
 *
 * <p>Each meter is there from the start with each value of its tag, at zero. Thread-safe.
 */
public final class RpcMeters implements RpcListener {
    private final Map<RpcResume, Counter> resumed;
    private final Counter refusedForNow;
    private final Counter refusedForGood;
    private final Counter unserved;
    private final Counter ended;
    private final Counter aborted;
    private final Counter failed;
    private final Counter doubted;
    private final Counter saved;
    private final Counter unsaved;
    private final DistributionSummary token;

    /**
     * Counts in a registry.
     *
     * @param registry the registry
     */
    public RpcMeters(MeterRegistry registry) {
        Counters counters = new Counters(registry);
        resumed = counters.each(
                "mooring.rpc.resumed",
                "Clients that lost their connection and are served again",
                "how",
                RpcResume.values());
        String refused = "Clients that were refused when they wanted to begin or resume a session that heals";
        refusedForNow = counters.tagged("mooring.rpc.refused", refused, "retryable", "true");
        refusedForGood = counters.tagged("mooring.rpc.refused", refused, "retryable", "false");
        unserved = counters.one("mooring.rpc.unserved", "Clients whose objects could not be made at present");
        ended = counters.one("mooring.rpc.ended", "Sessions of clients that ended on this server");
        aborted =
                counters.one("mooring.rpc.aborted", "Sessions ended because the client broke the protocol or a limit");
        failed = counters.one("mooring.rpc.calls.failed", "Calls that failed by something else than an RpcException");
        doubted =
                counters.one("mooring.rpc.calls.doubted", "Calls rejected because an earlier server may have run them");
        String commits = "Messages to clients that carry outputs together with a resume token";
        saved = counters.tagged("mooring.rpc.commits", commits, "saved", "true");
        unsaved = counters.tagged("mooring.rpc.commits", commits, "saved", "false");
        token = DistributionSummary.builder("mooring.rpc.token")
                .description("The lengths of resume tokens")
                .baseUnit("characters")
                .register(registry);
    }

    @Override
    public void failed(RpcPeer peer, String method, Throwable thrown) {
        failed.increment();
    }

    @Override
    public void aborted(RpcPeer peer, String reason) {
        aborted.increment();
    }

    @Override
    public void ended(RpcPeer peer) {
        ended.increment();
    }

    @Override
    public void resumed(RpcPeer peer, RpcResume how) {
        Counters.count(resumed, how);
    }

    @Override
    public void refused(boolean retryable, String reason) {
        (retryable ? refusedForNow : refusedForGood).increment();
    }

    @Override
    public void unserved(Throwable thrown) {
        unserved.increment();
    }

    @Override
    public void committed(RpcPeer peer, RpcCommit commit) {
        if (commit.tokenChars() == 0) {
            unsaved.increment();
        } else {
            saved.increment();
            token.record(commit.tokenChars());
        }
    }

    @Override
    public void inDoubt(RpcPeer peer, String call) {
        doubted.increment();
    }
}

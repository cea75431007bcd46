package dev.mooring.spring.boot;

import dev.mooring.rpc.capnweb.RpcDrain;
import dev.mooring.rpc.capnweb.RpcDrained;
import dev.mooring.rpc.capnweb.RpcEndpoint;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Lets the clients of a Cap'n Web endpoint go to other servers while the web server still serves. */
final class RpcLeaving extends BeforeTheWebServer {
    private static final Log LOG = LogFactory.getLog(RpcLeaving.class);

    /** The spread of the clients, and the time that they have to answer. */
    private static final Duration AFTER_THE_GRACE = RpcDrain.DEFAULT.spread().plusSeconds(5);

    private final RpcEndpoint endpoint;
    private final Duration atMost;

    RpcLeaving(RpcEndpoint endpoint, Duration atMost) {
        this.endpoint = endpoint;
        this.atMost = atMost;
    }

    @Override
    void drain() {
        Duration grace = atMost.minus(AFTER_THE_GRACE);
        RpcDrain how = RpcDrain.DEFAULT.withGrace(grace.isNegative() ? Duration.ZERO : grace);
        try {
            RpcDrained drained = endpoint.drain(how)
                    .toCompletableFuture()
                    .get(atMost.plus(AFTER_THE_GRACE).toMillis(), TimeUnit.MILLISECONDS);
            LOG.info("Drain of Cap'n Web: " + drained);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("The drain of Cap'n Web did not end in time: clients resume from the tokens that they have", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

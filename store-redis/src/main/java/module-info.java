import org.jspecify.annotations.NullMarked;

/**
 * The ledger on Redis or Valkey: of all tokens of one generation at most one becomes a session, on however many servers.
 *
 * <p>The client, Lettuce, is an automatic module, so that this module runs on the module path and on the class path, and
 * is not for {@code jlink}.
 *
 * @provides dev.mooring.api.ledger.SessionLedgerProvider the ledger of {@code redis:} and {@code rediss:} addresses
 */
@NullMarked
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"
}) // Lettuce has no descriptor; its name is fixed in its manifest
module dev.mooring.store.redis {
    requires transitive dev.mooring.api;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.resolver;
    // For Lettuce, which cannot say so: automatic modules are resolved along with it only.
    requires io.netty.resolver.dns;
    requires org.slf4j; // has a descriptor from version 2 on
    requires transitive lettuce.core;
    requires reactor.core;
    requires static org.jspecify;

    exports dev.mooring.store.redis;

    provides dev.mooring.api.ledger.SessionLedgerProvider with
            dev.mooring.store.redis.RedisLedgerProvider;
}

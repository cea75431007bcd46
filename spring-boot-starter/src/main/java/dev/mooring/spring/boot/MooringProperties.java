package dev.mooring.spring.boot;

import dev.mooring.token.Compression;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of the starter. Those without a default here have the one of {@code ResumeTokenManager.Builder}.
 *
 * @param keys the address of the keys, such as file:resume.keys, env:RESUME_KEYS or vault:secret/resume; required, unless there
 *     is a KeySource bean
 * @param kms the address of the KMS that guards the keys, if one does
 * @param keysReload how often keys are read again at most
 * @param codec the codec of new tokens, required if there are several on the path
 * @param sealer the sealer, which must be the one that the keys are for
 * @param accept the codecs and sealers that are accepted besides, while a deploy changes codec or sealer
 * @param ttl the life of a new token
 * @param maxTtl the longest life of a token that is opened
 * @param maxSessionAge the longest life of a session
 * @param clockSkew how far ahead the clock of another server may be
 * @param notBefore tokens that were issued earlier are revoked
 * @param maxTokenChars the longest token, in characters
 * @param compression whether new tokens are deflated
 * @param session the settings of live sessions
 * @param ledger the settings of the ledger
 * @param drain the settings of the drain before a server stops
 * @param rpc the settings of the Cap'n Web endpoint
 */
@ConfigurationProperties("mooring")
public record MooringProperties(
        @Nullable String keys,
        @Nullable String kms,
        @Nullable Duration keysReload,
        @Nullable String codec,
        @Nullable String sealer,
        @DefaultValue Accept accept,
        @Nullable Duration ttl,
        @Nullable Duration maxTtl,
        @Nullable Duration maxSessionAge,
        @Nullable Duration clockSkew,
        @Nullable Instant notBefore,
        @Nullable Integer maxTokenChars,
        @Nullable Compression compression,
        @DefaultValue Session session,
        @DefaultValue Ledger ledger,
        @DefaultValue Drain drain,
        @DefaultValue Rpc rpc) {

    /**
     * The codecs and keys that are accepted besides those of new tokens.
     *
     * @param codecs codecs that open besides the one that is emitted
     * @param keys the keys of other sealers, by the id of the sealer: they open and never seal
     */
    public record Accept(
            @DefaultValue List<String> codecs, @DefaultValue Map<String, String> keys) {}

    /**
     * Live sessions.
     *
     * @param idleTimeout how long a session may be idle
     * @param cleanUpInterval the time between two clean-ups of expired sessions
     * @param supersedeOlderTokens whether each suspend ends all older tokens of the session
     * @param revokeOnReuse whether a session is revoked if a used token of it is presented
     */
    public record Session(
            @DefaultValue("1h") Duration idleTimeout,
            @DefaultValue("1m") Duration cleanUpInterval,
            @DefaultValue("false") boolean supersedeOlderTokens,
            @DefaultValue("false") boolean revokeOnReuse) {}

    /** The kinds of ledger. */
    public enum LedgerType {
        /** By address if one is given, else on the Redis or the database that the application has, else in memory. */
        AUTO,
        /** At {@code mooring.ledger.address}. */
        ADDRESS,
        /** On the Redis of the application. */
        REDIS,
        /** In the database of the application. */
        JDBC,
        /** In memory: for a single server. */
        MEMORY
    }

    /**
     * The ledger.
     *
     * @param type the kind of ledger
     * @param address the address of a ledger's store, such as redis://localhost
     * @param namespace keeps deployments apart that share a store
     * @param deadline the longest time that a call may take
     * @param table the table of a ledger in a database
     * @param createTable whether that table is created if it is missing
     * @param maxInFlight how many calls may wait for the database at once
     */
    public record Ledger(
            @DefaultValue("auto") LedgerType type,
            @Nullable String address,
            @DefaultValue("mooring") String namespace,
            @DefaultValue("2s") Duration deadline,
            @DefaultValue("mooring_ledger") String table,
            @DefaultValue("false") boolean createTable,
            @DefaultValue("10") int maxInFlight) {}

    /**
     * The drain.
     *
     * @param enabled whether sessions are suspended before the server stops
     * @param timeout the time after which no further session is suspended
     */
    public record Drain(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("20s") Duration timeout) {}

    /**
     * The Cap'n Web endpoint, if there is a bean of type RpcEndpoint.Builder.
     *
     * @param path the path of the WebSocket
     * @param allowedOrigins origins whose pages may connect besides those of the server itself, such as https://example.org
     * @param maxMessageChars the longest message that the WebSocket takes, in characters
     */
    public record Rpc(
            @DefaultValue("/rpc") String path,
            @DefaultValue List<String> allowedOrigins,
            @DefaultValue("33554432") int maxMessageChars) {}
}

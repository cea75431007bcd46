package dev.mooring.spring.boot;

import dev.mooring.token.Compression;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * The properties of the starter. Those without a default here have the one of {@code ResumeTokenManager.Builder}. A property
 * in a file that starts with {@code mooring.} and is none of these is refused at the start; an environment variable is not,
 * because others may have variables such as {@code MOORING_HOME}.
 *
 * @param keys the address of the keys, such as file:resume.keys, env:RESUME_KEYS or vault:secret/resume; required, unless there
 *     is a KeySource bean
 * @param kms the address of the KMS that guards the keys, if one does
 * @param keysReload the shortest time between two reads of the keys
 * @param codec the codec of new tokens, required if there are several on the path
 * @param sealer the sealer, which must be the one that the keys are for
 * @param acceptedCodecs codecs that open besides the one that is emitted, while a deploy changes the codec
 * @param acceptedKeys the keys of other sealers, which open and never seal, while a deploy changes the sealer; the rest of each name is
 *     the id of the sealer and .keys
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
@ConfigurationProperties(prefix = "mooring", ignoreUnknownFields = false)
public record MooringProperties(
        @Nullable String keys,
        @Nullable String kms,
        @Name("keys.reload") @Nullable Duration keysReload,
        @Nullable String codec,
        @Nullable String sealer,
        @Name("accept.codecs") @DefaultValue List<String> acceptedCodecs,
        @Name("accept") @DefaultValue Map<String, String> acceptedKeys,
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
        /**
         * By address if one is given; otherwise on the Redis or the database that the application has; without these, in
         * memory.
         */
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
     * @param namespace keeps apart the deployments that share a store
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
     */
    public record Rpc(
            @DefaultValue("/rpc") String path, @DefaultValue List<String> allowedOrigins) {}
}

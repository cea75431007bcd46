package dev.mooring.token;

import dev.mooring.api.keys.KeyEncryption;
import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.api.spi.TokenSealerProvider;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Issues and opens resume tokens.
 *
 * <p>The module path and the configuration decide which codec, sealer and keys it uses:
 *
 * <pre>{@code
 * ResumeTokenManager tokens = ResumeTokenManager.fromProperties(Map.of("mooring.keys", "file:resume.keys"));
 * ResumeToken token = tokens.issue(snapshot);
 * SessionSnapshot again = tokens.open(token.text()).snapshot();
 * }</pre>
 *
 * <p>Immutable and thread-safe; make one and share it. It has no thread and nothing to close.
 */
public final class ResumeTokenManager {
    private final Issuer issuer;
    private final Opener opener;
    private final int maxTokenChars;

    private ResumeTokenManager(Settings settings) {
        this.issuer = new Issuer(settings);
        this.opener = new Opener(settings);
        this.maxTokenChars = settings.maxTokenChars();
    }

    /**
     * Starts the configuration of a manager.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Makes a manager from configuration alone.
     *
     * @param properties settings under {@code mooring.}, at least {@code mooring.keys}; others are not looked at
     * @return the manager
     * @throws IllegalArgumentException when a setting is unknown or its value is not acceptable
     * @throws IllegalStateException when providers or keys are missing, or settings contradict each other
     */
    public static ResumeTokenManager fromProperties(Map<String, String> properties) {
        return builder().properties(properties).build();
    }

    /**
     * How long a token may be.
     *
     * @return the most characters of a token that is issued or opened
     */
    public int maxTokenChars() {
        return maxTokenChars;
    }

    /**
     * Issues a token without a context.
     *
     * @param snapshot the session as it is now
     * @return the token
     * @throws ResumeTokenException with {@link ResumeTokenException.Reason#ENCODING_FAILED} when the snapshot breaks a
     *     limit, the text would be too long, or a codec or sealer fails; with
     *     {@link ResumeTokenException.Reason#SESSION_TOO_OLD} when the session has lived as long as it may
     */
    public ResumeToken issue(SessionSnapshot snapshot) {
        return issue(snapshot, TokenContext.none());
    }

    /**
     * Issues a token that opens only in the same context.
     *
     * @param snapshot the session as it is now
     * @param context the facts that the server knows of the caller
     * @return the token
     * @throws ResumeTokenException as {@link #issue(SessionSnapshot)} does
     */
    public ResumeToken issue(SessionSnapshot snapshot, TokenContext context) {
        Objects.requireNonNull(snapshot, "snapshot");
        Objects.requireNonNull(context, "context");
        return issuer.issue(snapshot, context);
    }

    /**
     * Opens a token that was issued without a context.
     *
     * @param text the text that a client presents
     * @return the verified token
     * @throws ResumeTokenException when the token is refused; its reason says why
     */
    public OpenedToken open(String text) {
        return open(text, TokenContext.none());
    }

    /**
     * Opens a token in a context.
     *
     * @param text the text that a client presents
     * @param context the facts that the server knows of this caller, the same as when the token was issued
     * @return the verified token
     * @throws ResumeTokenException when the token is refused; its reason says why
     */
    public OpenedToken open(String text, TokenContext context) {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(context, "context");
        return opener.open(text, context);
    }

    /**
     * Tries to open a token as {@link #open(String, TokenContext)} does, and tells an operator how far it comes. The
     * listener is not told of it. Never show the answer to clients: it tells a forger which check to pass next.
     *
     * @param text the text that a client presented
     * @param context the facts that the server knows of that caller
     * @return each check that was made, in order, and why the token is refused, if it is
     */
    public Explanation explain(String text, TokenContext context) {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(context, "context");
        return opener.explain(text, context);
    }

    /**
     * Reads the public part of a token, without keys and without any verification.
     *
     * @param text the text that a client presents, of at most {@link Builder#DEFAULT_MAX_TOKEN_CHARS} characters
     * @return the part that anyone can read
     * @throws ResumeTokenException when the text is too long, is not a token, or is of another version
     */
    public static UnverifiedToken inspect(String text) {
        return TokenFrame.parse(text, Builder.DEFAULT_MAX_TOKEN_CHARS).unverified(text.length());
    }

    /**
     * Configures a {@link ResumeTokenManager}. Not thread-safe.
     *
     * <p>{@link #properties} is the way for deployments: it has every setting that is not an object. The other setters are
     * for code. A setting is made once, by either; a second time is an error that says the first value. Providers that are
     * named by id, or not at all, are discovered; providers that are given as objects are used as they are.
     */
    public static final class Builder {
        /** The longest token text unless told otherwise: 64 KiB. */
        public static final int DEFAULT_MAX_TOKEN_CHARS = 65_536;

        /** The life of a token unless told otherwise. */
        public static final Duration DEFAULT_TTL = Duration.ofHours(1);

        /** How far another server's clock may be ahead unless told otherwise. */
        public static final Duration DEFAULT_CLOCK_SKEW = Duration.ofSeconds(30);

        /** The least time between two reads of the keys unless told otherwise. */
        public static final Duration DEFAULT_KEYS_RELOAD = Duration.ofSeconds(30);

        final Once<ProviderChoice<SnapshotCodec>> codec = new Once<>(Property.CODEC.setting());
        final Once<ProviderChoice<TokenSealerProvider>> sealer = new Once<>(Property.SEALER.setting());
        final Once<KeySource> keys = new Once<>(Property.KEYS.setting());
        final List<ProviderChoice<SnapshotCodec>> acceptedCodecs = new ArrayList<>();
        final Map<ProviderChoice<TokenSealerProvider>, KeySource> acceptedSealers = new LinkedHashMap<>();
        final Once<Duration> keysReload = new Once<>(Property.KEYS_RELOAD.setting());
        final Once<Duration> ttl = new Once<>(Property.TTL.setting());
        final Once<Duration> maxTtl = new Once<>(Property.MAX_TTL.setting());
        final Once<Duration> maxSessionAge = new Once<>(Property.MAX_SESSION_AGE.setting());
        final Once<Duration> clockSkew = new Once<>(Property.CLOCK_SKEW.setting());
        final Once<Instant> notBefore = new Once<>(Property.NOT_BEFORE.setting());
        final Once<Integer> maxTokenChars = new Once<>(Property.MAX_TOKEN_CHARS.setting());
        final Once<Compression> compression = new Once<>(Property.COMPRESSION.setting());
        final Once<SnapshotLimits> limits = new Once<>("limits");
        final Once<InstantSource> clock = new Once<>("clock");
        final Once<SecureRandom> random = new Once<>("random");
        final List<TokenListener> listeners = new ArrayList<>(FlightListener.ofThisRuntime());
        final Once<KeyEncryption> kms = new Once<>(Property.KMS.setting());
        final Once<Providers> providers = new Once<>("classLoader or layer");

        private Builder() {}

        /**
         * Takes settings from configuration.
         *
         * <table>
         * <caption>Settings</caption>
         * <tr><th>property</th><th>default</th><th>meaning</th></tr>
         * <tr><td>{@code mooring.codec}</td><td>the only one on the path</td><td>the codec that is emitted</td></tr>
         * <tr><td>{@code mooring.sealer}</td><td>the key file names it</td><td>if given, must agree</td></tr>
         * <tr><td>{@code mooring.keys}</td><td>required</td><td>{@code file:} and a path, {@code env:} and a variable that
         * holds a key file's text, or an address of a {@link KeySourceProvider}, such as {@code vault:secret/resume}</td></tr>
         * <tr><td>{@code mooring.kms}</td><td>none</td><td>an address of a {@link KeyEncryptionProvider}, which guards all
         * keys</td></tr>
         * <tr><td>{@code mooring.keys.reload}</td><td>{@code PT30S}</td><td>the least time between two reads of the
         * keys</td></tr>
         * <tr><td>{@code mooring.accept.<sealer>.keys}</td><td>none</td><td>another sealer that opens, never seals</td></tr>
         * <tr><td>{@code mooring.accept.codecs}</td><td>the emitted one</td><td>comma-separated ids that open</td></tr>
         * <tr><td>{@code mooring.ttl}</td><td>{@code PT1H}</td><td>the life of a new token</td></tr>
         * <tr><td>{@code mooring.max-ttl}</td><td>the max session age</td><td>the longest life honoured when opening</td></tr>
         * <tr><td>{@code mooring.max-session-age}</td><td>{@code PT24H}</td><td>the longest life of a session</td></tr>
         * <tr><td>{@code mooring.clock-skew}</td><td>{@code PT30S}</td><td>for times in the future, at most
         * {@code PT10M}</td></tr>
         * <tr><td>{@code mooring.not-before}</td><td>none</td><td>an instant: tokens issued earlier are revoked</td></tr>
         * <tr><td>{@code mooring.max-token-chars}</td><td>65536</td><td>issuing and opening</td></tr>
         * <tr><td>{@code mooring.compression}</td><td>{@code none}</td><td>or {@code deflate}; issuing only</td></tr>
         * </table>
         *
         * @param properties settings by name; those not under {@code mooring.} are not looked at
         * @return this
         * @throws IllegalArgumentException when a setting under {@code mooring.} is unknown, with the nearest known one, or
         *     its value is not acceptable
         * @throws IllegalStateException when a setting was made before
         */
        public Builder properties(Map<String, String> properties) {
            PropertyReader.read(properties, this);
            return this;
        }

        /**
         * Chooses the codec that is emitted, by its id.
         *
         * @param id the id of a codec on the path
         * @return this
         */
        public Builder codec(String id) {
            codec.set(ProviderChoice.byId(id));
            return this;
        }

        /**
         * Gives the codec that is emitted.
         *
         * @param codec the codec
         * @return this
         */
        public Builder codec(SnapshotCodec codec) {
            this.codec.set(ProviderChoice.given(codec.id(), codec));
            return this;
        }

        /**
         * Accepts a codec besides the emitted one, by its id.
         *
         * @param id the id of a codec on the path
         * @return this
         */
        public Builder acceptCodec(String id) {
            acceptedCodecs.add(ProviderChoice.byId(id));
            return this;
        }

        /**
         * Accepts a codec besides the emitted one.
         *
         * @param codec the codec
         * @return this
         */
        public Builder acceptCodec(SnapshotCodec codec) {
            acceptedCodecs.add(ProviderChoice.given(codec.id(), codec));
            return this;
        }

        /**
         * Names the sealer that seals. The keys name it anyway; this makes sure that they are the right ones.
         *
         * @param id the id of a sealer on the path
         * @return this
         */
        public Builder sealer(String id) {
            sealer.set(ProviderChoice.byId(id));
            return this;
        }

        /**
         * Gives the sealer that seals.
         *
         * @param sealer the sealer's provider
         * @return this
         */
        public Builder sealer(TokenSealerProvider sealer) {
            this.sealer.set(ProviderChoice.given(sealer.id(), sealer));
            return this;
        }

        /**
         * Gives the keys that seal and open. Required.
         *
         * @param keys their source
         * @return this
         */
        public Builder keys(KeySource keys) {
            this.keys.set(keys);
            return this;
        }

        /**
         * Accepts another sealer: its keys open and never seal.
         *
         * @param id the id of a sealer on the path
         * @param source the source of its keys
         * @return this
         */
        public Builder acceptSealer(String id, KeySource source) {
            return acceptSealer(ProviderChoice.byId(id), source);
        }

        /**
         * Accepts another sealer: its keys open and never seal.
         *
         * @param sealer the sealer's provider
         * @param source the source of its keys
         * @return this
         */
        public Builder acceptSealer(TokenSealerProvider sealer, KeySource source) {
            return acceptSealer(ProviderChoice.given(sealer.id(), sealer), source);
        }

        private Builder acceptSealer(ProviderChoice<TokenSealerProvider> choice, KeySource source) {
            Objects.requireNonNull(source, "source");
            if (acceptedSealers.keySet().stream().anyMatch(known -> known.id().equals(choice.id()))) {
                throw new IllegalStateException(
                        "The sealer " + choice.id() + " is accepted already: name its keys once");
            }
            acceptedSealers.put(choice, source);
            return this;
        }

        /**
         * Limits how often keys are re-read; {@link #DEFAULT_KEYS_RELOAD} by default.
         *
         * @param keysReload the least time between two re-reads, from zero to 30 days
         * @return this
         */
        public Builder keysReload(Duration keysReload) {
            this.keysReload.set(
                    Property.KEYS_RELOAD.within(keysReload, Duration.ZERO, SessionSnapshot.GREATEST_MAX_AGE));
            return this;
        }

        /**
         * Sets the life of new tokens; {@link #DEFAULT_TTL} by default, or the max ttl if that is shorter.
         *
         * @param ttl at least a millisecond, at most the max ttl
         * @return this
         */
        public Builder ttl(Duration ttl) {
            this.ttl.set(Property.TTL.within(ttl, Durations.LEAST, SessionSnapshot.GREATEST_MAX_AGE));
            return this;
        }

        /**
         * Limits the life of tokens that are opened, from their issue; the max session age by default.
         *
         * @param maxTtl at least a millisecond, at most {@link SessionSnapshot#GREATEST_MAX_AGE}
         * @return this
         */
        public Builder maxTtl(Duration maxTtl) {
            this.maxTtl.set(Property.MAX_TTL.within(maxTtl, Durations.LEAST, SessionSnapshot.GREATEST_MAX_AGE));
            return this;
        }

        /**
         * Limits the life of sessions, from their creation; 24 hours by default.
         *
         * @param maxSessionAge at least a second, at most {@link SessionSnapshot#GREATEST_MAX_AGE}
         * @return this
         */
        public Builder maxSessionAge(Duration maxSessionAge) {
            this.maxSessionAge.set(Property.MAX_SESSION_AGE.within(
                    maxSessionAge, Duration.ofSeconds(1), SessionSnapshot.GREATEST_MAX_AGE));
            return this;
        }

        /**
         * Says how far the clocks of other servers may be ahead; {@link #DEFAULT_CLOCK_SKEW} by default. None is granted on
         * expiry.
         *
         * @param clockSkew from zero to {@link LedgerSettings#GREATEST_CLOCK_SKEW}
         * @return this
         */
        public Builder clockSkew(Duration clockSkew) {
            this.clockSkew.set(
                    Property.CLOCK_SKEW.within(clockSkew, Duration.ZERO, LedgerSettings.GREATEST_CLOCK_SKEW));
            return this;
        }

        /**
         * Revokes all tokens that were issued before an instant, for use after a leak.
         *
         * @param notBefore tokens issued earlier are refused
         * @return this
         */
        public Builder notBefore(Instant notBefore) {
            this.notBefore.set(notBefore);
            return this;
        }

        /**
         * Limits the text of tokens, issued and opened; {@link #DEFAULT_MAX_TOKEN_CHARS} by default.
         *
         * @param maxTokenChars at least 1
         * @return this
         */
        public Builder maxTokenChars(int maxTokenChars) {
            if (maxTokenChars < 1) {
                throw new IllegalArgumentException(
                        Property.MAX_TOKEN_CHARS.setting() + " is from 1 to " + Integer.MAX_VALUE);
            }
            this.maxTokenChars.set(maxTokenChars);
            return this;
        }

        /**
         * Says whether payloads are compressed; {@link Compression#NONE} by default. Every server opens both.
         *
         * @param compression see {@link Compression#DEFLATE} for the facts that the length can reveal
         * @return this
         */
        public Builder compression(Compression compression) {
            this.compression.set(compression);
            return this;
        }

        /**
         * Limits snapshots, issued and opened; {@link SnapshotLimits#DEFAULT} by default.
         *
         * @param limits the limits
         * @return this
         */
        public Builder limits(SnapshotLimits limits) {
            this.limits.set(limits);
            return this;
        }

        /**
         * Gives the clock; the system's by default.
         *
         * @param clock tells the time, thread-safe
         * @return this
         */
        public Builder clock(InstantSource clock) {
            this.clock.set(clock);
            return this;
        }

        /**
         * Gives the randomness of token ids; the system's by default. Keys and nonces never come from it.
         *
         * @param random a cryptographically strong one
         * @return this
         */
        public Builder random(SecureRandom random) {
            this.random.set(random);
            return this;
        }

        /**
         * Adds a listener; the JDK's Flight Recorder alone is told by default.
         *
         * @param listener is told of each event, after those that were added before; thread-safe
         * @return this
         */
        public Builder listener(TokenListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Gives the service that decrypts key material; none by default.
         *
         * @param kms the user's KMS
         * @return this
         */
        public Builder kms(KeyEncryption kms) {
            this.kms.set(kms);
            return this;
        }

        /**
         * Looks for providers through a class loader, instead of the loader of this module.
         *
         * @param loader the loader
         * @return this
         */
        public Builder classLoader(ClassLoader loader) {
            providers.set(Providers.discover(loader));
            return this;
        }

        /**
         * Looks for providers through a module layer, instead of the loader of this module.
         *
         * @param layer the layer
         * @return this
         */
        public Builder layer(ModuleLayer layer) {
            providers.set(Providers.discover(layer));
            return this;
        }

        /**
         * Makes the manager: finds the providers, reads the keys, and makes the sealers.
         *
         * @return the manager
         * @throws IllegalArgumentException when a key is not usable
         * @throws IllegalStateException when keys or providers are missing, or settings contradict each other
         */
        public ResumeTokenManager build() {
            return new ResumeTokenManager(new Assembly(this).settings());
        }
    }
}

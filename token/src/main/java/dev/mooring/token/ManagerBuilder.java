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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Configures a {@link ResumeTokenManager}. Not thread-safe.
 *
 * <p>{@link #properties} is the way for deployments: it says everything that is not an object. The other setters are for
 * code. A setting is made once, by either; a second time is an error that says the first value. Providers that are named
 * by id, or not at all, are discovered; providers that are given as objects are used as they are.
 */
public final class ManagerBuilder {
    /** The longest token text unless told otherwise: 64 KiB. */
    public static final int DEFAULT_MAX_TOKEN_CHARS = 65_536;

    /** The life of a token unless told otherwise. */
    public static final Duration DEFAULT_TTL = Duration.ofHours(1);

    /** How far another server's clock may be ahead unless told otherwise. */
    public static final Duration DEFAULT_CLOCK_SKEW = Duration.ofSeconds(30);

    /** How often keys are re-read at most unless told otherwise. */
    public static final Duration DEFAULT_KEYS_RELOAD = Duration.ofSeconds(30);

    private final Setting<ProviderChoice<SnapshotCodec>> codec = new Setting<>("codec");
    private final Setting<ProviderChoice<TokenSealerProvider>> sealer = new Setting<>("sealer");
    private final Setting<KeySource> keys = new Setting<>("keys");
    private final List<ProviderChoice<SnapshotCodec>> acceptedCodecs = new ArrayList<>();
    private final Map<ProviderChoice<TokenSealerProvider>, KeySource> acceptedSealers = new LinkedHashMap<>();
    private final Setting<Duration> keysReload = new Setting<>("keys.reload");
    private final Setting<Duration> ttl = new Setting<>("ttl");
    private final Setting<Duration> maxTtl = new Setting<>("max-ttl");
    private final Setting<Duration> maxSessionAge = new Setting<>("max-session-age");
    private final Setting<Duration> clockSkew = new Setting<>("clock-skew");
    private final Setting<Instant> notBefore = new Setting<>("not-before");
    private final Setting<Integer> maxTokenChars = new Setting<>("max-token-chars");
    private final Setting<Compression> compression = new Setting<>("compression");
    private final Setting<SnapshotLimits> limits = new Setting<>("limits");
    private final Setting<InstantSource> clock = new Setting<>("clock");
    private final Setting<SecureRandom> random = new Setting<>("random");
    private final List<TokenListener> listeners = new ArrayList<>(FlightListener.ofThisRuntime());
    private final Setting<KeyEncryption> kms = new Setting<>("kms");
    private final Setting<Providers> providers = new Setting<>("providers");

    ManagerBuilder() {}

    /**
     * Takes settings from configuration.
     *
     * <table>
     * <caption>Settings</caption>
     * <tr><th>property</th><th>default</th><th>meaning</th></tr>
     * <tr><td>{@code mooring.codec}</td><td>the only one on the path</td><td>what is emitted</td></tr>
     * <tr><td>{@code mooring.sealer}</td><td>the key file names it</td><td>where given, must agree</td></tr>
     * <tr><td>{@code mooring.keys}</td><td>required</td><td>{@code file:} and a path, or {@code env:} and a variable that
     * holds a key file's text</td></tr>
     * <tr><td>{@code mooring.keys.reload}</td><td>{@code PT30S}</td><td>how often keys are re-read at most</td></tr>
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
    public ManagerBuilder properties(Map<String, String> properties) {
        PropertyReader.read(properties, this);
        return this;
    }

    /**
     * Chooses the codec that is emitted, by its id.
     *
     * @param id the id of a codec on the path
     * @return this
     */
    public ManagerBuilder codec(String id) {
        codec.set(ProviderChoice.byId(id));
        return this;
    }

    /**
     * Gives the codec that is emitted.
     *
     * @param given the codec
     * @return this
     */
    public ManagerBuilder codec(SnapshotCodec given) {
        codec.set(ProviderChoice.given(given.id(), given));
        return this;
    }

    /**
     * Accepts a codec besides the emitted one, by its id.
     *
     * @param id the id of a codec on the path
     * @return this
     */
    public ManagerBuilder acceptCodec(String id) {
        acceptedCodecs.add(ProviderChoice.byId(id));
        return this;
    }

    /**
     * Accepts a codec besides the emitted one.
     *
     * @param given the codec
     * @return this
     */
    public ManagerBuilder acceptCodec(SnapshotCodec given) {
        acceptedCodecs.add(ProviderChoice.given(given.id(), given));
        return this;
    }

    /**
     * Names the sealer that seals. The keys name it anyway; this makes sure that they are the right ones.
     *
     * @param id the id of a sealer on the path
     * @return this
     */
    public ManagerBuilder sealer(String id) {
        sealer.set(ProviderChoice.byId(id));
        return this;
    }

    /**
     * Gives the sealer that seals.
     *
     * @param given the sealer's provider
     * @return this
     */
    public ManagerBuilder sealer(TokenSealerProvider given) {
        sealer.set(ProviderChoice.given(given.id(), given));
        return this;
    }

    /**
     * Gives the keys that seal and open. Required.
     *
     * @param source where they come from
     * @return this
     */
    public ManagerBuilder keys(KeySource source) {
        keys.set(source);
        return this;
    }

    /**
     * Accepts another sealer: its keys open and never seal.
     *
     * @param id the id of a sealer on the path
     * @param source where its keys come from
     * @return this
     */
    public ManagerBuilder acceptSealer(String id, KeySource source) {
        return acceptSealer(ProviderChoice.byId(id), source);
    }

    /**
     * Accepts another sealer: its keys open and never seal.
     *
     * @param given the sealer's provider
     * @param source where its keys come from
     * @return this
     */
    public ManagerBuilder acceptSealer(TokenSealerProvider given, KeySource source) {
        return acceptSealer(ProviderChoice.given(given.id(), given), source);
    }

    private ManagerBuilder acceptSealer(ProviderChoice<TokenSealerProvider> choice, KeySource source) {
        Objects.requireNonNull(source, "source");
        if (acceptedSealers.keySet().stream().anyMatch(known -> known.id().equals(choice.id()))) {
            throw new IllegalStateException("The sealer " + choice.id() + " is accepted already: name its keys once");
        }
        acceptedSealers.put(choice, source);
        return this;
    }

    /**
     * Limits how often keys are re-read; {@link #DEFAULT_KEYS_RELOAD} by default.
     *
     * @param interval the least time between two re-reads, from zero to 30 days
     * @return this
     */
    public ManagerBuilder keysReload(Duration interval) {
        keysReload.set(Durations.within("keys.reload", interval, Duration.ZERO, SessionSnapshot.GREATEST_MAX_AGE));
        return this;
    }

    /**
     * Sets the life of new tokens; {@link #DEFAULT_TTL} by default, or the max ttl where that is shorter.
     *
     * @param life at least a millisecond, at most the max ttl
     * @return this
     */
    public ManagerBuilder ttl(Duration life) {
        ttl.set(Durations.within("ttl", life, Durations.LEAST, SessionSnapshot.GREATEST_MAX_AGE));
        return this;
    }

    /**
     * Limits the life of tokens that are opened, from their issue; the max session age by default.
     *
     * @param life at least a millisecond, at most {@link SessionSnapshot#GREATEST_MAX_AGE}
     * @return this
     */
    public ManagerBuilder maxTtl(Duration life) {
        maxTtl.set(Durations.within("max-ttl", life, Durations.LEAST, SessionSnapshot.GREATEST_MAX_AGE));
        return this;
    }

    /**
     * Limits the life of sessions, from their creation; 24 hours by default.
     *
     * @param age at least a second, at most {@link SessionSnapshot#GREATEST_MAX_AGE}
     * @return this
     */
    public ManagerBuilder maxSessionAge(Duration age) {
        maxSessionAge.set(
                Durations.within("max-session-age", age, Duration.ofSeconds(1), SessionSnapshot.GREATEST_MAX_AGE));
        return this;
    }

    /**
     * Says how far the clocks of other servers may be ahead; {@link #DEFAULT_CLOCK_SKEW} by default. None is granted on
     * expiry.
     *
     * @param skew from zero to {@link LedgerSettings#GREATEST_CLOCK_SKEW}
     * @return this
     */
    public ManagerBuilder clockSkew(Duration skew) {
        clockSkew.set(Durations.within("clock-skew", skew, Duration.ZERO, LedgerSettings.GREATEST_CLOCK_SKEW));
        return this;
    }

    /**
     * Revokes all tokens that were issued before an instant, for use after a leak.
     *
     * @param instant tokens issued earlier are refused
     * @return this
     */
    public ManagerBuilder notBefore(Instant instant) {
        notBefore.set(instant);
        return this;
    }

    /**
     * Limits the text of tokens, issued and opened; {@link #DEFAULT_MAX_TOKEN_CHARS} by default.
     *
     * @param chars at least 1
     * @return this
     */
    public ManagerBuilder maxTokenChars(int chars) {
        if (chars < 1) {
            throw new IllegalArgumentException("max-token-chars is from 1 to " + Integer.MAX_VALUE);
        }
        maxTokenChars.set(chars);
        return this;
    }

    /**
     * Says whether payloads are compressed; {@link Compression#NONE} by default. Every server opens both.
     *
     * @param choice see {@link Compression#DEFLATE} for what its length can tell
     * @return this
     */
    public ManagerBuilder compression(Compression choice) {
        compression.set(choice);
        return this;
    }

    /**
     * Limits snapshots, issued and opened; {@link SnapshotLimits#DEFAULT} by default.
     *
     * @param bounds the limits
     * @return this
     */
    public ManagerBuilder limits(SnapshotLimits bounds) {
        limits.set(bounds);
        return this;
    }

    /**
     * Gives the clock; the system's by default.
     *
     * @param source tells the time, thread-safe
     * @return this
     */
    public ManagerBuilder clock(InstantSource source) {
        clock.set(source);
        return this;
    }

    /**
     * Gives the randomness of token ids; the system's by default. Keys and nonces never come from it.
     *
     * @param source a cryptographically strong one
     * @return this
     */
    public ManagerBuilder random(SecureRandom source) {
        random.set(source);
        return this;
    }

    /**
     * Adds a listener; the JDK's Flight Recorder alone is told by default.
     *
     * @param given is told what happens, after those that were added before; thread-safe
     * @return this
     */
    public ManagerBuilder listener(TokenListener given) {
        listeners.add(Objects.requireNonNull(given, "given"));
        return this;
    }

    /**
     * Gives the service that decrypts key material; none by default.
     *
     * @param service the user's KMS
     * @return this
     */
    public ManagerBuilder kms(KeyEncryption service) {
        kms.set(service);
        return this;
    }

    /**
     * Looks for providers through a class loader, instead of where this module was loaded from.
     *
     * @param loader the loader
     * @return this
     */
    public ManagerBuilder classLoader(ClassLoader loader) {
        providers.set(Providers.discover(loader));
        return this;
    }

    /**
     * Looks for providers through a module layer, instead of where this module was loaded from.
     *
     * @param layer the layer
     * @return this
     */
    public ManagerBuilder layer(ModuleLayer layer) {
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
        KeySource sealingKeys = keys.get()
                .orElseThrow(() -> new IllegalStateException("No keys are given: set mooring.keys to file:PATH or"
                        + " env:VARIABLE, or call keys(…); \"mooring keys create\" makes a key file"));
        // looked for only where needed: explicit wiring works whatever is on the path
        Lazy<Providers> found = new Lazy<>(() -> providers.get().orElseGet(Providers::discover));
        SnapshotCodec emitted = codec.get()
                .map(choice -> choice.resolve(id -> found.get().codec(id)))
                .orElseGet(() -> found.get().onlyCodec());
        KeyIdOwners owners = new KeyIdOwners();
        ReloadingSealer sealing = sealerThatSeals(sealingKeys, owners, found);
        return new ResumeTokenManager(new Settings(
                emitted.id(),
                codecs(emitted, found),
                sealing,
                sealers(sealing, owners, found),
                times(),
                limits.orElse(SnapshotLimits.DEFAULT),
                maxTokenChars.orElse(DEFAULT_MAX_TOKEN_CHARS),
                compression.orElse(Compression.NONE),
                time(),
                random.get().orElseGet(SecureRandom::new),
                quietListener()));
    }

    private Map<String, SnapshotCodec> codecs(SnapshotCodec emitted, Lazy<Providers> found) {
        Map<String, SnapshotCodec> codecs = new LinkedHashMap<>();
        codecs.put(emitted.id(), emitted);
        for (ProviderChoice<SnapshotCodec> accepted : acceptedCodecs) {
            SnapshotCodec resolved = accepted.id().equals(emitted.id()) && accepted.isById()
                    ? emitted
                    : accepted.resolve(id -> found.get().codec(id));
            SnapshotCodec other = codecs.putIfAbsent(resolved.id(), resolved);
            if (other != null && other != resolved) {
                throw new IllegalStateException("Two codecs have the id " + resolved.id() + ", "
                        + other.getClass().getName() + " and "
                        + resolved.getClass().getName() + ": keep one");
            }
        }
        return Collections.unmodifiableMap(codecs);
    }

    private ReloadingSealer sealerThatSeals(KeySource source, KeyIdOwners owners, Lazy<Providers> found) {
        ReloadingSealer.FirstRead read = ReloadingSealer.read(source);
        TokenSealerProvider provider = sealer.get()
                .map(choice -> choice.resolve(id -> found.get().sealer(id)))
                .orElseGet(() -> found.get().sealer(read.keys().sealerId()));
        return reloading(read, provider, owners);
    }

    private Map<String, ReloadingSealer> sealers(ReloadingSealer sealing, KeyIdOwners owners, Lazy<Providers> found) {
        Map<String, ReloadingSealer> sealers = new LinkedHashMap<>();
        sealers.put(sealing.sealerId(), sealing);
        acceptedSealers.forEach((choice, source) -> {
            ReloadingSealer accepted = reloading(
                    ReloadingSealer.read(source),
                    choice.resolve(id -> found.get().sealer(id)),
                    owners);
            if (sealers.putIfAbsent(accepted.sealerId(), accepted) != null) {
                throw new IllegalStateException("The sealer " + accepted.sealerId()
                        + " seals, so it opens already: put all its keys into one key file");
            }
        });
        return Collections.unmodifiableMap(sealers);
    }

    private ReloadingSealer reloading(
            ReloadingSealer.FirstRead read, TokenSealerProvider provider, KeyIdOwners owners) {
        @Nullable KeyEncryption service = kms.get().orElse(null);
        return new ReloadingSealer(
                read,
                provider,
                service,
                new ReloadingSealer.ReloadPolicy(
                        keysReload.orElse(DEFAULT_KEYS_RELOAD), time(), quietListener(), owners));
    }

    private InstantSource time() {
        return clock.orElse(InstantSource.system());
    }

    private TokenListener quietListener() {
        return new QuietListener(listeners);
    }

    private Settings.Times times() {
        Duration age = maxSessionAge.orElse(SessionSnapshot.DEFAULT_MAX_AGE);
        Duration most = maxTtl.orElse(age);
        Duration life = ttl.orElse(Durations.shorter(DEFAULT_TTL, most));
        if (life.compareTo(most) > 0) {
            throw new IllegalStateException(
                    "ttl is " + life + ", longer than max-ttl, " + most
                            + ": tokens would be refused before they expire; shorten ttl, or raise max-ttl on every server first");
        }
        return new Settings.Times(life, most, age, clockSkew.orElse(DEFAULT_CLOCK_SKEW), notBefore.get());
    }
}

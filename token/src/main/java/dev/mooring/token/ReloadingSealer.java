package dev.mooring.token;

import dev.mooring.api.keys.KeyEncryption;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.spi.TokenSealer;
import dev.mooring.api.spi.TokenSealerProvider;
import dev.mooring.token.internal.VirtualMachineErrors;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The sealer of one key source. It is made anew when the keys of the source have changed.
 *
 * <p>The source is read on use, by the first thread that comes after the interval; the other threads go on with the keys
 * that are loaded. No thread runs in the background, and a source that fails leaves the last good keys in use. Keys and
 * sealer are replaced together, in one step, so an operation that holds the old sealer finishes with it. Thread-safe.
 */
final class ReloadingSealer {
    /** The least time between two re-reads for unknown key ids, so that invented ids do not flood the source. */
    static final Duration UNKNOWN_KEY_PAUSE = Duration.ofSeconds(1);

    /**
     * Keys that were read, and the sealer that was made of them.
     *
     * @param keys the keys
     * @param sealer the sealer
     */
    record Loaded(KeySet keys, TokenSealer sealer) {}

    /**
     * A source and the keys that it gave when a manager was built. It is read once for that, because a pipe gives its
     * keys only once, and because the keys that choose the sealer have to be the keys that the sealer gets.
     *
     * @param source the source, to be read again later
     * @param keys the keys
     */
    record FirstRead(KeySource source, KeySet keys) {}

    /**
     * When to re-read, and whom to tell.
     *
     * @param interval the least time between two re-reads
     * @param clock tells the time
     * @param listener is told of changes and failures
     * @param owners refuses key ids that another sealer of this manager uses
     */
    record ReloadPolicy(Duration interval, InstantSource clock, TokenListener listener, KeyIdOwners owners) {}

    private final KeySource source;
    private final TokenSealerProvider provider;
    private final String sealerId;
    private final @Nullable KeyEncryption kms;
    private final TokenListener listener;
    private final KeyIdOwners owners;
    private final ReentrantLock reading = new ReentrantLock();
    private final Pause interval;
    private final Pause unknownKeyPause;
    private volatile Loaded loaded;

    /** Makes the first sealer, which has to succeed. */
    ReloadingSealer(FirstRead read, TokenSealerProvider provider, @Nullable KeyEncryption kms, ReloadPolicy policy) {
        this.source = read.source();
        this.provider = provider;
        this.sealerId = provider.id();
        this.kms = kms;
        this.listener = policy.listener();
        this.owners = policy.owners();
        this.loaded = firstMadeOf(read.keys());
        this.interval = new Pause(policy.interval(), policy.clock());
        this.unknownKeyPause = new Pause(UNKNOWN_KEY_PAUSE, policy.clock());
        interval.begin();
    }

    /** Reads a source when a manager is built. Any failure is for the deployment to repair. */
    static FirstRead read(KeySource source) {
        try {
            return new FirstRead(source, Objects.requireNonNull(source.load(), "no keys"));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException("The keys cannot be used (" + source + "): " + e.getMessage());
        } catch (Throwable e) {
            VirtualMachineErrors.passOn(e);
            // the contract does not allow it, so its message may show anything
            throw new IllegalStateException("The keys cannot be used (" + source + "): the source failed with "
                    + e.getClass().getName());
        }
    }

    private Loaded firstMadeOf(KeySet keys) {
        try {
            return madeOf(keys);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw e;
        } catch (Throwable e) {
            VirtualMachineErrors.passOn(e);
            throw new IllegalStateException("The sealer " + sealerId + " cannot be made: "
                    + LookedAt.by(provider.getClass().getClassLoader())
                            .requirements()
                            .explain(e)
                            .orElseGet(() -> "it failed with " + e.getClass().getName() + ", a fault of its provider"));
        }
    }

    String sealerId() {
        return sealerId;
    }

    KeySource source() {
        return source;
    }

    /** The keys that were read last, without another look at the source. */
    Loaded loaded() {
        return loaded;
    }

    /** The keys to use now: the source is read again if the interval is over. */
    Loaded refreshed() {
        reloadAfter(interval);
        return loaded;
    }

    /** The keys after one more look at the source for an unknown key id, unless the last such look is too recent. */
    Loaded refreshedForUnknownKey() {
        reloadAfter(unknownKeyPause);
        return loaded;
    }

    /** Nobody waits: while one thread reads the source, the others go on. */
    private void reloadAfter(Pause pause) {
        if (pause.isOver() && reading.tryLock()) {
            try {
                if (pause.isOver()) {
                    pause.begin();
                    reload();
                }
            } finally {
                reading.unlock();
            }
        }
    }

    private void reload() {
        try {
            KeySet keys = source.load();
            if (!keys.equals(loaded.keys())) {
                loaded = madeOf(keys);
                listener.keysChanged(keys);
            }
        } catch (Throwable e) {
            VirtualMachineErrors.passOn(e);
            listener.keysUnavailable(source, e);
        }
    }

    private Loaded madeOf(KeySet keys) {
        try {
            keys.requireSealer(sealerId);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("The keys cannot be used (" + source + "): " + e.getMessage());
        }
        TokenSealer sealer = provider.sealer(KmsKeys.inTheClear(keys, kms));
        Set<String> ids = keys.keys().stream().map(TokenKey::id).collect(Collectors.toSet());
        if (!sealer.keyIds().equals(ids)
                || !sealer.primaryKeyId().equals(keys.sealingKey().id())) {
            throw new IllegalStateException("The sealer " + sealerId
                    + " does not hold exactly the keys that it was given: its provider is faulty");
        }
        owners.take(sealerId, ids);
        return new Loaded(keys, sealer);
    }

    /** A time that has to pass between two reads. It is over before it first begins. */
    private static final class Pause {
        private final long millis;
        private final InstantSource clock;
        private volatile long begun;

        Pause(Duration duration, InstantSource clock) {
            this.millis = duration.toMillis();
            this.clock = clock;
            this.begun = clock.millis() - millis;
        }

        void begin() {
            begun = clock.millis();
        }

        /** A clock that was set back counts as time that has passed. */
        boolean isOver() {
            long now = clock.millis();
            return now < begun || now - begun >= millis;
        }
    }
}

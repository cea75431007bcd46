package dev.mooring.token;

import dev.mooring.api.keys.KeyEncryption;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.spi.TokenSealer;
import dev.mooring.api.spi.TokenSealerProvider;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The sealer of one key source, made anew when the source's keys have changed.
 *
 * <p>The source is read on use, by whichever thread comes first after the interval; the others go on with what is there.
 * There is no thread, and a source that fails leaves the last good keys in use. Keys and sealer are swapped together, in
 * one step, so an operation that holds the old sealer finishes with it.
 */
final class KeyRing {
    /** The least time between two re-reads for unknown key ids, so that made-up ids do not hammer the source. */
    static final Duration UNKNOWN_KEY_PAUSE = Duration.ofSeconds(1);

    /** Keys and the sealer that was made of them. */
    record Current(KeySet keys, TokenSealer sealer) {}

    /**
     * A source that has been read when a manager is built, once only: a pipe gives keys once, and what is looked at to
     * choose the sealer is what the sealer gets.
     *
     * @param source where the keys came from, to be read again later
     * @param keys what it gave
     */
    record FirstRead(KeySource source, KeySet keys) {}

    private final KeySource source;
    private final TokenSealerProvider provider;
    private final String sealerId;
    private final @Nullable KeyEncryption kms;
    private final long reloadMillis;
    private final InstantSource clock;
    private final TokenListener listener;
    private final KeyIdOwners owners;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Current current;
    private volatile long readAt;
    private volatile long readForUnknownAt;

    /** Makes the first sealer, which has to succeed. */
    KeyRing(FirstRead read, TokenSealerProvider provider, @Nullable KeyEncryption kms, ReloadPolicy policy) {
        this.source = read.source();
        this.provider = provider;
        this.sealerId = provider.id();
        this.kms = kms;
        this.reloadMillis = policy.interval().toMillis();
        this.clock = policy.clock();
        this.listener = policy.listener();
        this.owners = policy.owners();
        this.current = first(read.keys());
        this.readAt = clock.millis();
        this.readForUnknownAt = readAt - UNKNOWN_KEY_PAUSE.toMillis();
    }

    /**
     * When to re-read, and whom to tell.
     *
     * @param interval the least time between two re-reads
     * @param clock tells the time
     * @param listener is told of changes and failures
     * @param owners refuses key ids that another sealer of this manager uses
     */
    record ReloadPolicy(Duration interval, InstantSource clock, TokenListener listener, KeyIdOwners owners) {}

    /** Reads a source when a manager is built: whatever goes wrong is for the deployment to repair. */
    static FirstRead read(KeySource source) {
        try {
            return new FirstRead(source, Objects.requireNonNull(source.load(), "no keys"));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException("The keys cannot be used (" + source + "): " + e.getMessage());
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            // what is outside the contract may show anything, so it is named and not repeated
            throw new IllegalStateException("The keys cannot be used (" + source + "): the source failed with "
                    + e.getClass().getName());
        }
    }

    private Current first(KeySet keys) {
        try {
            return current(keys);
        } catch (IllegalArgumentException | IllegalStateException | VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(
                    "The sealer " + sealerId + " failed with " + e.getClass().getName() + ": its provider is faulty");
        }
    }

    String sealerId() {
        return sealerId;
    }

    KeySource source() {
        return source;
    }

    /** The keys and the sealer as they are, without another look at the source. */
    Current held() {
        return current;
    }

    /** The keys and the sealer to use now. */
    Current current() {
        if (isDue(readAt, reloadMillis) && reading.tryLock()) {
            try {
                if (isDue(readAt, reloadMillis)) {
                    readAt = clock.millis();
                    reload();
                }
            } finally {
                reading.unlock();
            }
        }
        return current;
    }

    /** The same, after one more look at the source where that is not too soon; nobody waits for another's look. */
    Current currentAfterUnknownKey() {
        long pause = UNKNOWN_KEY_PAUSE.toMillis();
        if (isDue(readForUnknownAt, pause) && reading.tryLock()) {
            try {
                if (isDue(readForUnknownAt, pause)) {
                    readForUnknownAt = clock.millis();
                    reload();
                }
            } finally {
                reading.unlock();
            }
        }
        return current;
    }

    /** A clock that was set back counts as time gone by. */
    private boolean isDue(long since, long millis) {
        long now = clock.millis();
        return now < since || now - since >= millis;
    }

    private void reload() {
        try {
            KeySet keys = source.load();
            if (!keys.equals(current.keys())) {
                current = current(keys);
                listener.keysChanged(keys);
            }
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            listener.keysUnavailable(source, e);
        }
    }

    private Current current(KeySet keys) {
        if (!keys.sealerId().equals(sealerId)) {
            throw new IllegalStateException("The keys (" + source + ") are for the sealer " + keys.sealerId()
                    + ", and not for " + sealerId + ": name the right keys, or choose that sealer");
        }
        TokenSealer sealer = provider.sealer(keys, kms);
        Set<String> ids = keys.keys().stream().map(TokenKey::id).collect(Collectors.toSet());
        if (!sealer.keyIds().equals(ids)
                || !sealer.primaryKeyId().equals(keys.sealingKey().id())) {
            throw new IllegalStateException("The sealer " + sealerId
                    + " does not hold exactly the keys that it was given: its provider is faulty");
        }
        owners.take(sealerId, ids);
        return new Current(keys, sealer);
    }
}

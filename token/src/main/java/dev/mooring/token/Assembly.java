package dev.mooring.token;

import dev.mooring.api.keys.KeyEncryption;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.api.spi.TokenSealerProvider;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the settings of a manager together: finds the providers, reads the keys, and makes the sealers. */
final class Assembly {
    private final ResumeTokenManager.Builder builder;
    private final KeyIdOwners owners = new KeyIdOwners();

    /** Providers are looked for only if one is needed: providers that are given work whatever is on the path. */
    private final Lazy<Providers> found;

    private final Lazy<Optional<KeyEncryption>> kms;

    Assembly(ResumeTokenManager.Builder builder) {
        this.builder = builder;
        this.found = new Lazy<>(() -> builder.providers.get().orElseGet(Providers::discover));
        this.kms = new Lazy<>(() -> builder.kms.get().map(service -> ProviderAddress.opened(service, found)));
    }

    Settings settings() {
        KeySource sealingKeys = builder.keys
                .get()
                .orElseThrow(
                        () -> new IllegalStateException("No keys are given: set " + Property.KEYS + " to file:PATH or"
                                + " env:VARIABLE, or call keys(…); \"mooring keys create\" makes a key file"));
        SnapshotCodec emitted = builder.codec
                .get()
                .map(choice -> choice.resolve(id -> found.get().codec(id)))
                .orElseGet(() -> found.get().onlyCodec());
        ReloadingSealer sealing = sealerThatSeals(sealingKeys);
        return new Settings(
                emitted.id(),
                codecs(emitted),
                sealing,
                sealers(sealing),
                times(),
                builder.limits.orElse(SnapshotLimits.DEFAULT),
                builder.maxTokenChars.orElse(ResumeTokenManager.Builder.DEFAULT_MAX_TOKEN_CHARS),
                builder.compression.orElse(Compression.NONE),
                time(),
                builder.random.get().orElseGet(SecureRandom::new),
                quietListener());
    }

    private Map<String, SnapshotCodec> codecs(SnapshotCodec emitted) {
        Map<String, SnapshotCodec> codecs = new LinkedHashMap<>();
        codecs.put(emitted.id(), emitted);
        for (ProviderChoice<SnapshotCodec> accepted : builder.acceptedCodecs) {
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

    private ReloadingSealer sealerThatSeals(KeySource source) {
        ReloadingSealer.FirstRead read = ReloadingSealer.read(ProviderAddress.opened(source, found));
        TokenSealerProvider provider = builder.sealer
                .get()
                .map(choice -> choice.resolve(id -> found.get().sealer(id)))
                .orElseGet(() -> found.get().sealer(read.keys().sealerId()));
        return reloading(read, provider);
    }

    private Map<String, ReloadingSealer> sealers(ReloadingSealer sealing) {
        Map<String, ReloadingSealer> sealers = new LinkedHashMap<>();
        sealers.put(sealing.sealerId(), sealing);
        builder.acceptedSealers.forEach((choice, source) -> {
            ReloadingSealer accepted = reloading(
                    ReloadingSealer.read(ProviderAddress.opened(source, found)),
                    choice.resolve(id -> found.get().sealer(id)));
            if (sealers.putIfAbsent(accepted.sealerId(), accepted) != null) {
                throw new IllegalStateException("The sealer " + accepted.sealerId()
                        + " seals, so it opens already: put all its keys into one key file");
            }
        });
        return Collections.unmodifiableMap(sealers);
    }

    private ReloadingSealer reloading(ReloadingSealer.FirstRead read, TokenSealerProvider provider) {
        @Nullable KeyEncryption service = kms.get().orElse(null);
        return new ReloadingSealer(
                read,
                provider,
                service,
                new ReloadingSealer.ReloadPolicy(
                        builder.keysReload.orElse(ResumeTokenManager.Builder.DEFAULT_KEYS_RELOAD),
                        time(),
                        quietListener(),
                        owners));
    }

    private InstantSource time() {
        return builder.clock.orElse(InstantSource.system());
    }

    private TokenListener quietListener() {
        return new QuietListener(builder.listeners);
    }

    private Settings.Times times() {
        Duration age = builder.maxSessionAge.orElse(SessionSnapshot.DEFAULT_MAX_AGE);
        Duration most = builder.maxTtl.orElse(age);
        Duration life = builder.ttl.orElse(Durations.shorter(ResumeTokenManager.Builder.DEFAULT_TTL, most));
        if (life.compareTo(most) > 0) {
            throw new IllegalStateException(
                    "ttl is " + life + ", longer than max-ttl, " + most
                            + ": tokens would be refused before they expire; shorten ttl, or raise max-ttl on every server first");
        }
        return new Settings.Times(
                life,
                most,
                age,
                builder.clockSkew.orElse(ResumeTokenManager.Builder.DEFAULT_CLOCK_SKEW),
                builder.notBefore.get());
    }
}

package dev.mooring.token;

import dev.mooring.api.keys.TokenKey;
import dev.mooring.token.OpenedToken.Outdated;
import dev.mooring.token.ResumeTokenException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Counts the tokens that one server issues, opens and refuses, and says from that whether an old key may go.
 *
 * <pre>{@code
 * TokenStatistics statistics = new TokenStatistics(InstantSource.system());
 * ResumeTokenManager tokens = ResumeTokenManager.builder().properties(properties).listener(statistics).build();
 * // later, with the present keys
 * TokenKey old = keys.key("k81d06b7e").orElseThrow();
 * KeyVerdict verdict = statistics.mayRemove(old, Duration.ofSeconds(30), Duration.ofHours(24));
 * }</pre>
 *
 * <p>It knows the tokens of this server since it was made, and nothing of other servers. It grows with the keys, sealers
 * and codecs that were in use, never with tokens, and never with ids that clients invent.
 *
 * <p>Thread-safe. Counts that are read during other calls are each right, but not taken at one instant.
 */
public final class TokenStatistics implements TokenListener {
    private final InstantSource clock;
    private final Instant countedSince;
    private final ConcurrentMap<String, Counts> keys = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Counts> sealers = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Counts> codecs = new ConcurrentHashMap<>();
    private final ConcurrentMap<Outdated, LongAdder> outdated = new ConcurrentHashMap<>();
    private final ConcurrentMap<Reason, LongAdder> refusals = new ConcurrentHashMap<>();

    /**
     * Starts to count.
     *
     * @param clock tells the time, the same as the manager's
     */
    public TokenStatistics(InstantSource clock) {
        this.clock = clock;
        this.countedSince = clock.instant();
    }

    /**
     * The use of one key, sealer or codec by this server.
     *
     * @param issued how many tokens it issued
     * @param opened how many tokens it opened
     * @param lastOpened when it opened one last
     * @param lastExpiry the latest time at which one of all these expires
     */
    public record Use(long issued, long opened, Optional<Instant> lastOpened, Optional<Instant> lastExpiry) {
        private static final Use NONE = new Use(0, 0, Optional.empty(), Optional.empty());

        /** Refuses null. */
        public Use {
            Objects.requireNonNull(lastOpened, "lastOpened");
            Objects.requireNonNull(lastExpiry, "lastExpiry");
        }
    }

    /**
     * Whether a key may be removed, with the evidence of one server. {@code toString} says it in words.
     *
     * @param mayRemove whether nothing that is known here speaks against it
     * @param keyId the key
     * @param status the status of the key
     * @param aliveUntil until when a token of the key can be alive, exclusive; empty for a key that still seals
     * @param use the use of the key by this server
     * @param countedSince since when it has counted
     */
    public record KeyVerdict(
            boolean mayRemove,
            String keyId,
            TokenKey.Status status,
            Optional<Instant> aliveUntil,
            Use use,
            Instant countedSince) {
        /** Refuses null. */
        public KeyVerdict {
            Objects.requireNonNull(keyId, "keyId");
            Objects.requireNonNull(status, "status");
            Objects.requireNonNull(aliveUntil, "aliveUntil");
            Objects.requireNonNull(use, "use");
            Objects.requireNonNull(countedSince, "countedSince");
        }

        @Override
        public String toString() {
            return "The key " + keyId + (mayRemove ? " may go: " : " may not go: ")
                    + aliveUntil
                            .map(end -> "its tokens live until " + end + " at most")
                            .orElse("it still seals")
                    + "; since " + countedSince + " this server issued " + use.issued() + " tokens of it and opened "
                    + use.opened()
                    + use.lastOpened().map(last -> ", the last at " + last).orElse("")
                    + "; it does not know of the tokens that other servers saw";
        }
    }

    @Override
    public void issued(TokenHeader header) {
        uses(header, counts -> counts.issued.increment());
    }

    @Override
    public void opened(OpenedToken token) {
        long now = clock.millis();
        uses(token.header(), counts -> {
            counts.opened.increment();
            counts.lastOpened.accumulate(now);
        });
        token.outdated().forEach(each -> count(outdated, each));
    }

    @Override
    public void refused(Refusal refusal) {
        count(refusals, refusal.reason());
    }

    private void uses(TokenHeader header, Consumer<Counts> counting) {
        long expiry = header.expiresAt().toEpochMilli();
        for (Counts counts :
                List.of(of(keys, header.keyId()), of(sealers, header.sealerId()), of(codecs, header.codecId()))) {
            counting.accept(counts);
            counts.lastExpiry.accumulate(expiry);
        }
    }

    private static Counts of(ConcurrentMap<String, Counts> all, String id) {
        return all.computeIfAbsent(id, unseen -> new Counts());
    }

    private static <T> void count(ConcurrentMap<T, LongAdder> all, T counted) {
        all.computeIfAbsent(counted, unseen -> new LongAdder()).increment();
    }

    /**
     * Since when all this has been counted.
     *
     * @return when this object was made
     */
    public Instant countedSince() {
        return countedSince;
    }

    /**
     * The use of each key.
     *
     * @return uses by key id; keys that were not used are not there
     */
    public Map<String, Use> keys() {
        return uses(keys);
    }

    /**
     * The use of each sealer.
     *
     * @return uses by sealer id; sealers that were not used are not there
     */
    public Map<String, Use> sealers() {
        return uses(sealers);
    }

    /**
     * The use of each codec.
     *
     * @return uses by codec id; codecs that were not used are not there
     */
    public Map<String, Use> codecs() {
        return uses(codecs);
    }

    /**
     * How many tokens were opened that this server would issue otherwise now.
     *
     * @return counts by the part that was outdated; a part that never was is not there
     */
    public Map<Outdated, Long> outdated() {
        return sums(outdated, Outdated.class);
    }

    /**
     * How many tokens were refused, or could not be issued.
     *
     * @return counts by reason; reasons that never came up are not there
     */
    public Map<Reason, Long> refusals() {
        return sums(refusals, Reason.class);
    }

    /**
     * Says whether a key may go. It may if it no longer seals; if its status changed so long ago that the last server has
     * re-read its keys and the tokens issued before that have expired; and if every token of it that this server has seen
     * has expired.
     *
     * @param key the key as it is now in the key file
     * @param reload how often servers re-read their keys, as {@link ResumeTokenManager.Builder#keysReload}
     * @param maxTtl the longest life of a token, as {@link ResumeTokenManager.Builder#maxTtl}
     * @return the verdict, on the evidence of this server alone
     * @throws IllegalArgumentException when a duration is out of its range
     */
    public KeyVerdict mayRemove(TokenKey key, Duration reload, Duration maxTtl) {
        Optional<Instant> byFile = key.removableAt(reload, maxTtl);
        Counts counts = keys.get(key.id());
        Use use = counts == null ? Use.NONE : counts.use();
        Optional<Instant> aliveUntil =
                byFile.map(end -> use.lastExpiry().filter(end::isBefore).orElse(end));
        boolean over = aliveUntil.filter(end -> !clock.instant().isBefore(end)).isPresent();
        return new KeyVerdict(over, key.id(), key.status(), aliveUntil, use, countedSince);
    }

    private static Map<String, Use> uses(ConcurrentMap<String, Counts> all) {
        Map<String, Use> uses = new TreeMap<>();
        all.forEach((id, counts) -> uses.put(id, counts.use()));
        return uses;
    }

    private static <E extends Enum<E>> Map<E, Long> sums(ConcurrentMap<E, LongAdder> all, Class<E> type) {
        Map<E, Long> sums = new EnumMap<>(type);
        all.forEach((counted, adder) -> sums.put(counted, adder.sum()));
        return sums;
    }

    /** The counters of one key, sealer or codec. */
    private static final class Counts {
        private static final long NEVER = Long.MIN_VALUE;

        final LongAdder issued = new LongAdder();
        final LongAdder opened = new LongAdder();
        final LongAccumulator lastOpened = new LongAccumulator(Math::max, NEVER);
        final LongAccumulator lastExpiry = new LongAccumulator(Math::max, NEVER);

        Use use() {
            return new Use(issued.sum(), opened.sum(), time(lastOpened), time(lastExpiry));
        }

        private static Optional<Instant> time(LongAccumulator latest) {
            long millis = latest.get();
            return millis == NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
        }
    }
}

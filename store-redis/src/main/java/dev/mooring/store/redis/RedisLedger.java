package dev.mooring.store.redis;

import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.ledger.Superseding;
import dev.mooring.api.snapshot.Value;
import io.lettuce.core.api.StatefulRedisConnection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A ledger on one Redis or Valkey primary, for any number of servers.
 *
 * <p>The address is {@code redis[s]://[[user]:password@]host[:port][/database]} with any of these settings after a
 * {@code ?}; there are no others:
 *
 * <ul>
 *   <li>{@code wait=N}: nothing counts before N replicas have it (0 to 100; 0 unless given)
 *   <li>{@code guard=on}: a store that was not {@linkplain #arm armed}, because it came back empty, is refused
 *   <li>{@code eviction=acknowledged}: use a server whose {@code maxmemory-policy} is not {@code noeviction}
 *   <li>{@code in-flight=N}: how many calls may wait for an answer at once; more are refused (1 to 100,000; 256 unless
 *       given)
 *   <li>{@code ca=FILE}: for {@code rediss}, the certificates in PEM to trust instead of the JDK's
 * </ul>
 *
 * <p>Every call is one script, which the server runs as one step by its own clock, and which is sent once. An answer that
 * is late, lost, an error, or not understood makes the call fail, and never means that a token is unused.
 *
 * <p><b>Security.</b> Session ids and attempts are sent as hashes. Neither {@code toString} nor an exception shows the
 * user or the password. What a primary acknowledged and lost when it failed can be claimed once more.
 *
 * <p>Thread-safe. All calls share a connection and a few daemon threads.
 */
public final class RedisLedger implements SessionLedger {
    /** Where this server and the store disagree by more about the time, an entry might end before its tokens do. */
    private static final Duration GREATEST_LEAD = LedgerSettings.GREATEST_CLOCK_SKEW;

    private static final String LEAD = text(GREATEST_LEAD.toMillis());

    /** The last time that scripts can reckon with exactly. */
    private static final Instant LAST = Instant.ofEpochMilli(Value.MAX_INTEGER);

    /** The answers after which the store holds more than before, or the same anew. */
    private static final Set<String> WRITTEN = Set.of("CLAIMED", "REPEATED", "YES", "DONE");

    private final RedisAddress address;
    private final LedgerSettings settings;
    private final InstantSource clock;
    private final RedisLink link;
    private final Semaphore places;
    private final AtomicLong lastTag = new AtomicLong();

    RedisLedger(RedisAddress address, LedgerSettings settings, InstantSource clock) {
        this.address = address;
        this.settings = settings;
        this.clock = clock;
        this.link = new RedisLink(address, settings.deadline());
        this.places = new Semaphore(address.maxInFlight());
    }

    /**
     * Opens a ledger, and tries to reach the store for as long as the deadline allows. A store that cannot be reached is no
     * error; one that is found unfit later fails the calls.
     *
     * @param address where the store is, as the class says
     * @param settings what every ledger is told
     * @return the ledger, which the caller closes
     * @throws IllegalArgumentException when the address is not of the form; the message says what to do and shows nothing
     *     of it
     * @throws IllegalStateException when the store can be reached and is not fit to be a ledger: it does not let the user
     *     in, may evict entries, or is part of a cluster
     */
    public static RedisLedger open(URI address, LedgerSettings settings) {
        RedisLedger ledger = new RedisLedger(RedisAddress.parse(address), settings, InstantSource.system());
        try {
            ledger.link.connection(Deadline.in(settings.deadline()));
        } catch (LedgerUnavailableException e) {
            if (e.getCause() instanceof UnfitStoreException unfit && unfit.isLasting()) {
                ledger.close();
                throw unfit;
            }
        }
        return ledger;
    }

    @Override
    public Answer claim(Claim claim) throws LedgerUnavailableException {
        String word = ask(
                Script.CLAIM,
                keys(claim.sessionId()),
                now(),
                LEAD,
                text(claim.generation()),
                text(claim.checkpoint()),
                text(end(claim.keepUntil())),
                claim.copy().text(),
                settings.key(claim.attempt().text()), // a hash: who reads the store cannot repeat the attempt
                text(millis(claim.issuedAt())));
        return switch (word) {
            case "REVOKED" -> Answer.REVOKED;
            case "REPLAYED" -> Answer.REPLAYED;
            case "SUPERSEDED" -> Answer.SUPERSEDED;
            case "REPEATED" -> Answer.REPEATED;
            case "CLAIMED" -> Answer.CLAIMED;
            default -> throw refused(word);
        };
    }

    @Override
    public boolean supersede(Superseding superseding) throws LedgerUnavailableException {
        String word = ask(
                Script.SUPERSEDE,
                keys(superseding.sessionId()),
                now(),
                LEAD,
                text(superseding.generation()),
                text(superseding.checkpoint()),
                text(end(superseding.keepUntil())),
                superseding.copy().text(),
                text(superseding.generation() - 1));
        return switch (word) {
            case "YES" -> true;
            case "NO" -> false;
            default -> throw refused(word);
        };
    }

    @Override
    public void revoke(String sessionId) throws LedgerUnavailableException {
        done(ask(Script.REVOKE, List.of(entry(sessionId)), text(REVOCATION.toMillis())));
    }

    /**
     * Arms the guard of this ledger's namespace: leaves a mark in the store, by whose absence ledgers with
     * {@code guard=on} notice that the store was emptied, and answer nothing until this is called again.
     *
     * <p>From then on tokens that were issued before the mark are {@link Answer#REVOKED}, as nobody knows which of them
     * were used. An operator calls this once for a new store, and once more after a loss, when as much time has passed as
     * the servers' clocks may differ by; a server must not do it when it starts. Where the mark is there already, nothing
     * changes.
     *
     * @throws LedgerUnavailableException when it is not certain that the mark is there
     */
    public void arm() throws LedgerUnavailableException {
        done(ask(Script.ARM, List.of(mark())));
    }

    private void done(String word) throws LedgerUnavailableException {
        if (!word.equals("DONE")) {
            throw refused(word);
        }
    }

    /** Has a script answer by one word, which holds once enough replicas know what it stands for. */
    private String ask(Script script, List<String> keys, String... arguments) throws LedgerUnavailableException {
        if (!places.tryAcquire()) {
            throw new LedgerUnavailableException("As many as " + address.maxInFlight()
                    + " calls wait for the server at " + address + ": see whether it is slow, or raise in-flight");
        }
        try {
            Deadline until = Deadline.in(settings.deadline());
            StatefulRedisConnection<String, String> connection = link.connection(until);
            String tag = Long.toString(lastTag.incrementAndGet());
            String word = word(connection, new Invocation(script, tag, keys, List.of(arguments)), until);
            if (address.replicas() > 0 && WRITTEN.contains(word)) {
                waitForReplicas(connection, until);
            }
            return word;
        } finally {
            places.release();
        }
    }

    private String word(StatefulRedisConnection<String, String> connection, Invocation it, Deadline until)
            throws LedgerUnavailableException {
        String reply = link.run(connection, it, until);
        if (reply == null || !reply.startsWith(it.tag() + " ")) {
            link.discard(connection);
            throw new LedgerUnavailableException("The server at " + address + " answered what was not asked");
        }
        return reply.substring(it.tag().length() + 1);
    }

    private void waitForReplicas(StatefulRedisConnection<String, String> connection, Deadline until)
            throws LedgerUnavailableException {
        long reached = link.waitForReplicas(connection, address.replicas(), until);
        if (reached < address.replicas()) {
            throw new LedgerUnavailableException("Only " + reached + " replicas of the server at " + address
                    + " have it, and the address asks for " + address.replicas());
        }
    }

    private LedgerUnavailableException refused(String word) {
        return new LedgerUnavailableException(
                switch (word) {
                    case "OVER" ->
                        "The session's time is over by the clock of " + address + ": check the clocks of the servers";
                    case "CLOCK" ->
                        "The clock of " + address + " is ahead by more than " + GREATEST_LEAD
                                + ", by which it forgets too early: set the clocks";
                    case "UNARMED" ->
                        "The store at " + address + " lacks the guard's mark, so it is new or was emptied: see to it, "
                                + "and call arm()";
                    case "GARBAGE" ->
                        "The store at " + address + " holds something else under a key of the ledger: see who writes "
                                + "there, and delete it";
                    default -> "The server at " + address + " answered what a ledger's script does not";
                });
    }

    private List<String> keys(String sessionId) {
        return address.guarded() ? List.of(entry(sessionId), mark()) : List.of(entry(sessionId));
    }

    private String entry(String sessionId) {
        return "mooring:ledger:" + settings.key(sessionId);
    }

    private String mark() {
        return "mooring:armed:" + settings.namespace();
    }

    private String now() {
        return text(clock.millis());
    }

    private static String text(long number) {
        return Long.toString(number);
    }

    /** Not before the instant, as an entry lives at least until then. */
    private static long end(Instant instant) {
        return millis(instant.isBefore(LAST) ? instant.plusNanos(999_999) : instant);
    }

    private static long millis(Instant instant) {
        return (instant.isAfter(LAST) ? LAST : instant.isBefore(Instant.EPOCH) ? Instant.EPOCH : instant)
                .toEpochMilli();
    }

    @Override
    public void close() {
        link.close();
    }

    @Override
    public String toString() {
        return "RedisLedger[" + address + "]";
    }
}

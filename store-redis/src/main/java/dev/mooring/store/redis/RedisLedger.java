package dev.mooring.store.redis;

import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.ledger.Superseding;
import dev.mooring.api.snapshot.Value;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * A ledger on Redis or Valkey for any number of servers: on one primary, on one that Sentinels watch, or on a cluster.
 *
 * <p>The address is {@code redis[s]://[[user]:password@]host[:port][/database]} with any of these settings after a
 * {@code ?}; there are no others:
 *
 * <ul>
 *   <li>{@code wait=N}: nothing counts before N replicas have it (0 to 100; 0 unless given)
 *   <li>{@code guard=on}: a store that was not {@linkplain #arm armed}, because it came back empty, is refused
 *   <li>{@code eviction=acknowledged}: use a server whose {@code maxmemory-policy} is not {@code noeviction}
 *   <li>{@code in-flight=N}: how many calls may wait for an answer at once; further calls wait for a place until their
 *       deadline (1 to 100,000; 256 unless given)
 *   <li>{@code sentinel=NAME}: the hosts, separated by commas, are Sentinels, and know the primary by that name;
 *       {@code sentinel-password} and {@code sentinel-user} are for the Sentinels themselves
 *   <li>{@code cluster=on}: the hosts, separated by commas, are nodes of a cluster
 *   <li>{@code password-file=FILE}: the file that holds the password, read again for each connection
 *   <li>{@code ca=FILE}: for {@code rediss}, the certificates in PEM to trust instead of the JDK's
 *   <li>{@code cert=FILE} and {@code key=FILE}: for {@code rediss}, the certificate and the key in PEM that the server asks
 *       its clients for
 * </ul>
 *
 * <p>Every call is one script, which the server runs as one step by its own clock, and which is sent once. An answer that
 * is late, lost, an error, or not understood makes the call fail, and never means that a token is unused.
 *
 * <p><b>Security.</b> Session ids and attempts are sent as hashes. Neither {@code toString} nor an exception shows the
 * user or the password. A claim that a primary acknowledged and then lost can be made once more.
 *
 * <p>Thread-safe. All calls share a connection, one for each node of a cluster, and a few daemon threads.
 */
public final class RedisLedger implements SessionLedger {
    /** If this server and the store disagreed by more about the time, an entry might end before its tokens. */
    private static final Duration GREATEST_LEAD = LedgerSettings.GREATEST_CLOCK_SKEW;

    private static final String LEAD = text(GREATEST_LEAD.toMillis());

    /** The last time that scripts can reckon with exactly. */
    private static final Instant LAST = Instant.ofEpochMilli(Value.MAX_INTEGER);

    /** The answers after which the store holds more than before, or the same anew. */
    private static final Set<String> WRITTEN = Set.of("CLAIMED", "REPEATED", "YES", "DONE");

    /** The id that no session has. */
    private static final String NO_SESSION = "";

    private final Store store;
    private final LedgerSettings settings;
    private final InstantSource clock;
    private final Semaphore places;
    private final AtomicLong lastTag = new AtomicLong();

    RedisLedger(RedisAddress address, LedgerSettings settings, InstantSource clock) {
        this(Store.at(address, settings.deadline(), System::nanoTime), settings, clock);
    }

    RedisLedger(Store store, LedgerSettings settings, InstantSource clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.places = new Semaphore(store.options().maxInFlight(), true);
    }

    /**
     * Opens a ledger as {@link #open(String, LedgerSettings)} does. A text with characters that no URI may have, such as
     * a line break at its end, makes {@link URI#create} fail with a message that shows the password: prefer the other
     * method for a text.
     *
     * @param address the address of the store, as the class says
     * @param settings the settings of ledgers of every kind
     * @return the ledger, which the caller closes
     * @throws IllegalArgumentException if the address is not of the form; the message names the remedy and shows
     *     nothing of the address
     * @throws IllegalStateException if the store can be reached and is not fit to be a ledger
     */
    public static RedisLedger open(URI address, LedgerSettings settings) {
        return open(address.toString(), settings);
    }

    /**
     * Opens a ledger, and tries to reach the store for as long as the deadline allows. A store that cannot be reached is no
     * error; one that is found unfit later fails the calls.
     *
     * @param address the address of the store, as the class says; white space around it is ignored
     * @param settings the settings of ledgers of every kind
     * @return the ledger, which the caller closes
     * @throws IllegalArgumentException if the address is not of the form; the message names the remedy and shows
     *     nothing of the address
     * @throws IllegalStateException if the store can be reached and is not fit to be a ledger: it does not let the user in
     *     or run the commands of a ledger, lacks the database, may evict entries, is too old, or is not of the kind that the
     *     address says
     */
    public static RedisLedger open(String address, LedgerSettings settings) {
        return opened(() -> new RedisLedger(RedisAddress.parse(address), settings, InstantSource.system()));
    }

    /**
     * Makes a ledger from the client of an application, on one server or on one that Sentinels watch. The ledger has
     * connections of its own, on the threads of that client and with its options, except that it sends each command once.
     * It neither uses nor closes the connections of the client.
     *
     * @param client the client, which must not be shut down before the ledger is closed
     * @param server the server with its credentials, which are asked for at each new connection
     * @param options the options that an address would have
     * @param settings the settings of ledgers of every kind
     * @return the ledger, which the caller closes
     * @throws IllegalStateException as for {@link #open(String, LedgerSettings)}
     */
    public static RedisLedger of(
            RedisClient client, RedisURI server, RedisLedgerOptions options, LedgerSettings settings) {
        return opened(() -> new RedisLedger(
                Store.of(client, server, options, settings.deadline()), settings, InstantSource.system()));
    }

    /**
     * Makes a ledger from the client of an application for a cluster, as {@link #of(RedisClient, RedisURI,
     * RedisLedgerOptions, LedgerSettings)} does for a server.
     *
     * @param client the client, which must not be shut down before the ledger is closed
     * @param nodes nodes that are asked for the others; the first one has the credentials for all of them, which are asked
     *     for at each new connection
     * @param options the options that an address would have, without the guard
     * @param settings the settings of ledgers of every kind
     * @return the ledger, which the caller closes
     * @throws IllegalArgumentException if there is no node, or the options have the guard on
     * @throws IllegalStateException as for {@link #open(String, LedgerSettings)}
     */
    public static RedisLedger of(
            RedisClusterClient client, List<RedisURI> nodes, RedisLedgerOptions options, LedgerSettings settings) {
        return opened(() -> new RedisLedger(
                Store.of(client, nodes, options, settings.deadline()), settings, InstantSource.system()));
    }

    private static RedisLedger opened(Supplier<RedisLedger> made) {
        RedisLedger ledger;
        try {
            ledger = made.get();
        } catch (LinkageError e) {
            throw MissingClass.explained(e);
        }
        try {
            ledger.probe();
        } catch (LedgerUnavailableException e) {
            if (e.getCause() instanceof UnfitStoreException unfit && unfit.isLasting()) {
                ledger.close();
                throw unfit;
            }
        }
        return ledger;
    }

    /** Runs the commands of each call on a key of its own, so that faults that last are found now. */
    private void probe() throws LedgerUnavailableException {
        try {
            done(ask(Script.PROBE, List.of("mooring:probe:" + settings.namespace())));
        } catch (LedgerUnavailableException e) {
            throw store.lastingFault(e);
        }
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

    /** On a cluster, one of its nodes is asked. */
    @Override
    public void check() throws LedgerUnavailableException {
        done(ask(Script.CHECK, keys(NO_SESSION), now(), LEAD, "1", "1", text(Value.MAX_INTEGER)));
    }

    /**
     * Arms the guard of this ledger's namespace: leaves a mark in the store, by whose absence ledgers with
     * {@code guard=on} notice that the store was emptied, and answer nothing until this is called again.
     *
     * <p>From then on tokens that were issued before the mark are {@link Answer#REVOKED}, as nobody knows which of them
     * were used. An operator calls this once for a new store, and once more after a loss, when as much time has passed as
     * the servers' clocks may differ by; a server must not do it when it starts. If the mark is there already, nothing
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

    /** Has a script answer by one word, which counts once enough replicas have its writes. */
    private String ask(Script script, List<String> keys, String... arguments) throws LedgerUnavailableException {
        Deadline until = Deadline.in(settings.deadline());
        takeAPlace(until);
        try {
            String tag = Long.toString(lastTag.incrementAndGet());
            Invocation it = new Invocation(script, tag, keys, List.of(arguments));
            return store.route().ask(keys.get(0), until, (server, once) -> word(server, it, once, until));
        } finally {
            places.release();
        }
    }

    private void takeAPlace(Deadline until) throws LedgerUnavailableException {
        try {
            if (places.tryAcquire(until.remainingNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LedgerUnavailableException.notAsked("The thread was interrupted before the ledger was asked", null);
        }
        throw LedgerUnavailableException.notAsked(
                "As many as " + store.options().maxInFlight() + " calls have been waiting for the server at " + store
                        + " all the time: see whether it is slow, or raise in-flight",
                null);
    }

    private String word(RedisLink server, Invocation it, boolean once, Deadline until)
            throws LedgerUnavailableException {
        Live live = server.connection(until);
        String reply = server.run(live, it, once, until);
        if (reply == null || !reply.startsWith(it.tag() + " ")) {
            server.discard(live);
            throw new LedgerUnavailableException("The server at " + store + " gave the answer to another question");
        }
        String word = reply.substring(it.tag().length() + 1);
        int replicas = store.options().replicas();
        if (replicas > 0 && WRITTEN.contains(word)) {
            requireReplicas(server.waitForReplicas(live, replicas, until));
        }
        return word;
    }

    private void requireReplicas(long reached) throws LedgerUnavailableException {
        int wanted = store.options().replicas();
        if (reached < wanted) {
            throw new LedgerUnavailableException("Only " + reached + " replicas of the server at " + store
                    + " have it, and the ledger asks for " + wanted);
        }
    }

    private LedgerUnavailableException refused(String word) {
        return new LedgerUnavailableException(
                switch (word) {
                    case "OVER" ->
                        "The session's time is over by the clock of " + store + ": check the clocks of the servers";
                    case "CLOCK" ->
                        "The clock of " + store + " is ahead by more than " + GREATEST_LEAD
                                + ", by which it forgets too early: set the clocks";
                    case "UNARMED" ->
                        "The store at " + store + " lacks the guard's mark, so it is new or was emptied: find the "
                                + "reason, then call arm()";
                    case "GARBAGE" ->
                        "The store at " + store + " holds another value under a key of the ledger: find the program "
                                + "that writes it, and delete the key";
                    default -> "The server at " + store + " gave an answer that no script of a ledger gives";
                });
    }

    private List<String> keys(String sessionId) {
        return store.options().guarded() ? List.of(entry(sessionId), mark()) : List.of(entry(sessionId));
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
        store.close();
    }

    @Override
    public String toString() {
        return "RedisLedger[" + store + "]";
    }
}

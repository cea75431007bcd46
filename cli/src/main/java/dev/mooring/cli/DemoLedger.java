package dev.mooring.cli;

import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.CopyId;
import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.ResumeAttempt;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.session.InMemoryLedger;
import dev.mooring.token.Providers;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The store in which the demo's servers note the tokens that have become sessions.
 *
 * @param address the store that they share; without one, each server has a ledger in its memory
 */
record DemoLedger(Optional<URI> address) {
    /** How long a session of the demo may live, and so its entry in a store. */
    static final Duration MEMORY = Duration.ofMinutes(5);

    private static final String IN_MEMORY = "memory";
    private static final LedgerSettings SETTINGS = LedgerSettings.DEFAULT.withNamespace("mooring-demo");

    /** The ledger of an argument, which other users of the machine can see, or else of a variable, which they cannot. */
    static DemoLedger of(@Nullable String argument, @Nullable String variable) {
        if (variable != null) {
            String value = System.getenv(variable);
            if (value == null || value.isBlank()) {
                throw new UnusableException("The environment variable " + variable
                        + " is not set: give it the ledger's address, such as redis://user:password@host:6379");
            }
            return new DemoLedger(Optional.of(uri(value.strip())));
        }
        if (argument == null) {
            return new DemoLedger(Optional.empty());
        }
        if (argument.contains("@")) {
            throw new UnusableException("A password is not taken as an argument, which others can see: put the whole"
                    + " address into an environment variable, and name that by --redis-env");
        }
        return new DemoLedger(Optional.of(uri(argument)));
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new UnusableException(
                    "The ledger's address is not a URL such as redis://localhost:6379: check it, and percent-encode"
                            + " each character that is part of a user or a password");
        }
    }

    /** The ledger that a text of {@link #line} names. */
    static DemoLedger read(String line) {
        return new DemoLedger(line.equals(IN_MEMORY) ? Optional.empty() : Optional.of(uri(line)));
    }

    /** This ledger in a line of ASCII. */
    String line() {
        return address.map(URI::toASCIIString).orElse(IN_MEMORY);
    }

    SessionLedger open() {
        return address.map(store -> Providers.discover().ledger(store).open(store, SETTINGS))
                .orElseGet(InMemoryLedger::create);
    }

    boolean isShared() {
        return address.isPresent();
    }

    /** Sees that the store answers, by claiming a token that nobody has. */
    void check(Instant now) {
        try (SessionLedger ledger = open()) {
            ledger.claim(new Claim(
                    UUID.randomUUID().toString(),
                    1,
                    1,
                    ResumeAttempt.random(),
                    CopyId.random(),
                    now,
                    now.plus(MEMORY)));
        } catch (LedgerUnavailableException e) {
            throw new UnusableException("The ledger at " + this + " cannot be used: check that it runs and can be"
                    + " reached from here (" + e.getMessage() + ")");
        }
    }

    /** Shows the place only, and no user, password or setting. */
    @Override
    public String toString() {
        return address.map(store -> store.getScheme() + "://" + store.getHost()
                        + (store.getPort() < 0 ? "" : ":" + store.getPort()))
                .orElse(IN_MEMORY);
    }
}

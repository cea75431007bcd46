package dev.mooring.cli;

import dev.mooring.token.Providers;
import java.nio.file.Path;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mooring demo}: the whole idea, in a few JVMs and a few seconds. */
@Command(
        name = "demo",
        description = {
            "Suspends a live session in one JVM, kills that, and resumes the session in another, once and not twice; then"
                    + " shows every codec and sealer on the path with sizes and times, and tokens that are refused.",
            "",
            "The keys it makes are gone when it ends. In a Redis it leaves a few small entries for some minutes."
        },
        footer = {"", "Example:", "  mooring demo --redis redis://localhost:6379"})
final class DemoCommand implements Runnable {
    private static final String TENANT = "acme";

    private final Console console;

    @ArgGroup
    private LedgerOptions options = new LedgerOptions();

    /** The address of the ledger. */
    private static final class LedgerOptions {
        @Option(
                names = "--redis",
                paramLabel = "URL",
                description =
                        "The servers share a ledger in this Redis, such as redis://localhost:6379; without it, each"
                                + " has one in its memory. The URL has no password here.")
        private @Nullable String address;

        @Option(
                names = "--redis-env",
                paramLabel = "NAME",
                description = "The same, with the URL in an environment variable; it may have a user and a password.")
        private @Nullable String variable;
    }

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        DemoLedger ledger = DemoLedger.of(options.address, options.variable);
        if (ledger.isShared()) {
            ledger.check(console.clock().instant());
        }
        boolean good;
        try (DemoKeys keys =
                new DemoKeys(Providers.discover().sealers(), console.clock().instant())) {
            good = show(keys, ledger);
        }
        if (!good) {
            throw new UnusableException(
                    "Not everything was as it should be: see the rows that say so, and report them");
        }
        console.print(console.style().faint("All as it should be. Now with your own keys: mooring keys create --help"));
    }

    private boolean show(DemoKeys keys, DemoLedger ledger) {
        Collection<Path> files = keys.files().values();
        try (DemoJvm a = new DemoJvm("A", files, ledger);
                DemoJvm b = new DemoJvm("B", files, ledger);
                DemoJvm thief = ledger.isShared() ? new DemoJvm("C", files, ledger) : b) {
            console.print(console.style().bold("Mooring " + Version.ofMooring()) + " on Java " + Runtime.version());
            console.print("");
            console.print(
                    ledger.isShared()
                            ? "Servers A, B and C are processes " + a.pid() + ", " + b.pid() + " and " + thief.pid()
                                    + ". They share key files, the ledger at " + ledger + ", and nothing else."
                            : "Servers A and B are processes " + a.pid() + " and " + b.pid()
                                    + ". They share key files, and nothing else.");
            console.print("");
            return new DemoStory(console, TENANT).tell(a, b, thief) & new DemoTokens(console, TENANT).show(keys, b);
        }
    }
}

package dev.mooring.cli;

import dev.mooring.token.ProviderDescription;
import dev.mooring.token.Providers;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code mooring providers}: the codecs, sealers, ledgers, key sources and key services on the path. */
@Command(
        name = "providers",
        description = {
            "Lists the codecs, sealers, ledgers, sources of keys and KMS on the path, each with its class and module.",
            "",
            "One that cannot be used is marked with the reason, and the exit code is 2: no token is issued or opened"
                    + " before it is repaired or removed."
        })
final class ProvidersCommand implements Runnable {
    private final Console console;

    ProvidersCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        List<ProviderDescription> all = Providers.discover().all();
        Table table = new Table();
        all.forEach(provider -> table.row(
                kind(provider.service()),
                provider.id().orElse("?"),
                provider.className(),
                provider.module()
                        + provider.problem().map(why -> "  BROKEN: " + why).orElse("")));
        console.print(String.join(System.lineSeparator(), table.lines()));
        if (all.stream().anyMatch(provider -> provider.problem().isPresent())) {
            throw new UnusableException("Not every provider on the path can be used, so none is: repair or remove those"
                    + " that are marked BROKEN");
        }
    }

    private static String kind(String service) {
        return switch (service) {
            case "SnapshotCodec" -> "codec";
            case "TokenSealerProvider" -> "sealer";
            case "SessionLedgerProvider" -> "ledger";
            case "KeySourceProvider" -> "keys";
            default -> "kms";
        };
    }
}

package dev.mooring.cli;

import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JsonGenerator;

/** {@code mooring keys list}: the keys of a file, without the secrets. */
@Command(
        name = "list",
        description = {
            "Lists the keys of a key file, without the secrets.",
            "",
            "A sealing key seals and opens, a staged one opens and does not seal yet, an opening one sealed once and"
                    + " opens only."
        })
final class KeysListCommand implements Runnable {
    private final Console console;

    @Option(names = "--json", description = "Writes one JSON object.")
    private boolean json;

    @Parameters(paramLabel = "FILE", description = "The key file, or an address such as vault:secret/resume.")
    private Path file = Path.of("");

    KeysListCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        KeySet keys = Inputs.keys(file);
        if (json) {
            console.json(out -> writeJson(keys, out));
        } else {
            writeText(keys);
        }
    }

    private static void writeJson(KeySet keys, JsonGenerator out) {
        out.writeStringProperty("sealer", keys.sealerId()).writeArrayPropertyStart("keys");
        for (TokenKey key : keys.keys()) {
            out.writeStartObject()
                    .writeStringProperty("id", key.id())
                    .writeStringProperty("status", key.status().word())
                    .writeStringProperty("created", key.createdAt().toString())
                    .writeStringProperty("since", key.since().toString())
                    .writeStringProperty("algorithm", key.algorithm())
                    .writeStringProperty(
                            "protection", key.material().protection().word())
                    .writeEndObject();
        }
        out.writeEndArray();
    }

    private void writeText(KeySet keys) {
        Table table = new Table().row("KEY", "STATUS", "CREATED", "SINCE", "ALGORITHM", "PROTECTION");
        for (TokenKey key : keys.keys()) {
            table.row(
                    key.id(),
                    key.status().word(),
                    key.createdAt().toString(),
                    key.since().toString(),
                    key.algorithm(),
                    key.material().protection().word());
        }
        console.print("Sealer " + keys.sealerId());
        table.lines().forEach(console::print);
    }
}

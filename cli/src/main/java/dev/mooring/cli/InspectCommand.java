package dev.mooring.cli;

import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenHeader;
import dev.mooring.token.UnverifiedToken;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mooring inspect}: the parts of a token that anyone can read. */
@Command(
        name = "inspect",
        description = {
            "Shows the parts of a token that anyone can read: its header, sizes and expiry.",
            "",
            "It needs no keys, so nothing of this is verified; only \"mooring open\" verifies a token."
        })
final class InspectCommand implements Runnable {
    private final Console console;

    @Option(names = "--json", description = "Writes one JSON object.")
    private boolean json;

    @Parameters(
            paramLabel = "TOKEN-FILE",
            arity = "0..1",
            converter = InputConverter.class,
            description = "The token; without it, or as -, standard input.")
    private @Nullable Path token;

    InspectCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        UnverifiedToken unverified = ResumeTokenManager.inspect(Inputs.token(console, token));
        boolean past = !console.clock().instant().isBefore(unverified.header().expiresAt());
        if (json) {
            writeJson(unverified, past);
        } else {
            writeText(unverified, past);
        }
    }

    private void writeJson(UnverifiedToken unverified, boolean past) {
        TokenHeader header = unverified.header();
        console.json(out -> out.writeBooleanProperty("verified", false)
                .writeStringProperty("tokenId", header.tokenId())
                .writeStringProperty("codec", header.codecId())
                .writeBooleanProperty("deflated", header.deflated())
                .writeStringProperty("sealer", header.sealerId())
                .writeStringProperty("keyId", header.keyId())
                .writeBooleanProperty("contextBound", header.contextBound())
                .writeStringProperty("issuedAt", header.issuedAt().toString())
                .writeStringProperty("expiresAt", header.expiresAt().toString())
                .writeBooleanProperty("past", past)
                .writeNumberProperty("textChars", unverified.textChars())
                .writeNumberProperty("headerBytes", unverified.headerBytes())
                .writeNumberProperty("sealedBytes", unverified.sealedBytes()));
    }

    private void writeText(UnverifiedToken unverified, boolean past) {
        TokenHeader header = unverified.header();
        Instant expiresAt = header.expiresAt();
        List<String> lines = new Table()
                .row("token id", header.tokenId())
                .row("codec", header.codecId() + (header.deflated() ? ", compressed" : ""))
                .row("sealer", header.sealerId())
                .row("key id", header.keyId())
                .row("context", header.contextBound() ? "bound to one" : "none")
                .row("issued at", header.issuedAt().toString())
                .row("expires at", expiresAt + (past ? ", which is past" : ""))
                .row("text", unverified.textChars() + " characters")
                .row("header", unverified.headerBytes() + " bytes")
                .row("sealed", unverified.sealedBytes() + " bytes")
                .lines();
        console.print(
                console.style().bold("Unverified:") + " anyone can write this; \"mooring open\" verifies a token");
        lines.forEach(line -> console.print("  " + line));
    }
}

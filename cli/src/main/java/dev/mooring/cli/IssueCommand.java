package dev.mooring.cli;

import dev.mooring.api.keys.KeyEncryption;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SnapshotFormatException;
import dev.mooring.codec.json.JsonSnapshotCodec;
import dev.mooring.token.Compression;
import dev.mooring.token.ResumeToken;
import dev.mooring.token.ResumeTokenManager;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mooring issue}: a snapshot's JSON becomes a token. */
@Command(
        name = "issue",
        description = {
            "Issues a token for a session's snapshot in JSON, and writes it to standard output.",
            "",
            "The snapshot needs a sessionId. Everything else may be left out: times are now, ids follow the tables, and"
                    + " tables are empty."
        },
        footer = {
            "",
            "Example:",
            "  mooring issue --keys my.keys --context tenant=acme session.json > token",
            "",
            "with session.json, whose export -1 is an application's reference:",
            "  {\"sessionId\":\"s1\", \"exports\":{\"-1\":{\"stub\":\"user-profile:42\"}}, \"variables\":{\"count\":2}}"
        })
final class IssueCommand implements Runnable {
    /** As wide as can be: the manager refuses a snapshot that is too large, and names the limit. */
    private static final SnapshotLimits READABLE = new SnapshotLimits(
            SnapshotLimits.GREATEST_DEPTH,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE);

    private final Console console;

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            required = true,
            description =
                    "The key file, or an address such as vault:secret/resume or env:KEYS; the keys name the sealer.")
    private Path keys = Path.of("");

    @Option(
            names = "--codec",
            paramLabel = "CODEC", // picocli keeps the candidates under this label
            completionCandidates = Candidates.Codecs.class,
            description = "How the snapshot is encoded: json (the default), cbor, or another codec on the path.")
    private String codec = Managers.DEFAULT_CODEC;

    @Option(
            names = "--sealer",
            paramLabel = "SEALER",
            completionCandidates = Candidates.Sealers.class,
            description = "The sealer that the key file has to be for; without it, whichever the file names.")
    private @Nullable String sealer;

    @Option(
            names = "--ttl",
            paramLabel = "DURATION",
            description = "How long the token is valid, such as PT15M; one hour by default.")
    private @Nullable String ttl;

    @Option(
            names = "--compress",
            description = "Compresses the payload if that makes it smaller. An attacker who controls part of the"
                    + " session's variables can learn about the rest from the token's length.")
    private boolean compress;

    @Mixin
    private KmsOption kms = new KmsOption();

    @Mixin
    private ContextOption context = new ContextOption();

    @Parameters(
            paramLabel = "SNAPSHOT.json",
            arity = "0..1",
            converter = InputConverter.class,
            description = "The snapshot; without it, or as -, standard input.")
    private @Nullable Path snapshot;

    IssueCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        ResumeTokenManager tokens = manager();
        ResumeToken token = tokens.issue(readSnapshot(), context.context());
        console.result(token.text().getBytes(StandardCharsets.US_ASCII));
    }

    private ResumeTokenManager manager() {
        ResumeTokenManager.Builder builder = ResumeTokenManager.builder()
                .codec(codec)
                .keys(Inputs.keySource(keys))
                .clock(console.clock())
                .compression(compress ? Compression.DEFLATE : Compression.NONE);
        KeyEncryption service = kms.kms();
        if (service != null) {
            builder.kms(service);
        }
        if (sealer != null) {
            builder.sealer(sealer);
        }
        if (ttl != null) {
            builder.ttl(Inputs.duration("--ttl", ttl, Inputs.LEAST_TTL, SessionSnapshot.DEFAULT_MAX_AGE));
        }
        return builder.build();
    }

    private SessionSnapshot readSnapshot() {
        byte[] json = Inputs.snapshot(console, snapshot);
        try {
            return new JsonSnapshotCodec()
                    .decodeDraft(json, READABLE, console.clock().instant());
        } catch (SnapshotFormatException e) {
            throw new UnusableException(e);
        }
    }
}

package dev.mooring.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;

/** One run of the command in this JVM, and what came out of it. */
record Run(int exitCode, String out, String err) {
    static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    static final String SNAPSHOT = "{\"sessionId\":\"s-1\",\"nextPositiveId\":1,\"nextNegativeId\":-2,"
            + "\"exports\":{\"-1\":{\"stub\":\"user-profile:42\"}},\"variables\":{\"cart\":[[\"tea\",2]]}}";

    static Run mooring(String... args) {
        return withInput("", args);
    }

    static Run withInput(String in, String... args) {
        return at(NOW, in, args);
    }

    static Run at(Instant now, String in, String... args) {
        return with(new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)), now, args);
    }

    static Run with(InputStream in, Instant now, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Run run = with(in, out, now, args);
        return new Run(run.exitCode(), out.toString(StandardCharsets.UTF_8), run.err());
    }

    static Run with(InputStream in, OutputStream out, Instant now, String... args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = console(in, out, err, now);
        int exitCode = Mooring.run(console, args);
        return new Run(exitCode, "", err.toString(StandardCharsets.UTF_8));
    }

    /** A console that is only written to. */
    static Console console(OutputStream out) {
        return console(InputStream.nullInputStream(), out, OutputStream.nullOutputStream(), NOW);
    }

    private static Console console(InputStream in, OutputStream out, OutputStream err, Instant now) {
        return new Console(
                in,
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                StandardCharsets.UTF_8,
                new Style(false, true),
                () -> now);
    }

    /** A new key file. */
    static Path keys(Path folder, String sealer) {
        Path file = folder.resolve(sealer + ".keys");
        mooring("keys", "create", "--sealer", sealer, file.toString());
        return file;
    }

    /** A new token of {@link #SNAPSHOT}, without a line break. */
    static String token(Path keys, String... args) {
        String[] all = Arrays.copyOf(new String[] {"issue", "--keys", keys.toString()}, 3 + args.length);
        System.arraycopy(args, 0, all, 3, args.length);
        return withInput(SNAPSHOT, all).out().strip();
    }
}

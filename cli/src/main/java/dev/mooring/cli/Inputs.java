package dev.mooring.cli;

import dev.mooring.api.keys.KeySet;
import dev.mooring.token.KeyFile;
import dev.mooring.token.KeySource;
import dev.mooring.token.Providers;
import dev.mooring.token.ResumeTokenManager;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the inputs of commands, and never more of one than the command can use. */
final class Inputs {
    /** Far above the size that any limit lets into a token. */
    static final int MAX_SNAPSHOT_BYTES = 64 << 20;

    /** The shortest life of a token that is one. */
    static final Duration LEAST_TTL = Duration.ofMillis(1);

    /** Far above any real keyset, and small enough to read a wrong file without harm. */
    private static final int MAX_KEYSET_BYTES = 1 << 20;

    private static final int LONGEST_LINE_BREAK = 2;

    /** An id has two characters at least, because one may be a drive of Windows. */
    private static final Predicate<String> KEY_ADDRESS =
            Pattern.compile("[a-z0-9-]{2,32}:.+").asMatchPredicate();

    private Inputs() {}

    /**
     * Reads a token and takes one final line break off. Bytes become characters one by one, so that a text
     * that is no token stays one. Of a text that is too long, just enough is read to see that.
     */
    static String token(Console console, @Nullable Path file) {
        int most = ResumeTokenManager.Builder.DEFAULT_MAX_TOKEN_CHARS + LONGEST_LINE_BREAK;
        String text = new String(read(console, "token", file, most + 1), StandardCharsets.ISO_8859_1);
        if (!text.endsWith("\n")) {
            return text;
        }
        return text.substring(0, text.length() - (text.endsWith("\r\n") ? 2 : 1));
    }

    /** Reads a snapshot's document. */
    static byte[] snapshot(Console console, @Nullable Path file) {
        byte[] json = read(console, "snapshot", file, MAX_SNAPSHOT_BYTES + 1);
        if (json.length > MAX_SNAPSHOT_BYTES) {
            throw new UnusableException("The snapshot has over " + MAX_SNAPSHOT_BYTES
                    + " bytes, the most that are read: keep less in the session");
        }
        return json;
    }

    /** The source of the keys that an argument names: a file, or an address as {@code mooring.keys} has it. */
    static KeySource keySource(Path named) {
        String text = named.toString();
        return KEY_ADDRESS.test(text) ? Providers.discover().keySource(text) : KeySource.file(named);
    }

    /** Reads keys. */
    static KeySet keys(Path named) {
        KeySource source = keySource(named);
        try {
            return source.load();
        } catch (IOException e) {
            throw new UnusableException(e);
        } catch (IllegalArgumentException e) {
            throw new UnusableException("The " + source + " cannot be used: " + e.getMessage());
        }
    }

    /**
     * A key file's keys, changed in one step.
     *
     * @param before the keys that were changed
     * @param after the keys after the change
     */
    record Change(KeySet before, KeySet after) {}

    /** Changes a key file in one step. */
    static Change changedKeys(Path file, UnaryOperator<KeySet> change) {
        // first, because its refusals name the file
        KeySet[] before = {keys(file)};
        try {
            KeySet after = new KeyFile(file).update(keys -> {
                // another process may have changed the file in between
                before[0] = keys;
                return change.apply(keys);
            });
            return new Change(before[0], after);
        } catch (IOException e) {
            throw new UnusableException(e);
        }
    }

    /** Reads the duration of an option. */
    static Duration duration(String option, String text, Duration least, Duration most) {
        try {
            Duration duration = Duration.parse(text);
            if (duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // answered below, in the same words
        }
        throw new UnusableException(
                option + " takes a duration of ISO 8601 such as PT15M, from " + least + " to " + most);
    }

    /** Reads another tool's file of keys. */
    static byte[] foreignKeys(Console console, Path file) {
        byte[] document = read(console, "keyset", file, MAX_KEYSET_BYTES + 1);
        if (document.length > MAX_KEYSET_BYTES) {
            throw new UnusableException("The file " + file + " is no keyset: it has over " + MAX_KEYSET_BYTES
                    + " bytes, so check its name");
        }
        return document;
    }

    /** Whether a name stands for standard input, as is usual; a file that is called so is {@code ./-}. */
    static boolean isStandardInput(@Nullable Path file) {
        return file == null || file.toString().equals(InputConverter.STANDARD_INPUT);
    }

    private static byte[] read(Console console, String what, @Nullable Path file, int most) {
        try {
            if (file == null || isStandardInput(file)) {
                return console.in().readNBytes(most);
            }
            try (InputStream in = Files.newInputStream(file)) {
                return in.readNBytes(most);
            }
        } catch (IOException e) {
            throw new UnusableException("The " + what + " cannot be read from "
                    + (file == null || isStandardInput(file)
                            ? "standard input: give it through a pipe, or name a file"
                            : file + ": " + why(file, e)));
        }
    }

    private static String why(Path file, IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file, so check its name";
        }
        if (e instanceof AccessDeniedException) {
            return "this user may not read it, so check its owner and mode";
        }
        return Files.isDirectory(file) ? "it is a directory, so name a file in it" : "check the file and its disk";
    }
}

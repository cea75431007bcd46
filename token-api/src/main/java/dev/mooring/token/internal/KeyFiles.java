package dev.mooring.token.internal;

import dev.mooring.token.KeySet;
import dev.mooring.token.KeySource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Key files on disk and in the environment. */
public final class KeyFiles {
    /** Far above any real key file, and small enough to read a wrong file without harm. */
    private static final int MAX_BYTES = 1 << 20;

    private KeyFiles() {}

    /** A source that reads the file anew each time. */
    public static KeySource source(Path file) {
        return new KeySource() {
            @Override
            public KeySet load() throws IOException {
                return read(file);
            }

            @Override
            public String toString() {
                return "key file " + file;
            }
        };
    }

    /** A source that holds the text of a variable. */
    public static KeySource environment(String variable, @Nullable String text) {
        return new KeySource() {
            @Override
            public KeySet load() throws IOException {
                if (text == null) {
                    throw new IOException(
                            "The environment variable " + variable + " is not set: set it to the text of a key file");
                }
                return KeySet.parse(text);
            }

            @Override
            public String toString() {
                return "environment variable " + variable;
            }
        };
    }

    /** Reads a key file. */
    public static KeySet read(Path file) throws IOException {
        byte[] bytes = bytes(file);
        try {
            return KeySet.parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The file is not a key file: it is not text");
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IllegalArgumentException("The file is not a key file: it has over " + MAX_BYTES + " bytes");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new IOException("The key file " + file
                    + " does not exist: create it with \"mooring keys create --sealer SEALER FILE\"");
        } catch (AccessDeniedException e) {
            throw new IOException("The key file " + file + " may not be read by this user: check its owner and mode");
        } catch (IOException e) {
            throw new IOException("The key file " + file + " cannot be read: "
                    + (Files.isDirectory(file)
                            ? "it is a directory"
                            : e.getClass().getSimpleName()));
        }
    }

    /** Creates a key file whole, or not at all; one that exists is not touched. */
    public static void create(Path file, KeySet keys) throws IOException {
        Path target = file.toAbsolutePath();
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw alreadyThere(file);
        }
        Path draft;
        try {
            draft = writeDraft(target, keys);
        } catch (AccessDeniedException e) {
            throw new IOException("The key file " + file + " cannot be written: this user may not write to its folder");
        } catch (FileSystemException e) {
            throw new IOException("The key file " + file + " cannot be written: its folder takes no new files"
                    + (e.getReason() == null ? "" : " (" + e.getReason() + ")"));
        }
        try {
            // a hard link fails where the name is taken, so a file that appears meanwhile is never replaced
            Files.createLink(target, draft);
        } catch (FileAlreadyExistsException e) {
            throw alreadyThere(file);
        } catch (UnsupportedOperationException | FileSystemException e) {
            // a file system without hard links
            Files.move(draft, target);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static IOException alreadyThere(Path file) {
        return new IOException("The file " + file + " exists already and was not changed: choose another name");
    }

    /** Writes a file of our own beside the target, to the disk. */
    private static Path writeDraft(Path target, KeySet keys) throws IOException {
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("The folder of " + target + " does not exist: create it first");
        }
        byte[] text = keys.toText().getBytes(StandardCharsets.UTF_8);
        // created readable by its owner only, where the file system knows owners
        Path draft = Files.createTempFile(folder, ".mooring-keys-", ".new");
        try (FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
            return draft;
        } catch (IOException e) {
            Files.deleteIfExists(draft);
            throw e;
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }
}

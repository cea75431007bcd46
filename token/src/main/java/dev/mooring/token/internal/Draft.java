package dev.mooring.token.internal;

import dev.mooring.api.keys.KeySet;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The next content of a key file. It is written beside the file and to the disk, and then takes the place of the file in
 * one step, or is deleted.
 */
final class Draft implements Closeable {
    private static final String PREFIX = ".mooring-keys-";
    private static final String SUFFIX = ".new";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path path;
    private final Path target;

    private Draft(Path target) throws IOException {
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("The folder of " + target + " does not exist: create it first");
        }
        this.target = target;
        this.path =
                folder.resolve(PREFIX + target.getFileName() + "-" + Long.toUnsignedString(RANDOM.nextLong()) + SUFFIX);
    }

    /** A draft of a file that is not there yet, readable by its owner only. */
    static Draft ofNewFile(Path target, KeySet keys) throws IOException {
        Draft draft = new Draft(target);
        Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        FileAttribute<?>[] privately = OwnerOnly.attributes(target).toArray(FileAttribute<?>[]::new);
        draft.writeOrDelete(() -> {
            try (FileChannel out = FileChannel.open(draft.path, options, privately)) {
                draft.write(out, keys);
            }
        });
        return draft;
    }

    /** A draft of a file that is there, with its owner, group, mode and access control list. */
    static Draft ofChangedFile(Path target, KeySet keys) throws IOException {
        Draft draft = new Draft(target);
        draft.writeOrDelete(() -> {
            // the JDK copies access control lists along, and has no other way to
            Files.copy(target, draft.path, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            // the owner may have no right to write
            OwnerOnly.restrict(draft.path);
            try (FileChannel out = FileChannel.open(
                    draft.path,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    LinkOption.NOFOLLOW_LINKS)) {
                draft.write(out, keys);
            }
            draft.takeOverMode();
        });
        return draft;
    }

    private interface Writing {
        void run() throws IOException;
    }

    private void writeOrDelete(Writing writing) throws IOException {
        try {
            writing.run();
        } catch (Throwable e) {
            // errors too, because a draft holds keys
            close();
            throw e;
        }
    }

    private void write(FileChannel out, KeySet keys) throws IOException {
        byte[] text = KeyFileFormat.format(keys).getBytes(StandardCharsets.UTF_8);
        try {
            ByteBuffer bytes = ByteBuffer.wrap(text);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        } catch (IOException e) {
            throw new NotWrittenException("The key file cannot be written to " + path.getParent()
                    + ", where it would be " + text.length + " bytes: check the space on that disk");
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    /** The JDK passes over an owner and a group that it may not set, so they are compared. */
    private void takeOverMode() throws IOException {
        if (!OwnerOnly.isKnown(target)) {
            return;
        }
        PosixFileAttributes wanted = attributes(target);
        PosixFileAttributes given = attributes(path);
        if (!given.owner().equals(wanted.owner()) || !given.group().equals(wanted.group())) {
            throw new NotWrittenException("The key file " + target + " is as it was, because this user cannot give its"
                    + " owner " + wanted.owner().getName() + " and its group "
                    + wanted.group().getName()
                    + " to the new file: change it as that owner and a member of that group, or as the superuser");
        }
        Files.setPosixFilePermissions(path, wanted.permissions());
    }

    private static PosixFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** Takes the place of no file: fails if there is one meanwhile. */
    void create() throws IOException {
        try {
            // a hard link fails if the name is taken, so a file that appears meanwhile is never replaced
            Files.createLink(target, path);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // a file system without hard links
            Files.move(path, target);
        }
    }

    /** Takes the place of the file. */
    void replace() throws IOException {
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes the draft, unless it has taken the place of the file. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }

    /** Deletes the drafts of this file that dead processes have left. Only the holder of the file's lock may do that. */
    static void deleteLeftovers(Path target) {
        Pattern drafts =
                Pattern.compile(Pattern.quote(PREFIX + target.getFileName() + "-") + "[0-9]+" + Pattern.quote(SUFFIX));
        try (DirectoryStream<Path> folder = Files.newDirectoryStream(
                target.resolveSibling("."),
                file -> drafts.matcher(file.getFileName().toString()).matches())) {
            folder.forEach(Draft::deleteIfPossible);
        } catch (IOException | DirectoryIteratorException e) {
            // a folder that cannot be read must not stop a change of keys
        }
    }

    private static void deleteIfPossible(Path leftover) {
        try {
            Files.deleteIfExists(leftover);
        } catch (IOException e) {
            // another user's: it must stop neither a change of keys nor the deletion of the others
        }
    }

    /** The file was not written; the message is a sentence for whoever wanted to write it. */
    static final class NotWrittenException extends IOException {
        private static final long serialVersionUID = 1L;

        private NotWrittenException(String message) {
            super(message);
        }
    }
}

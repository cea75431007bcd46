package dev.mooring.token.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** Files that only their owner may read and write, if the file system has POSIX permissions. */
final class OwnerOnly {
    private static final Set<PosixFilePermission> PERMISSIONS = PosixFilePermissions.fromString("rw-------");

    private OwnerOnly() {}

    static boolean isKnown(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** The attributes with which a file is created. */
    static List<FileAttribute<?>> attributes(Path file) {
        return isKnown(file) ? List.of(PosixFilePermissions.asFileAttribute(PERMISSIONS)) : List.of();
    }

    /** Restricts a file that is there, without following a link. */
    static void restrict(Path file) throws IOException {
        if (isKnown(file)) {
            view(file).setPermissions(PERMISSIONS);
        }
    }

    /**
     * Restricts a file that may belong to another user, and gives it to the owner of a second file. It stays as it is if
     * this user may not do that.
     */
    static void restrict(Path file, Path ownedBySame) {
        try {
            restrict(file);
            if (isKnown(file)) {
                view(file).setOwner(Files.getOwner(ownedBySame));
            }
        } catch (IOException e) {
            // another user's file, and one that could be opened for writing
        }
    }

    private static PosixFileAttributeView view(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }
}

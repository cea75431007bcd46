package dev.mooring.store.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The ledger's user and password on a server. Nothing shows either.
 *
 * @param user the user, if one is named
 * @param password the password, unless a file holds it
 * @param file the file that holds the password, which is read again for each connection, so that it can be rotated
 */
record Login(Optional<String> user, Optional<String> password, Optional<Path> file) {

    static Login of(Optional<String> user, String password) {
        return new Login(user, Optional.of(password), Optional.empty());
    }

    static Login of(Optional<String> user, Path file) {
        return new Login(user, Optional.empty(), Optional.of(file));
    }

    /** The password as it is now. */
    String currentPassword() {
        return password.orElseGet(() -> read(file.orElseThrow()));
    }

    private static String read(Path file) {
        try {
            String text = Files.readString(file).strip();
            if (!text.isEmpty()) {
                return text;
            }
        } catch (IOException e) {
            // its message has nothing but the path
        }
        throw UnfitStoreException.untilChanged(
                "The file that password-file names cannot be read, or is empty: put the password into it");
    }

    @Override
    public String toString() {
        return "Login";
    }
}

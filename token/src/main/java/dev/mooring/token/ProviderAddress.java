package dev.mooring.token;

import dev.mooring.api.keys.KeyEncryption;
import dev.mooring.api.keys.KeySet;
import dev.mooring.token.internal.Ids;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Something that a provider opens, in configuration: the id of the provider, a colon, and an address. It stands for a source
 * of keys or a KMS until a manager is built, because the places in which providers are looked for are not known before.
 *
 * @param id the provider
 * @param place the address, as the provider reads it
 */
record ProviderAddress(String id, String place) implements KeySource, KeyEncryption {

    private static final String FILE = "file:";
    private static final String VARIABLE = "env:";

    /**
     * The source of keys at an address; one that a provider has to open is not opened yet.
     *
     * @throws IllegalArgumentException if the text is no such address
     */
    static KeySource ofKeys(String text) {
        if (text.startsWith(FILE) && text.length() > FILE.length()) {
            try {
                return KeySource.file(Path.of(text.substring(FILE.length())));
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException("the path after file: is not one of this system");
            }
        }
        if (text.startsWith(VARIABLE) && text.length() > VARIABLE.length()) {
            return KeySource.environment(text.substring(VARIABLE.length()));
        }
        return parse(
                text,
                "file: and a path, or env: and the name of a variable, or the id of a provider of keys, a colon, and an"
                        + " address");
    }

    /** The key of a KMS at an address, which is not opened yet. */
    static ProviderAddress ofKms(String text) {
        return parse(text, "the id of a provider of KMS keys, a colon, and an address");
    }

    /** The message does not show the text, which may be a secret that was put here by mistake. */
    private static ProviderAddress parse(String text, String form) {
        int colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1 || isReserved(text) || !Ids.isProvider(text.substring(0, colon))) {
            throw new IllegalArgumentException("it is " + form);
        }
        return new ProviderAddress(text.substring(0, colon), text.substring(colon + 1));
    }

    private static boolean isReserved(String text) {
        return text.startsWith(FILE) || text.startsWith(VARIABLE);
    }

    /** The source itself, if it is one that a provider has to open. */
    static KeySource opened(KeySource source, Lazy<Providers> found) {
        return source instanceof ProviderAddress address ? found.get().open(address) : source;
    }

    /** The service itself, if it is one that a provider has to open. */
    static KeyEncryption opened(KeyEncryption kms, Lazy<Providers> found) {
        return kms instanceof ProviderAddress address ? found.get().openKms(address) : kms;
    }

    @Override
    public KeySet load() {
        throw notOpened();
    }

    @Override
    public byte[] encrypt(byte[] plaintext, byte[] associatedData) {
        throw notOpened();
    }

    @Override
    public byte[] decrypt(byte[] ciphertext, byte[] associatedData) {
        throw notOpened();
    }

    private IllegalStateException notOpened() {
        return new IllegalStateException("It is opened when a manager is built");
    }

    /** Without the place, which is long, and may be a secret that was put here by mistake. */
    @Override
    public String toString() {
        return id + ":…";
    }
}

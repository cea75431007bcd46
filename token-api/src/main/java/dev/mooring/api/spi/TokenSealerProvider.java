package dev.mooring.api.spi;

import dev.mooring.api.keys.KeyEncryption;
import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes keys and sealers of one kind.
 *
 * <p>Stateless and thread-safe, with a public constructor without parameters; found by {@link java.util.ServiceLoader}
 * or handed to the builder. It holds no keys: those come from the deployment.
 */
public interface TokenSealerProvider {

    /**
     * The id that stands in every token and at the head of every key file.
     *
     * @return 1 to 32 characters of {@code a-z 0-9 -}, always the same
     */
    String id();

    /**
     * The algorithms that a key can be made for, as they stand in key files.
     *
     * @return their names, {@code [A-Z0-9_]{1,64}}; the first is the default
     */
    List<String> algorithms();

    /**
     * Makes a new random key.
     *
     * @param algorithm one of {@link #algorithms()}
     * @return the material, in the clear; if a KMS guards the keys, {@code KeyMaker} encrypts it
     * @throws IllegalArgumentException when the algorithm is not one of these, or cannot run on this JDK; the message says
     *     the remedy
     */
    KeyMaterial generateKey(String algorithm);

    /**
     * Takes over keys that another tool made.
     *
     * @param document the other tool's file
     * @param kms decrypts the document if that is encrypted; null if there is none
     * @return the keys in the clear, at least one and exactly one of them primary
     * @throws IllegalArgumentException when the document cannot be taken over; the message says why, and how to go on
     * @throws UnsupportedOperationException when this sealer takes over none, which is the default
     */
    default List<ImportedKey> importKeys(byte[] document, @Nullable KeyEncryption kms) {
        throw new UnsupportedOperationException(
                "The sealer " + id() + " takes over no keys of other tools: create new ones");
    }

    /**
     * Makes a sealer. A key that cannot work is refused now, and not at its first use. Refused are material that is too
     * short, of another length than the algorithm has, all zeros, of an unknown algorithm, or still encrypted by a KMS; this
     * holds for keys that only open, too.
     *
     * @param keys keys of this sealer, in the clear
     * @return a sealer that holds exactly these keys
     * @throws IllegalArgumentException if a key is not usable, and the message names the key by its id; or if the keys are
     *     for another sealer, and the message names that one; both say the remedy
     */
    TokenSealer sealer(KeySet keys);

    /**
     * A key that another tool made.
     *
     * @param algorithm one of {@link #algorithms()}
     * @param material the key
     * @param primary whether it is the one that the other tool used for new work
     */
    record ImportedKey(String algorithm, KeyMaterial material, boolean primary) {
        /** Refuses null. */
        public ImportedKey {
            Objects.requireNonNull(algorithm, "algorithm");
            Objects.requireNonNull(material, "material");
        }
    }
}

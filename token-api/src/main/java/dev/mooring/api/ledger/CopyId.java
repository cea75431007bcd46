package dev.mooring.api.ledger;

import dev.mooring.api.internal.RandomIds;

/**
 * Names one live copy of a session: the one that a server began, or one that a server restored from a token.
 *
 * <p>When an answer to a client is lost and the client asks elsewhere, two servers hold a copy of one session in one
 * generation. The ledger remembers which of them was answered last, and so which of them is current.
 *
 * <p>It is an id and not a credential: to know it allows nothing. {@code toString} leaves it out all the same.
 *
 * @param text 16 random bytes in 32 characters of lower-case hexadecimal
 */
public record CopyId(String text) {
    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the text is not 32 characters of lower-case hexadecimal
     */
    public CopyId {
        RandomIds.check("The id of a copy", text);
    }

    /**
     * Draws a new id.
     *
     * @return an id that no other copy has
     */
    public static CopyId random() {
        return new CopyId(RandomIds.next());
    }

    @Override
    public String toString() {
        return "CopyId";
    }
}

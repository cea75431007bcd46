package dev.mooring.token;

import java.util.Objects;

/**
 * The public part of a token, read without keys: nobody has verified any of it.
 *
 * @param header the readable part
 * @param textChars the length of the token's text
 * @param headerBytes the size of the readable part
 * @param sealedBytes the size of the sealed part, seal included
 */
public record UnverifiedToken(TokenHeader header, int textChars, int headerBytes, int sealedBytes) {
    /** Refuses null. */
    public UnverifiedToken {
        Objects.requireNonNull(header, "header");
    }
}

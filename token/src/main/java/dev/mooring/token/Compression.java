package dev.mooring.token;

/** Whether a payload is compressed before it is sealed. Every server opens both. */
public enum Compression {
    /** As it is, the default. */
    NONE,
    /**
     * Raw DEFLATE (RFC 1951), if that makes the payload smaller.
     *
     * <p><strong>Security.</strong> The length of a compressed token tells something of its content, even of an encrypted
     * one: whoever controls part of the variables and sees the lengths of tokens can guess at the rest (CRIME). Choose it
     * only if clients cannot put text of theirs beside secrets of others.
     */
    DEFLATE
}

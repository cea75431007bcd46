package dev.mooring.rollout;

import dev.mooring.token.TokenHeader;

/** What a token is made with, which decides who can open it. */
record TokenKind(String codecId, String sealerId, String keyId) {

    static TokenKind of(TokenHeader header) {
        return new TokenKind(header.codecId(), header.sealerId(), header.keyId());
    }
}

package dev.mooring.rollout;

import dev.mooring.token.TokenHeader;

/** The codec, sealer and key of a token, which decide who can open it. */
record TokenKind(String codecId, String sealerId, String keyId) {

    static TokenKind of(TokenHeader header) {
        return new TokenKind(header.codecId(), header.sealerId(), header.keyId());
    }
}

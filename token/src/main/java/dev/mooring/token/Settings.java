package dev.mooring.token;

import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.spi.SnapshotCodec;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The settings that a manager was built with, checked and complete.
 *
 * @param codecId the codec that is emitted
 * @param codecs the codecs that open, by id, the emitted one among them
 * @param sealing the sealer that seals
 * @param sealers the sealers that open, by sealer id, the sealing one among them
 * @param times how long tokens and sessions live
 * @param limits how large snapshots may be
 * @param maxTokenChars how long a token's text may be
 * @param compression whether payloads are deflated
 * @param clock tells the time
 * @param random gives token ids
 * @param listener is told of each event
 */
record Settings(
        String codecId,
        Map<String, SnapshotCodec> codecs,
        ReloadingSealer sealing,
        Map<String, ReloadingSealer> sealers,
        Times times,
        SnapshotLimits limits,
        int maxTokenChars,
        Compression compression,
        InstantSource clock,
        SecureRandom random,
        TokenListener listener) {

    /** The codec that is emitted. */
    SnapshotCodec codec() {
        return Objects.requireNonNull(codecs.get(codecId), "the codec that is emitted");
    }

    /**
     * How long tokens and sessions live.
     *
     * @param ttl the life of a new token
     * @param maxTtl the longest life that is honoured when opening
     * @param maxSessionAge the longest life of a session
     * @param clockSkew how far another server's clock may be ahead
     * @param notBefore tokens issued earlier are revoked, if it is set
     */
    record Times(
            Duration ttl, Duration maxTtl, Duration maxSessionAge, Duration clockSkew, Optional<Instant> notBefore) {}
}

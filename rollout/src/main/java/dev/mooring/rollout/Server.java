package dev.mooring.rollout;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.Value;
import dev.mooring.token.ResumeToken;
import dev.mooring.token.ResumeTokenException;
import dev.mooring.token.ResumeTokenManager;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Servers of one deployment: a real manager, and how long its tokens and sessions live, which the manager itself tells.
 *
 * @param tokens the manager
 * @param emits the kind of its tokens
 * @param life the life of a new session's token
 * @param maxSessionAge the longest life that it gives a session
 * @param keysReload how long it goes on with the keys that it read last
 */
record Server(ResumeTokenManager tokens, TokenKind emits, Duration life, Duration maxSessionAge, Duration keysReload) {

    /**
     * Starts it, as a deploy would.
     *
     * @throws IllegalStateException when it does not start, or cannot issue
     */
    static Server start(Deployment deployment, VirtualClock clock, Consumer<ResumeTokenManager.Builder> setup) {
        ResumeTokenManager.Builder builder = ResumeTokenManager.builder();
        deployment.configure(builder);
        setup.accept(builder.clock(clock));
        ResumeTokenManager tokens = builder.build();
        SessionSnapshot session = session(clock.instant(), SessionSnapshot.GREATEST_MAX_AGE);
        ResumeToken token = tokens.issue(session);
        try {
            return new Server(
                    tokens,
                    TokenKind.of(ResumeTokenManager.inspect(token.text()).header()),
                    Duration.between(token.issuedAt(), token.expiresAt()),
                    tokens.open(token.text()).snapshot().maxAge(),
                    keysReload(deployment));
        } catch (ResumeTokenException e) {
            throw new IllegalStateException(
                    "it refuses the token that it has just issued: " + e.reason() + ", " + e.getMessage());
        }
    }

    /** The builder has read it before, so it can be read. */
    private static Duration keysReload(Deployment deployment) {
        String value = deployment.properties().get("mooring.keys.reload");
        return value == null ? ResumeTokenManager.Builder.DEFAULT_KEYS_RELOAD : Duration.parse(value.strip());
    }

    /** A small session, with something in each place in which codecs differ. */
    static SessionSnapshot session(Instant createdAt, Duration maxAge) {
        return SessionSnapshot.builder("rehearsal", createdAt)
                .maxAge(maxAge)
                .importStub(1, "reference")
                .exportStub(-1, "reference")
                .variable("step", Value.from(1))
                .build();
    }
}

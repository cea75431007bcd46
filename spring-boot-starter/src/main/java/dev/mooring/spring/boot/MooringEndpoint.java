package dev.mooring.spring.boot;

import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.token.ProviderDescription;
import dev.mooring.token.Providers;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenStatistics;
import dev.mooring.token.TokenStatistics.KeyVerdict;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** The actuator's endpoint: live sessions, keys and whether they may go, and providers. It shows no ids of sessions. */
@Endpoint(id = "mooring")
final class MooringEndpoint {
    private final AllSessions sessions;
    private final KnownKeys keys;
    private final TokenStatistics statistics;
    private final MooringProperties properties;

    MooringEndpoint(AllSessions sessions, KnownKeys keys, TokenStatistics statistics, MooringProperties properties) {
        this.sessions = sessions;
        this.keys = keys;
        this.statistics = statistics;
        this.properties = properties;
    }

    /**
     * The content of the endpoint.
     *
     * @param sessions the sessions of this server
     * @param keys the keys that are in use
     * @param providers the codecs, sealers and ledgers that were found
     */
    record Shown(Sessions sessions, List<Key> keys, List<String> providers) {}

    /**
     * The sessions of this server.
     *
     * @param live how many are live
     * @param draining whether the server begins and resumes no sessions any more
     */
    record Sessions(int live, boolean draining) {}

    /**
     * A key.
     *
     * @param sealer the sealer that it is for
     * @param id names it
     * @param status whether it seals, opens or is staged
     * @param mayGo whether nothing that this server knows speaks against its removal
     * @param why the evidence, in a sentence
     */
    record Key(String sealer, String id, String status, boolean mayGo, String why) {}

    @ReadOperation
    Shown shown() {
        return new Shown(
                new Sessions(sessions.live(), sessions.isDraining()),
                keys.sets().stream().flatMap(this::shown).toList(),
                Providers.discover().all().stream()
                        .map(ProviderDescription::toString)
                        .toList());
    }

    private Stream<Key> shown(KeySet set) {
        return set.keys().stream().map(key -> shown(set.sealerId(), key));
    }

    private Key shown(String sealer, TokenKey key) {
        Duration maxAge = Objects.requireNonNullElse(properties.maxSessionAge(), SessionSnapshot.DEFAULT_MAX_AGE);
        KeyVerdict verdict = statistics.mayRemove(
                key,
                Objects.requireNonNullElse(properties.keysReload(), ResumeTokenManager.Builder.DEFAULT_KEYS_RELOAD),
                Objects.requireNonNullElse(properties.maxTtl(), maxAge));
        return new Key(sealer, key.id(), key.status().word(), verdict.mayRemove(), verdict.toString());
    }
}

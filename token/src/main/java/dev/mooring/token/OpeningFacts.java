package dev.mooring.token;

import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.snapshot.SessionSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;

/** What each check of an opening compares, in words for an {@link Explanation}; nothing is decided here. */
final class OpeningFacts {
    private final Settings settings;

    OpeningFacts(Settings settings) {
        this.settings = settings;
    }

    String length(String text) {
        return text.length() + " characters, at most " + settings.maxTokenChars();
    }

    String enabled(TokenHeader header) {
        return "sealer " + header.sealerId() + ", enabled: "
                + String.join(", ", settings.sealers().keySet()) + "; codec " + header.codecId() + ", enabled: "
                + String.join(", ", settings.codecs().keySet());
    }

    /** The keys are those after the check, which may have re-read them. */
    String key(String id, ReloadingSealer sealer) {
        KeySet keys = sealer.loaded().keys();
        return keys.key(id)
                .map(key -> id + " is " + use(key, sealer) + " since " + key.since() + " in " + sealer.source())
                .orElseGet(() -> id + " is not in " + sealer.source() + ", which has "
                        + keys.keys().stream()
                                .map(key -> key.id() + " " + use(key, sealer))
                                .collect(Collectors.joining(", ")));
    }

    private String use(TokenKey key, ReloadingSealer sealer) {
        return key.status().word() + (sealer == settings.sealing() ? "" : " (accepted only)");
    }

    String seal(TokenHeader header, TokenContext context) {
        return "sealer " + header.sealerId() + ", key " + header.keyId() + "; the token says that it was issued "
                + (header.contextBound() ? "with a context" : "without a context") + ", and it is opened "
                + (context.isEmpty() ? "without one" : "with " + String.join(", ", context.names()));
    }

    String times(TokenHeader header, Instant now) {
        Settings.Times times = settings.times();
        return "issued " + header.issuedAt() + ", expires " + header.expiresAt() + ", now " + now + ", clock skew "
                + times.clockSkew() + ", max-ttl " + times.maxTtl()
                + times.notBefore().map(instant -> ", not-before " + instant).orElse("");
    }

    String payload(TokenHeader header, int bytes) {
        return bytes + " bytes" + (header.deflated() ? ", compressed" : "") + ", at most "
                + settings.limits().maxPayloadBytes();
    }

    String snapshot(SessionSnapshot snapshot) {
        return "imports " + snapshot.imports().size() + ", exports "
                + snapshot.exports().size() + ", variables "
                + snapshot.variables().size() + ", capabilities "
                + snapshot.capabilities().size() + ", created " + snapshot.createdAt();
    }

    String age(SessionSnapshot snapshot, Instant now) {
        Duration most = settings.times().maxSessionAge();
        return Duration.between(snapshot.createdAt(), now) + " old, at most " + snapshot.maxAge()
                + " by its own rule and " + most + " by this server's";
    }
}

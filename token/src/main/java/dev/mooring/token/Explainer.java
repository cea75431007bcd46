package dev.mooring.token;

import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.token.Explanation.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts an opening into words for operators; nothing is decided here. */
final class Explainer {
    private final Settings settings;
    private final Opening opening;

    Explainer(Settings settings, Opening opening) {
        this.settings = settings;
        this.opening = opening;
    }

    /** All checks up to the one that the opening has come to; that one refused the token if there is a refusal. */
    Explanation explanation(@Nullable ResumeTokenException refusal) {
        List<Explanation.Step> steps = new ArrayList<>();
        for (Check check : Check.values()) {
            if (check.compareTo(opening.check) <= 0) {
                steps.add(new Explanation.Step(check, facts(check) + fault(check)));
            }
        }
        return new Explanation(steps, Optional.ofNullable(refusal));
    }

    /** A provider's fault by its name only: its message may show anything. */
    private String fault(Check check) {
        Throwable fault = opening.providers.fault();
        return fault == null || check != opening.check
                ? ""
                : "; failed with " + fault.getClass().getName();
    }

    private String facts(Check check) {
        return switch (check) {
            case LENGTH -> opening.textChars + " characters, at most " + settings.maxTokenChars();
            case TEXT -> "expected: \"mrt1.\" and canonical base64url";
            case FRAME -> opening.frameBytes + " bytes; expected: version 1, known flags, a whole header";
            case ENABLED -> enabled();
            case KEY -> key(header().keyId(), known(opening.sealer));
            case SEAL -> seal();
            case TIMES -> times(known(opening.now));
            case PAYLOAD -> payload();
            case DOCUMENT -> "codec " + header().codecId() + ", " + opening.documentBytes + " bytes";
            case SNAPSHOT -> snapshot(known(opening.snapshot));
            case AGE -> age(known(opening.snapshot), known(opening.now));
        };
    }

    /** A fact of a check that came before. */
    private static <T> T known(@Nullable T fact) {
        return Objects.requireNonNull(fact);
    }

    private TokenHeader header() {
        return known(opening.header);
    }

    private String enabled() {
        return "sealer " + header().sealerId() + ", enabled: "
                + String.join(", ", settings.sealers().keySet()) + "; codec "
                + header().codecId() + ", enabled: "
                + String.join(", ", settings.codecs().keySet());
    }

    /** The keys are those after the check, which may have read them again. */
    private String key(String id, ReloadingSealer sealer) {
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

    private String seal() {
        TokenContext context = opening.context;
        return "sealer " + header().sealerId() + ", key " + header().keyId() + "; the token says that it was issued "
                + (header().contextBound() ? "with a context" : "without a context") + ", and it is opened "
                + (context.isEmpty() ? "without one" : "with " + String.join(", ", context.names()));
    }

    private String times(Instant now) {
        Settings.Times times = settings.times();
        return "issued " + header().issuedAt() + ", expires " + header().expiresAt() + ", now " + now + ", clock skew "
                + times.clockSkew() + ", max-ttl " + times.maxTtl()
                + times.notBefore().map(instant -> ", not-before " + instant).orElse("");
    }

    private String payload() {
        return opening.payloadBytes + " bytes" + (header().deflated() ? ", compressed" : "") + ", at most "
                + settings.limits().maxPayloadBytes();
    }

    private String snapshot(SessionSnapshot snapshot) {
        return "imports " + snapshot.imports().size() + ", exports "
                + snapshot.exports().size() + ", variables "
                + snapshot.variables().size() + ", capabilities "
                + snapshot.capabilities().size() + ", created " + snapshot.createdAt();
    }

    private String age(SessionSnapshot snapshot, Instant now) {
        Duration most = settings.times().maxSessionAge();
        return Duration.between(snapshot.createdAt(), now) + " old, at most " + snapshot.maxAge()
                + " by its own rule and " + most + " by this server's";
    }
}

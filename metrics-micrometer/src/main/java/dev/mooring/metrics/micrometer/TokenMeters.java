package dev.mooring.metrics.micrometer;

import dev.mooring.api.keys.KeySet;
import dev.mooring.token.KeySource;
import dev.mooring.token.OpenedToken;
import dev.mooring.token.TokenHeader;
import dev.mooring.token.TokenListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.stream.Collectors;

/**
 * Counts the tokens and keys of a manager in a Micrometer registry.
 *
 * <pre>{@code
 * ResumeTokenManager.builder().properties(properties).listener(new TokenMeters(registry)).build();
 * }</pre>
 *
 * <table>
 * <caption>Counters</caption>
 * <tr><th>name</th><th>tags</th></tr>
 * <tr><td>{@code mooring.tokens.issued}</td><td>{@code key}, {@code sealer}, {@code codec}</td></tr>
 * <tr><td>{@code mooring.tokens.opened}</td><td>{@code key}, {@code sealer}, {@code codec}, {@code outdated}:
 * {@code none}, or which of {@code key}, {@code sealer} and {@code codec}, joined by {@code +}</td></tr>
 * <tr><td>{@code mooring.tokens.refused}</td><td>{@code key}, {@code sealer}, {@code codec}, {@code reason}, the one
 * of the exception in lower case</td></tr>
 * <tr><td>{@code mooring.keys.changed}</td><td>{@code sealer}</td></tr>
 * <tr><td>{@code mooring.keys.unavailable}</td><td>none</td></tr>
 * </table>
 *
 * <p>Values of tags come from the server's configuration or are {@link TokenListener#UNKNOWN}; nothing that clients make up
 * becomes a new time series. Thread-safe.
 */
public final class TokenMeters implements TokenListener {
    private final MeterProvider<Counter> issued;
    private final MeterProvider<Counter> opened;
    private final MeterProvider<Counter> refused;
    private final MeterProvider<Counter> keysChanged;
    private final Counter keysUnavailable;

    /**
     * Counts in a registry.
     *
     * @param registry the registry
     */
    public TokenMeters(MeterRegistry registry) {
        issued = Counter.builder("mooring.tokens.issued")
                .description("Resume tokens issued")
                .withRegistry(registry);
        opened = Counter.builder("mooring.tokens.opened")
                .description("Resume tokens that passed every check")
                .withRegistry(registry);
        refused = Counter.builder("mooring.tokens.refused")
                .description("Resume tokens that were refused, or could not be issued")
                .withRegistry(registry);
        keysChanged = Counter.builder("mooring.keys.changed")
                .description("Times that changed keys were read")
                .withRegistry(registry);
        keysUnavailable = Counter.builder("mooring.keys.unavailable")
                .description("Times that keys could not be read")
                .register(registry);
    }

    @Override
    public void issued(TokenHeader header) {
        issued.withTags(tags(header)).increment();
    }

    @Override
    public void opened(OpenedToken token) {
        opened.withTags(tags(token.header()).and("outdated", outdated(token))).increment();
    }

    private static String outdated(OpenedToken token) {
        return token.outdated().isEmpty()
                ? "none"
                : token.outdated().stream().sorted().map(Counters::word).collect(Collectors.joining("+"));
    }

    @Override
    public void refused(Refusal refusal) {
        refused.withTags(tags(refusal.keyId(), refusal.sealerId(), refusal.codecId())
                        .and("reason", Counters.word(refusal.reason())))
                .increment();
    }

    @Override
    public void keysChanged(KeySet keys) {
        keysChanged.withTag("sealer", keys.sealerId()).increment();
    }

    @Override
    public void keysUnavailable(KeySource source, Throwable fault) {
        keysUnavailable.increment();
    }

    private static Tags tags(TokenHeader header) {
        return tags(header.keyId(), header.sealerId(), header.codecId());
    }

    private static Tags tags(String keyId, String sealerId, String codecId) {
        return Tags.of("key", keyId, "sealer", sealerId, "codec", codecId);
    }
}

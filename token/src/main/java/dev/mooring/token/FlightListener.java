package dev.mooring.token;

import dev.mooring.api.keys.KeySet;
import java.util.List;
import java.util.stream.Collectors;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * Tells the JDK's Flight Recorder. If nothing is recorded, that costs an empty event and one question.
 *
 * <p>Recordings are sent to others, so they hold no more than a metric may hold: ids of the configuration, reasons, and the class
 * of a fault, but no token or session ids and nobody's messages.
 */
final class FlightListener implements TokenListener {

    /** One, or none on the class path of a run-time image without Flight Recorder. */
    static List<TokenListener> ofThisRuntime() {
        return ModuleLayer.boot().findModule("jdk.jfr").isPresent() ? List.of(new FlightListener()) : List.of();
    }

    @Override
    public void issued(TokenHeader header) {
        TokenIssued event = new TokenIssued();
        if (event.isEnabled()) {
            event.keyId = header.keyId();
            event.sealerId = header.sealerId();
            event.codecId = header.codecId();
            event.commit();
        }
    }

    @Override
    public void opened(OpenedToken token) {
        TokenOpened event = new TokenOpened();
        if (event.isEnabled()) {
            event.keyId = token.header().keyId();
            event.sealerId = token.header().sealerId();
            event.codecId = token.header().codecId();
            event.outdatedKey = token.outdated().contains(OpenedToken.Outdated.KEY);
            event.outdatedSealer = token.outdated().contains(OpenedToken.Outdated.SEALER);
            event.outdatedCodec = token.outdated().contains(OpenedToken.Outdated.CODEC);
            event.commit();
        }
    }

    @Override
    public void refused(Refusal refusal) {
        TokenRefused event = new TokenRefused();
        if (event.isEnabled()) {
            event.reason = refusal.reason().name();
            event.keyId = refusal.keyId();
            event.sealerId = refusal.sealerId();
            event.codecId = refusal.codecId();
            event.fault = refusal.fault() == null ? null : refusal.fault().getClass();
            event.commit();
        }
    }

    @Override
    public void keysChanged(KeySet keys) {
        KeysChanged event = new KeysChanged();
        if (event.isEnabled()) {
            event.sealerId = keys.sealerId();
            event.keys = keys.keys().stream()
                    .map(key -> key.id() + " " + key.status().word())
                    .collect(Collectors.joining(", "));
            event.commit();
        }
    }

    @Override
    public void keysUnavailable(KeySource source, Throwable fault) {
        KeysUnavailable event = new KeysUnavailable();
        if (event.isEnabled()) {
            event.source = source.toString();
            event.fault = fault.getClass();
            event.commit();
        }
    }

    @Category("Mooring")
    @StackTrace(false)
    private abstract static class TokenEvent extends Event {
        @Label("Key Id")
        String keyId = UNKNOWN;

        @Label("Sealer")
        String sealerId = UNKNOWN;

        @Label("Codec")
        String codecId = UNKNOWN;
    }

    @Name("dev.mooring.TokenIssued")
    @Label("Token Issued")
    private static final class TokenIssued extends TokenEvent {}

    @Name("dev.mooring.TokenOpened")
    @Label("Token Opened")
    @Description("A token passed every check")
    private static final class TokenOpened extends TokenEvent {
        @Label("Outdated Key")
        @Description("The token's key no longer seals here")
        boolean outdatedKey;

        @Label("Outdated Sealer")
        @Description("The token's sealer is accepted only")
        boolean outdatedSealer;

        @Label("Outdated Codec")
        @Description("The token's codec is accepted only")
        boolean outdatedCodec;
    }

    @Name("dev.mooring.TokenRefused")
    @Label("Token Refused")
    @Description("A token was refused, or could not be issued")
    private static final class TokenRefused extends TokenEvent {
        @Label("Reason")
        @Nullable
        String reason;

        @Label("Fault")
        @Description("What a provider threw besides its contract")
        @Nullable
        Class<?> fault;
    }

    @Name("dev.mooring.KeysChanged")
    @Label("Keys Changed")
    @Description("Keys were re-read, and the new ones are in use")
    @Category("Mooring")
    @StackTrace(false)
    private static final class KeysChanged extends Event {
        @Label("Sealer")
        @Nullable
        String sealerId;

        @Label("Keys")
        @Description("Each key's id and status")
        @Nullable
        String keys;
    }

    @Name("dev.mooring.KeysUnavailable")
    @Label("Keys Unavailable")
    @Description("Keys could not be read, and the last good ones stay in use")
    @Category("Mooring")
    @StackTrace(false)
    private static final class KeysUnavailable extends Event {
        @Label("Source")
        @Nullable
        String source;

        @Label("Fault")
        @Nullable
        Class<?> fault;
    }
}

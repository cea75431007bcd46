package dev.mooring.token;

import dev.mooring.api.ledger.LedgerSettings;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.ledger.SessionLedgerProvider;
import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.api.spi.TokenSealerProvider;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * The codecs, sealers and ledgers on the module path and the class path.
 *
 * <p>Choosing is strict: if one provider of a service cannot be loaded, or two share an id, none of that service is chosen,
 * because a seal must not depend on which of them was found first. Thread-safe; looks once, when it is made.
 */
public final class Providers {
    private static final Discovered.Service<SnapshotCodec> CODEC =
            new Discovered.Service<>(SnapshotCodec.class, SnapshotCodec::id, Property.CODEC.toString());
    private static final Discovered.Service<TokenSealerProvider> SEALER =
            new Discovered.Service<>(TokenSealerProvider.class, TokenSealerProvider::id, Property.SEALER.toString());
    private static final Discovered.Service<SessionLedgerProvider> LEDGER = new Discovered.Service<>(
            SessionLedgerProvider.class, SessionLedgerProvider::id, "the scheme of the ledger's address");

    private final LookedAt place;
    private final Discovered<SnapshotCodec> codecs;
    private final Discovered<TokenSealerProvider> sealers;
    private final Discovered<SessionLedgerProvider> ledgers;

    private Providers(
            LookedAt place,
            Discovered<SnapshotCodec> codecs,
            Discovered<TokenSealerProvider> sealers,
            Discovered<SessionLedgerProvider> ledgers) {
        this.place = place;
        this.codecs = codecs;
        this.sealers = sealers;
        this.ledgers = ledgers;
    }

    /**
     * Looks through the class loader of this module.
     *
     * @return the providers that it finds
     */
    public static Providers discover() {
        return discover(Providers.class.getClassLoader());
    }

    /**
     * Looks through a class loader.
     *
     * @param loader the loader; its parents are looked through, too
     * @return the providers that it finds
     */
    public static Providers discover(ClassLoader loader) {
        Objects.requireNonNull(loader, "loader");
        LookedAt place = LookedAt.by(loader);
        return new Providers(
                place,
                Discovered.by(CODEC, ServiceLoader.load(SnapshotCodec.class, loader), place),
                Discovered.by(SEALER, ServiceLoader.load(TokenSealerProvider.class, loader), place),
                Discovered.by(LEDGER, ServiceLoader.load(SessionLedgerProvider.class, loader), place));
    }

    /**
     * Looks through a module layer.
     *
     * @param layer the layer; its parents are looked through, too
     * @return the providers that it finds
     */
    public static Providers discover(ModuleLayer layer) {
        Objects.requireNonNull(layer, "layer");
        LookedAt place = LookedAt.in(layer);
        return new Providers(
                place,
                Discovered.by(CODEC, ServiceLoader.load(layer, SnapshotCodec.class), place),
                Discovered.by(SEALER, ServiceLoader.load(layer, TokenSealerProvider.class), place),
                Discovered.by(LEDGER, ServiceLoader.load(layer, SessionLedgerProvider.class), place));
    }

    /**
     * Lists all providers, usable or not.
     *
     * @return codecs, then sealers, then ledgers; of each the usable ones by id and class, and after them the others
     */
    public List<ProviderDescription> all() {
        return Stream.of(codecs.descriptions(), sealers.descriptions(), ledgers.descriptions())
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Finds a codec.
     *
     * @param id its id
     * @return the codec
     * @throws IllegalStateException when there is none of that id, two share one, or one on the path cannot be loaded; the
     *     message names those that were found, and the artifact to add
     */
    public SnapshotCodec codec(String id) {
        return codecs.byId(id);
    }

    /**
     * Finds the only codec.
     *
     * @return the codec
     * @throws IllegalStateException when there is none, there are several, or one on the path cannot be loaded; the message
     *     names those that were found, and the remedy
     */
    public SnapshotCodec onlyCodec() {
        return codecs.only();
    }

    /**
     * Finds all codecs.
     *
     * @return the codecs by id, at least one
     * @throws IllegalStateException when there is none, two share an id, or one on the path cannot be loaded
     */
    public List<SnapshotCodec> codecs() {
        return codecs.everyOne();
    }

    /**
     * Finds a sealer.
     *
     * @param id its id
     * @return the sealer's provider
     * @throws IllegalStateException when there is none of that id, two share one, or one on the path cannot be loaded; the
     *     message names those that were found, and the artifact to add
     */
    public TokenSealerProvider sealer(String id) {
        return sealers.byId(id);
    }

    /**
     * Finds all sealers.
     *
     * @return the sealers' providers by id, at least one
     * @throws IllegalStateException when there is none, two share an id, or one on the path cannot be loaded
     */
    public List<TokenSealerProvider> sealers() {
        return sealers.everyOne();
    }

    /**
     * Finds the ledger of an address, by its scheme:
     *
     * <pre>{@code
     * SessionLedger ledger = Providers.discover().ledger(address).open(address, LedgerSettings.DEFAULT);
     * }</pre>
     *
     * @param address the address of the store, such as {@code redis://localhost}
     * @return the ledger's provider
     * @throws IllegalArgumentException when the address has no scheme
     * @throws IllegalStateException when there is none for that scheme, there are several, or one on the path cannot be
     *     loaded; the message names those that were found, and the remedy
     */
    public SessionLedgerProvider ledger(URI address) {
        if (address.getScheme() == null) {
            throw new IllegalArgumentException("A ledger's address begins with a scheme, such as redis:");
        }
        String scheme = address.getScheme().toLowerCase(Locale.ROOT);
        return ledgers.onlyWhere("scheme " + scheme, ledger -> ledger.schemes().contains(scheme));
    }

    /**
     * Opens the ledger of an address that is a text, as files and variables hold it. White space around it is ignored, and no
     * message shows any of it: {@link URI#create} would show the password.
     *
     * @param address the address of the store, such as {@code redis://localhost}
     * @param settings the settings of ledgers of every kind
     * @return the ledger, which the caller closes
     * @throws IllegalArgumentException if the text is no address, or the ledger's provider cannot use it
     * @throws IllegalStateException if {@link #ledger} finds no provider, or the store is not fit to be a ledger
     */
    public SessionLedger openLedger(String address, LedgerSettings settings) {
        Objects.requireNonNull(settings, "settings");
        URI uri = uri(address.strip());
        return ledger(uri).open(uri, settings);
    }

    @Override
    public String toString() {
        return "the providers in the " + place.name();
    }

    private static URI uri(String address) {
        try {
            return new URI(address);
        } catch (URISyntaxException e) {
            // not as the cause, whose message shows the text
            throw new IllegalArgumentException("A ledger's address has only characters that a URI may have: spell each"
                    + " other one, and each percent sign, by % and two hexadecimal digits");
        }
    }
}

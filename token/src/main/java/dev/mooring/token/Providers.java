package dev.mooring.token;

import dev.mooring.api.keys.KeyEncryption;
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
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The codecs, sealers, ledgers, key sources and key services on the module path and the class path.
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

    private static final Discovered.Service<KeySourceProvider> KEYS =
            new Discovered.Service<>(KeySourceProvider.class, KeySourceProvider::id, Property.KEYS.toString());
    private static final Discovered.Service<KeyEncryptionProvider> KMS =
            new Discovered.Service<>(KeyEncryptionProvider.class, KeyEncryptionProvider::id, Property.KMS.toString());

    private final LookedAt place;
    private final Discovered<SnapshotCodec> codecs;
    private final Discovered<TokenSealerProvider> sealers;
    private final Discovered<SessionLedgerProvider> ledgers;

    private final Discovered<KeySourceProvider> keySources;
    private final Discovered<KeyEncryptionProvider> kms;

    private Providers(
            LookedAt place,
            Discovered<SnapshotCodec> codecs,
            Discovered<TokenSealerProvider> sealers,
            Discovered<SessionLedgerProvider> ledgers,
            Discovered<KeySourceProvider> keySources,
            Discovered<KeyEncryptionProvider> kms) {
        this.place = place;
        this.codecs = codecs;
        this.sealers = sealers;
        this.ledgers = ledgers;
        this.keySources = keySources;
        this.kms = kms;
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
                Discovered.by(LEDGER, ServiceLoader.load(SessionLedgerProvider.class, loader), place),
                Discovered.by(KEYS, ServiceLoader.load(KeySourceProvider.class, loader), place),
                Discovered.by(KMS, ServiceLoader.load(KeyEncryptionProvider.class, loader), place));
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
                Discovered.by(LEDGER, ServiceLoader.load(layer, SessionLedgerProvider.class), place),
                Discovered.by(KEYS, ServiceLoader.load(layer, KeySourceProvider.class), place),
                Discovered.by(KMS, ServiceLoader.load(layer, KeyEncryptionProvider.class), place));
    }

    /**
     * Lists all providers, usable or not.
     *
     * @return codecs, sealers, ledgers, key sources and services that guard keys, in this order; of each kind first the
     *     usable ones by id and class, then the others
     */
    public List<ProviderDescription> all() {
        return Stream.of(
                        codecs.descriptions(),
                        sealers.descriptions(),
                        ledgers.descriptions(),
                        keySources.descriptions(),
                        kms.descriptions())
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

    /**
     * Opens the keys at an address, as {@code mooring.keys} has it.
     *
     * @param address {@code file:} and a path, {@code env:} and the name of a variable, or the id of a
     *     {@link KeySourceProvider}, a colon, and an address, such as {@code vault:secret/resume}
     * @return the source, which has not been read yet
     * @throws IllegalArgumentException if it is none of these, or the provider cannot use the address; no message shows it
     * @throws IllegalStateException if there is no provider of that id, two share it, one on the path cannot be loaded, or
     *     the environment lacks a setting of the provider
     */
    public KeySource keySource(String address) {
        KeySource source = told("keys", () -> ProviderAddress.ofKeys(address));
        return source instanceof ProviderAddress opened ? open(opened) : source;
    }

    /**
     * Opens the key of a KMS at an address, as {@code mooring.kms} has it.
     *
     * @param address the id of a {@link KeyEncryptionProvider}, a colon, and an address
     * @return encrypts and decrypts with that key
     * @throws IllegalArgumentException if it is no such address, or the provider cannot use it; no message shows it
     * @throws IllegalStateException as {@link #keySource} does
     */
    public KeyEncryption kms(String address) {
        return openKms(told("a KMS", () -> ProviderAddress.ofKms(address)));
    }

    KeySource open(ProviderAddress address) {
        return told("keys", () -> keySources.byId(address.id()).open(address.place()));
    }

    KeyEncryption openKms(ProviderAddress address) {
        return told("a KMS", () -> kms.byId(address.id()).open(address.place()));
    }

    private static <T> T told(String kind, Supplier<T> opening) {
        try {
            return opening.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The address of " + kind + " cannot be used: " + e.getMessage());
        }
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

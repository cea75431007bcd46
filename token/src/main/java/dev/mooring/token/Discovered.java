package dev.mooring.token;

import dev.mooring.token.internal.Ids;
import dev.mooring.token.internal.VirtualMachineErrors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Spliterator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The providers of one service, and their problems. None is chosen while one has a problem.
 *
 * @param <S> the service
 */
final class Discovered<S> {
    private static final Map<String, String> ARTIFACTS = Map.of(
            "json", "mooring-codec-json",
            "cbor", "mooring-codec-cbor",
            "hmac-sha256", "mooring-crypto-hmac",
            "tink-aead", "mooring-crypto-tink-aead",
            "redis", "mooring-store-redis",
            "vault", "mooring-keys-vault");
    private static final Map<String, List<String>> CHOICES = Map.of(
            "SnapshotCodec", List.of("json", "cbor"),
            "TokenSealerProvider", List.of("hmac-sha256", "tink-aead"),
            "SessionLedgerProvider", List.of("redis"));

    /** How many entries in a row may fail before the loader is taken to be stuck. */
    private static final int MAX_FAILURES = 100;

    /**
     * A service that is looked for.
     *
     * @param type its interface
     * @param id tells the id of a provider
     * @param property the setting that chooses a provider
     */
    record Service<S>(Class<S> type, Function<S, String> id, String property) {}

    /** One provider that works. */
    private record Found<S>(String id, S provider, ProviderDescription description) {}

    private final String service;
    private final String property;
    private final LookedAt place;
    private final List<Found<S>> working = new ArrayList<>();
    private final List<ProviderDescription> broken = new ArrayList<>();

    private Discovered(String service, String property, LookedAt place) {
        this.service = service;
        this.property = property;
        this.place = place;
    }

    /** Looks once at all that a loader finds. */
    static <S> Discovered<S> by(Service<S> service, ServiceLoader<S> loader, LookedAt place) {
        Discovered<S> discovered = new Discovered<>(service.type().getSimpleName(), service.property(), place);
        Spliterator<ServiceLoader.Provider<S>> entries = loader.stream().spliterator();
        int failures = 0;
        boolean more = true;
        while (more && failures < MAX_FAILURES) {
            try {
                more = entries.tryAdvance(entry -> discovered.add(entry, service.id()));
            } catch (ServiceConfigurationError | LinkageError e) {
                // a class file that cannot be linked leaves the loader as it is, not as a configuration error
                failures++;
                discovered.addBroken("?", "?", discovered.explain(e).orElseGet(e::toString));
            }
        }
        discovered.working.sort(Comparator.comparing((Found<S> found) -> found.id())
                .thenComparing(found -> found.description().className()));
        return discovered;
    }

    private void add(ServiceLoader.Provider<S> entry, Function<S, String> idOf) {
        Class<? extends S> type = entry.type();
        String module = Optional.ofNullable(type.getModule().getName())
                .map(name -> "module " + name)
                .orElse("class path");
        try {
            S provider = entry.get();
            String id = Objects.requireNonNull(idOf.apply(provider), "its id is null");
            if (Ids.isProvider(id)) {
                working.add(new Found<>(
                        id,
                        provider,
                        new ProviderDescription(service, Optional.of(id), type.getName(), module, Optional.empty())));
            } else {
                addBroken(type.getName(), module, "its id is not " + Ids.PROVIDER_FORM);
            }
        } catch (Throwable e) {
            VirtualMachineErrors.passOn(e);
            // any other exception of a stranger's constructor is that provider's fault, not the caller's
            Throwable cause = e instanceof ServiceConfigurationError && e.getCause() != null ? e.getCause() : e;
            addBroken(type.getName(), module, "it cannot be made: " + explain(e).orElseGet(cause::toString));
        }
    }

    private Optional<String> explain(Throwable failure) {
        return place.requirements().explain(failure);
    }

    private void addBroken(String className, String module, String problem) {
        broken.add(new ProviderDescription(service, Optional.empty(), className, module, Optional.of(problem)));
    }

    /** All that were found; if two share an id, that is a problem of both. */
    List<ProviderDescription> descriptions() {
        List<ProviderDescription> all = new ArrayList<>();
        for (Found<S> found : working) {
            all.add(isShared(found.id()) ? withProblem(found.description(), "its id is shared") : found.description());
        }
        all.addAll(broken);
        return List.copyOf(all);
    }

    private static ProviderDescription withProblem(ProviderDescription it, String problem) {
        return new ProviderDescription(it.service(), it.id(), it.className(), it.module(), Optional.of(problem));
    }

    private boolean isShared(String id) {
        return working.stream().filter(found -> found.id().equals(id)).count() > 1;
    }

    /** The provider of an id. */
    S byId(String id) {
        refuseWhatIsWrong();
        return working.stream()
                .filter(found -> found.id().equals(id))
                .map(Found::provider)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No " + service + " of id \"" + id + "\" was found in the "
                        + place.name() + "; there is " + (working.isEmpty() ? "none at all" : names()) + ": "
                        + (ARTIFACTS.containsKey(id)
                                ? advice(List.of(id))
                                : "check the id, or put its artifact on the path")));
    }

    private String advice(List<String> ids) {
        return place.advice(
                ids, ids.stream().map(ARTIFACTS::get).collect(Collectors.joining(" or ")) + " (group dev.mooring)");
    }

    /** The provider, if there is just one. */
    S only() {
        List<S> all = everyOne();
        if (all.size() > 1) {
            throw new IllegalStateException(
                    "Several " + service + "s were found, " + names() + ": choose one by " + property);
        }
        return all.get(0);
    }

    /** The provider for which a condition holds, if there is just one. */
    S onlyWhere(String what, Predicate<S> holds) {
        List<S> all = everyOne().stream().filter(holds).toList();
        if (all.size() != 1) {
            throw new IllegalStateException((all.isEmpty() ? "No " : "More than one ") + service + " of the " + what
                    + " was found; there is " + names() + ": check " + property + ", or the artifacts on the path");
        }
        return all.get(0);
    }

    /** All providers, at least one. */
    List<S> everyOne() {
        refuseWhatIsWrong();
        if (working.isEmpty()) {
            throw new IllegalStateException("No " + service + " was found in the " + place.name() + ": "
                    + advice(CHOICES.getOrDefault(service, List.of())));
        }
        return working.stream().map(Found::provider).toList();
    }

    private void refuseWhatIsWrong() {
        List<ProviderDescription> wrong = descriptions().stream()
                .filter(description -> description.problem().isPresent())
                .toList();
        if (!wrong.isEmpty()) {
            throw new IllegalStateException("Not every " + service + " on the path can be used, so none is chosen; "
                    + wrong.stream().map(ProviderDescription::toString).collect(Collectors.joining("; "))
                    + ": repair or remove it");
        }
    }

    private String names() {
        return working.stream().map(found -> found.description().toString()).collect(Collectors.joining(", "));
    }
}

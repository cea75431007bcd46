package dev.mooring.token;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A place in which providers were looked for, and the advice if a provider was not found there.
 *
 * @param name the place, for people
 * @param loaders the class loaders of that place
 */
record LookedAt(String name, Set<ClassLoader> loaders) {
    /** The providers of this project by their ids. By their classes, a missing provider is told from a missing service file. */
    private static final Map<String, String> CLASSES = Map.of(
            "json", "dev.mooring.codec.json.JsonSnapshotCodec",
            "cbor", "dev.mooring.codec.cbor.CborSnapshotCodec",
            "hmac-sha256", "dev.mooring.crypto.hmac.HmacSealerProvider",
            "tink-aead", "dev.mooring.crypto.tink.TinkAeadSealerProvider",
            "redis", "dev.mooring.store.redis.RedisLedgerProvider",
            "vault", "dev.mooring.keys.vault.VaultKeySourceProvider");

    /** Those whose modules need automatic modules, which jlink refuses. */
    private static final Set<String> NOT_LINKABLE =
            Set.of("dev.mooring.crypto.tink.TinkAeadSealerProvider", "dev.mooring.store.redis.RedisLedgerProvider");

    static LookedAt by(ClassLoader loader) {
        String name =
                Optional.ofNullable(loader.getName()).orElse(loader.getClass().getName());
        return new LookedAt("class loader " + name + " and its parents", Set.of(loader));
    }

    static LookedAt in(ModuleLayer layer) {
        Set<ClassLoader> loaders = new LinkedHashSet<>();
        layer.modules()
                .forEach(module -> Optional.ofNullable(module.getClassLoader()).ifPresent(loaders::add));
        String modules =
                layer.modules().stream().map(Module::getName).sorted().limit(5).collect(Collectors.joining(", "));
        return new LookedAt("module layer of " + modules + " and its parents", loaders);
    }

    Requirements requirements() {
        return Requirements.seenBy(loaders);
    }

    /**
     * How a provider gets there.
     *
     * @param ids the providers that would do
     * @param artifacts their artifacts, for people
     */
    String advice(List<String> ids, String artifacts) {
        List<String> types = ids.stream()
                .flatMap(id -> Optional.ofNullable(CLASSES.get(id)).stream())
                .toList();
        for (String type : types) {
            if (loaders.stream().anyMatch(loader -> sees(loader, type))) {
                return type
                        + " is there, but no service file names it: merge the files of META-INF/services when jars are"
                        + " merged (ServicesResourceTransformer of Maven's Shade plugin, mergeServiceFiles() of Gradle's)";
            }
        }
        for (String type : types) {
            if (isElsewhere(type)) {
                return type + " is in another class loader, that of this thread: hand it over by classLoader(…) of the"
                        + " builder, or Providers.discover(…)";
            }
        }
        return isImage() ? linking(types) : putting(artifacts);
    }

    private static String putting(String artifacts) {
        return "put " + artifacts + " on the module path or the class path; if it is in another class loader or module"
                + " layer, hand that over by classLoader(…) or layer(…) of the builder, or Providers.discover(…)";
    }

    /** How a provider gets into an image, from which nothing is found that was not linked. */
    static String linking(List<String> types) {
        String modules = types.stream()
                .filter(type -> !NOT_LINKABLE.contains(type))
                .map(type -> type.replaceFirst("\\.[^.]+$", ""))
                .collect(Collectors.joining(" or "));
        return modules.isEmpty()
                ? "this is an image of jlink, which cannot hold it: put it on the module path of the image's java"
                : "this is an image of jlink: link it with --add-modules " + modules
                        + ", or put it on the module path of the image's java";
    }

    /** Whether this module was linked into the run-time image. */
    private static boolean isImage() {
        Module module = LookedAt.class.getModule();
        return module.isNamed()
                && module.getLayer()
                        .configuration()
                        .findModule(module.getName())
                        .flatMap(resolved -> resolved.reference().location())
                        .filter(location -> "jrt".equals(location.getScheme()))
                        .isPresent();
    }

    private boolean isElsewhere(String type) {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        return ofThread != null && sees(ofThread, type);
    }

    private static boolean sees(ClassLoader loader, String type) {
        return loader.getResource(type.replace('.', '/') + ".class") != null;
    }
}

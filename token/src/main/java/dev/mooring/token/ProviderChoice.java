package dev.mooring.token;

import dev.mooring.token.internal.Ids;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A provider that was given, or is to be found by its id.
 *
 * @param <P> the provider's interface
 * @param id its id
 * @param provider the provider, if it was given
 */
record ProviderChoice<P>(String id, @Nullable P provider) {
    static <P> ProviderChoice<P> byId(String id) {
        return new ProviderChoice<>(Objects.requireNonNull(id, "id"), null);
    }

    static <P> ProviderChoice<P> given(String id, P provider) {
        if (!Ids.isProvider(id)) {
            throw new IllegalArgumentException(
                    "The id of " + provider.getClass().getName() + " is not " + Ids.PROVIDER_FORM);
        }
        return new ProviderChoice<>(id, provider);
    }

    boolean isById() {
        return provider == null;
    }

    P resolve(Function<String, P> find) {
        return provider == null ? find.apply(id) : provider;
    }

    @Override
    public String toString() {
        return id;
    }
}

package dev.mooring.token;

import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A provider that was given, or is to be found by its id.
 *
 * @param <P> the provider's interface
 * @param id its id
 * @param provider the provider, where it was given
 */
record ProviderChoice<P>(String id, @Nullable P provider) {
    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,32}");

    static <P> ProviderChoice<P> byId(String id) {
        return new ProviderChoice<>(Objects.requireNonNull(id, "id"), null);
    }

    static <P> ProviderChoice<P> given(String id, P provider) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "The id of " + provider.getClass().getName() + " is not 1 to 32 characters of a-z 0-9 -");
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

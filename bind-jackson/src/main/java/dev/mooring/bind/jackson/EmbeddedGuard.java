package dev.mooring.bind.jackson;

import dev.mooring.api.snapshot.Value;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.DelegatingDeserializer;

/**
 * Takes dates for the classes that can hold one, and {@code undefined} as null. Other objects that are no plain data are
 * refused.
 *
 * <p>Left alone, Jackson casts such an object unchecked to the class it reads, or makes a text of its {@code toString}.
 */
final class EmbeddedGuard extends DelegatingDeserializer {
    private static final Map<Class<?>, Function<Instant, Object>> DATES = Map.of(
            Instant.class, date -> date,
            Date.class, Date::from,
            OffsetDateTime.class, date -> date.atOffset(ZoneOffset.UTC),
            ZonedDateTime.class, date -> date.atZone(ZoneOffset.UTC));

    EmbeddedGuard(ValueDeserializer<?> guarded) {
        super(guarded);
    }

    @Override
    protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> guarded) {
        return new EmbeddedGuard(guarded);
    }

    @Override
    public @Nullable Object deserialize(JsonParser tokens, DeserializationContext context) {
        if (!tokens.hasToken(JsonToken.VALUE_EMBEDDED_OBJECT)) {
            return super.deserialize(tokens, context);
        }
        Object object = tokens.getEmbeddedObject();
        if (object instanceof Value.UndefinedValue) {
            return getNullValue(context);
        }
        Function<Instant, Object> conversion = DATES.get(handledType());
        if (conversion != null && object instanceof Instant date) {
            return conversion.apply(date);
        }
        return context.handleUnexpectedToken(context.constructType(handledType()), tokens);
    }
}

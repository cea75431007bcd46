package dev.mooring.bind.jackson;

import dev.mooring.api.snapshot.Value;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.deser.DeserializationProblemHandler;

/**
 * Reads {@code undefined} as null if a record, an enum or a collection is expected. A primitive cannot be null, so
 * it is refused there.
 */
final class UndefinedAsNull extends DeserializationProblemHandler {

    @Override
    public @Nullable Object handleUnexpectedToken(
            DeserializationContext context, JavaType type, JsonToken token, JsonParser tokens, String message) {
        return token == JsonToken.VALUE_EMBEDDED_OBJECT
                        && tokens.getEmbeddedObject() instanceof Value.UndefinedValue
                        && !type.isPrimitive()
                ? null
                : NOT_HANDLED;
    }

    @Override
    public @Nullable Object handleWeirdNativeValue(
            DeserializationContext context, JavaType type, Object object, JsonParser tokens) {
        return object instanceof Value.UndefinedValue ? null : NOT_HANDLED;
    }
}

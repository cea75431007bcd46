package dev.mooring.bind.jackson;

import dev.mooring.api.snapshot.Value;
import java.time.Instant;
import java.util.Date;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Teaches Jackson the types that go through as objects: values, dates, bytes. */
final class ValueModule extends SimpleModule {
    private static final long serialVersionUID = 1L;

    ValueModule() {
        addSerializer(new Embedding<>(Value.class, value -> value));
        addSerializer(new Embedding<>(Instant.class, Value::of));
        addSerializer(new Embedding<>(Date.class, date -> Value.of(date.toInstant())));
        addValueDeserializer(Value.class);
        for (Class<?> kind : Value.class.getPermittedSubclasses()) {
            addValueDeserializer(kind.asSubclass(Value.class));
        }
        setDeserializerModifier(new Guarding());
    }

    private <T extends Value> void addValueDeserializer(Class<T> kind) {
        addDeserializer(kind, new Reading<>(kind));
    }

    /** Writes an object as its value. */
    private static final class Embedding<T> extends StdSerializer<T> {
        private final transient Function<T, Value> conversion;

        Embedding(Class<T> type, Function<T, Value> conversion) {
            super(type);
            this.conversion = conversion;
        }

        @Override
        public void serialize(T object, JsonGenerator tokens, SerializationContext context) {
            tokens.writeEmbeddedObject(conversion.apply(object));
        }
    }

    /** Reads a value of one kind, or of any. */
    private static final class Reading<T extends Value> extends StdDeserializer<T> {
        private final Class<T> kind;

        Reading(Class<T> kind) {
            super(kind);
            this.kind = kind;
        }

        @Override
        public T deserialize(JsonParser tokens, DeserializationContext context) {
            Value value = ValueReader.read(tokens);
            if (!kind.isInstance(value)) {
                context.reportInputMismatch(this, "a value of another kind");
            }
            return kind.cast(value);
        }

        @Override
        public @Nullable Object getNullValue(DeserializationContext context) {
            return kind.isInstance(Value.NULL) ? Value.NULL : null;
        }
    }

    /** Puts {@link EmbeddedGuard} before the readers of the JDK's scalar classes. */
    private static final class Guarding extends ValueDeserializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public ValueDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription.Supplier bean, ValueDeserializer<?> deserializer) {
            Class<?> type = bean.getBeanClass();
            return type != Object.class && type.getName().startsWith("java.")
                    ? new EmbeddedGuard(deserializer)
                    : deserializer;
        }
    }
}

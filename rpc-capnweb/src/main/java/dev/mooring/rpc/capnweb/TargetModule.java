package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value.StubValue;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleDeserializers;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Teaches Jackson that targets, streams and fetch types in a record are no plain values. */
final class TargetModule extends SimpleModule {
    private static final long serialVersionUID = 1L;

    TargetModule() {
        super("mooring-rpc-targets");
        addSerializer(new Writing<>(RpcTarget.class));
        addSerializer(new Writing<>(Flow.Publisher.class));
        addSerializer(new Writing<>(Flow.Subscriber.class));
        addSerializer(new Writing<>(FetchRequest.class));
        addSerializer(new Writing<>(FetchResponse.class));
        addSerializer(new Writing<>(FetchBlob.class));
        setDeserializers(new ForTargets());
    }

    private static final class Writing<T> extends StdSerializer<T> {
        Writing(Class<T> type) {
            super(type);
        }

        @Override
        public void serialize(T target, JsonGenerator tokens, SerializationContext context) {
            Stubs stubs = (Stubs) Objects.requireNonNull(context.getAttribute(Stubs.class), "stubs");
            tokens.writeEmbeddedObject(stubs.place(target));
        }
    }

    private static final class ForTargets extends SimpleDeserializers {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable ValueDeserializer<?> findBeanDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription.Supplier bean) {
            return RpcTarget.class.isAssignableFrom(type.getRawClass()) || StreamTypes.isSpecial(type)
                    ? new Reading(type)
                    : super.findBeanDeserializer(type, config, bean);
        }
    }

    private static final class Reading extends StdDeserializer<Object> {
        private final JavaType type;

        Reading(JavaType type) {
            super(type);
            this.type = type;
        }

        @Override
        public Object deserialize(JsonParser tokens, DeserializationContext context) {
            Stubs stubs = (Stubs) Objects.requireNonNull(context.getAttribute(Stubs.class), "stubs");
            if (tokens.hasToken(JsonToken.VALUE_EMBEDDED_OBJECT)
                    && tokens.getEmbeddedObject() instanceof StubValue stub) {
                return stubs.object(stub, type);
            }
            return context.handleUnexpectedToken(type, tokens);
        }
    }
}

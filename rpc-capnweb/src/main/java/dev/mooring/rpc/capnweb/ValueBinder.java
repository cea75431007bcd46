package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value;
import dev.mooring.api.snapshot.Value.BooleanValue;
import dev.mooring.api.snapshot.Value.DoubleValue;
import dev.mooring.api.snapshot.Value.IntegerValue;
import dev.mooring.api.snapshot.Value.StubValue;
import dev.mooring.api.snapshot.Value.TextValue;
import dev.mooring.bind.jackson.ValueMapper;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Turns Java's objects into values and back, with stubs in them. Immutable and thread-safe. */
final class ValueBinder {
    private final ValueMapper mapper;

    /**
     * Binds with Jackson's defaults, except that it is strict if something would be lost.
     *
     * @param mapper how the user's classes are written and read; empty for the default
     */
    ValueBinder(Optional<JsonMapper> mapper) {
        this.mapper = new ValueMapper(mapper.orElseGet(ValueMapper::defaultMapper)
                .rebuild()
                .addModule(new TargetModule())
                .build());
    }

    /**
     * Turns an object into a value.
     *
     * @param object the object
     * @param stubs takes the targets in it
     * @return the value
     * @throws IllegalArgumentException when it cannot be turned into one
     */
    Value toValue(@Nullable Object object, Stubs stubs) {
        if (object == null) {
            return Value.NULL;
        }
        if (object instanceof String text) {
            return Value.of(text);
        }
        if (object instanceof Long || object instanceof Integer) {
            return Value.of(((Number) object).longValue());
        }
        if (object instanceof RpcTarget || StreamTypes.isSpecialObject(object)) {
            return stubs.place(object);
        }
        return mapper.toValue(object, Map.of(Stubs.class, stubs));
    }

    /**
     * Turns a value into an object.
     *
     * @param value the value
     * @param type the type
     * @param stubs gives the objects of the stubs in it
     * @return the object
     * @throws IllegalArgumentException when it does not fit
     */
    @Nullable
    Object fromValue(Value value, Type type, Stubs stubs) {
        if (value instanceof StubValue stub && StreamTypes.isSpecial(type)) {
            return stubs.object(stub, type);
        }
        if (type instanceof Class<?> simple) {
            if (value instanceof TextValue text && simple == String.class) {
                return text.value();
            }
            if (value instanceof IntegerValue integer && simple == long.class) {
                return integer.value();
            }
            if (value instanceof BooleanValue truth && simple == boolean.class) {
                return truth.value();
            }
            if (simple == double.class && value instanceof DoubleValue number) {
                return number.value();
            }
            if (simple.isPrimitive() && isAbsent(value)) {
                throw new IllegalArgumentException("A " + simple.getName() + " is expected, and it is missing");
            }
            if (value instanceof StubValue stub && RpcTarget.class.isAssignableFrom(simple)) {
                return stubs.object(stub, simple);
            }
        }
        return mapper.fromValue(value, type, Map.of(Stubs.class, stubs));
    }

    private static boolean isAbsent(Value value) {
        return value.kind() == Value.Kind.UNDEFINED || value.kind() == Value.Kind.NULL;
    }
}

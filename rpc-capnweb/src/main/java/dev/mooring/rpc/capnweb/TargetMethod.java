package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A method that can be called across the connection. Immutable and thread-safe. */
final class TargetMethod {

    /** How a stub's method gives its result. */
    enum Result {
        /** Not at all: it is sent and not waited for. */
        NONE,
        /** When the other side has answered. */
        VALUE,
        /** As a stage, at once. */
        STAGE,
        /** As a stub of the object to come, at once. */
        TARGET
    }

    private final Method method;
    private final MethodHandle handle;
    private final Type[] parameters;
    private final Type resultType;
    private final Result result;
    private final boolean property;
    private final boolean idempotent;

    TargetMethod(Method method) {
        this.method = method;
        this.handle = handle(method);
        this.parameters = method.getGenericParameterTypes();
        this.result = result(method.getReturnType());
        this.resultType =
                result == Result.STAGE ? stageType(method.getGenericReturnType()) : method.getGenericReturnType();
        this.property = method.isAnnotationPresent(RpcProperty.class);
        this.idempotent = method.isAnnotationPresent(Idempotent.class);
        if (property && (parameters.length > 0 || result == Result.NONE)) {
            throw new IllegalArgumentException(
                    this + " is marked as a property: it takes nothing and returns something");
        }
    }

    private static MethodHandle handle(Method method) {
        if (!method.trySetAccessible()) {
            Class<?> type = method.getDeclaringClass();
            throw new IllegalArgumentException(type.getName() + " cannot be called: export the package "
                    + type.getPackageName() + ", or open it to dev.mooring.rpc.capnweb");
        }
        try {
            return MethodHandles.lookup()
                    .unreflect(method)
                    .asFixedArity()
                    .asSpreader(Object[].class, method.getParameterCount())
                    .asType(java.lang.invoke.MethodType.methodType(Object.class, Object.class, Object[].class));
        } catch (IllegalAccessException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static Result result(Class<?> type) {
        if (type == void.class) {
            return Result.NONE;
        }
        if (type == CompletionStage.class || type == CompletableFuture.class) {
            return Result.STAGE;
        }
        return RpcTarget.class.isAssignableFrom(type) ? Result.TARGET : Result.VALUE;
    }

    private static Type stageType(Type stage) {
        return stage instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : Object.class;
    }

    /**
     * The name under which it is called.
     *
     * @return the method's name
     */
    String name() {
        return method.getName();
    }

    /**
     * Says whether it is read, not called.
     *
     * @return whether it is a property
     */
    boolean property() {
        return property;
    }

    /**
     * Says whether it may run again.
     *
     * @return whether it is marked so
     */
    boolean idempotent() {
        return idempotent;
    }

    /**
     * How a stub's method gives its result.
     *
     * @return the way
     */
    Result result() {
        return result;
    }

    /**
     * The type of the result, or that of the stage's.
     *
     * @return the type
     */
    Type resultType() {
        return resultType;
    }

    /**
     * Says whether a result of null is {@code undefined}, as that of a function that returns nothing.
     *
     * @return whether it returns nothing
     */
    boolean returnsNothing() {
        return resultType == void.class || resultType == Void.class;
    }

    /**
     * The class of the result.
     *
     * @return the class that the method declares
     */
    Class<?> returnClass() {
        return method.getReturnType();
    }

    /**
     * The arguments of a call of a stub, those of a variable number one by one.
     *
     * @param arguments as Java gives them
     * @return as JavaScript takes them
     */
    @Nullable
    Object[] spread(@Nullable Object[] arguments) {
        if (!method.isVarArgs() || arguments.length == 0) {
            return arguments;
        }
        Object rest = arguments[arguments.length - 1];
        List<@Nullable Object> all =
                new ArrayList<>(java.util.Arrays.asList(arguments).subList(0, arguments.length - 1));
        for (int i = 0; rest != null && i < java.lang.reflect.Array.getLength(rest); i++) {
            all.add(java.lang.reflect.Array.get(rest, i));
        }
        return all.toArray();
    }

    Method method() {
        return method;
    }

    /**
     * Turns values into the arguments of a call.
     *
     * @param values the values, too few or too many
     * @param binder turns one
     * @param stubs the stubs in them
     * @return the arguments
     * @throws IllegalArgumentException when one does not fit; the message is for the client
     */
    @Nullable
    Object[] arguments(List<Value> values, ValueBinder binder, Stubs stubs) {
        @Nullable Object[] arguments = new @Nullable Object[parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            boolean rest = method.isVarArgs() && i == parameters.length - 1;
            Value value = rest ? rest(values, i) : i < values.size() ? values.get(i) : Value.UNDEFINED;
            arguments[i] = argument(value, i, binder, stubs);
        }
        return arguments;
    }

    private static Value rest(List<Value> values, int from) {
        return new Value.ArrayValue(new ArrayList<>(values.subList(Math.min(from, values.size()), values.size())));
    }

    private @Nullable Object argument(Value value, int index, ValueBinder binder, Stubs stubs) {
        try {
            return binder.fromValue(value, parameters[index], stubs);
        } catch (IllegalArgumentException mismatch) {
            throw new ArgumentMismatch(name(), index + 1, mismatch);
        }
    }

    /**
     * Calls it.
     *
     * @param target the object
     * @param arguments the result of {@link #arguments}
     * @return the result
     * @throws Throwable any exception of the method
     */
    @Nullable
    Object invoke(Object target, @Nullable Object[] arguments) throws Throwable {
        return handle.invokeExact(target, arguments);
    }

    @Override
    public String toString() {
        return method.getDeclaringClass().getName() + "." + method.getName();
    }
}

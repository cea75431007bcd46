package dev.mooring.rpc.capnweb;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The methods of one class that can be called across the connection. Immutable and thread-safe. */
final class TargetTable {
    private static final ClassValue<TargetTable> TABLES = new ClassValue<>() {
        @Override
        protected TargetTable computeValue(Class<?> type) {
            return new TargetTable(type);
        }
    };

    private final Map<String, TargetMethod> methods = new HashMap<>();
    private final @Nullable TargetMethod function;

    /**
     * The table of a class or interface.
     *
     * @param type implements or extends interfaces that extend {@link RpcTarget}
     * @return the table, made once
     * @throws IllegalArgumentException when it has a method that cannot be called; the message says why
     */
    static TargetTable of(Class<?> type) {
        return TABLES.get(type);
    }

    private TargetTable(Class<?> type) {
        Set<Class<?>> interfaces = targetInterfaces(type);
        interfaces.forEach(this::addMethods);
        function = RpcFunction.class.isAssignableFrom(type) ? onlyMethod(type) : null;
        if (methods.isEmpty()) {
            throw new IllegalArgumentException(type.getName()
                    + " has no method to call: declare the methods in an interface that extends RpcTarget");
        }
    }

    private TargetMethod onlyMethod(Class<?> type) {
        if (methods.size() != 1) {
            throw new IllegalArgumentException(
                    type.getName() + " is an RpcFunction, so it declares exactly one method, not " + methods.size());
        }
        return methods.values().iterator().next();
    }

    /** All interfaces of the class that extend the marker, itself included; the markers themselves are not. */
    static Set<Class<?>> targetInterfaces(Class<?> type) {
        Set<Class<?>> found = new LinkedHashSet<>();
        for (Class<?> known = type; known != null; known = known.getSuperclass()) {
            collect(known, found);
        }
        return found;
    }

    private static void collect(Class<?> type, Set<Class<?>> found) {
        if (type.isInterface() && RpcTarget.class.isAssignableFrom(type) && !isMarker(type)) {
            found.add(type);
        }
        for (Class<?> parent : type.getInterfaces()) {
            collect(parent, found);
        }
    }

    private static boolean isMarker(Class<?> type) {
        return type == RpcTarget.class || type == RpcFunction.class;
    }

    private void addMethods(Class<?> type) {
        for (Method method : type.getDeclaredMethods()) {
            if (!Modifier.isStatic(method.getModifiers())
                    && !Modifier.isPrivate(method.getModifiers())
                    && !method.isSynthetic()) {
                add(method);
            }
        }
    }

    private void add(Method method) {
        String where = method.getDeclaringClass().getName() + "." + method.getName();
        if (!JsNames.canBeCalled(method.getName())) {
            throw new IllegalArgumentException(
                    where + " cannot be called, because the name means something else in JavaScript: choose another");
        }
        TargetMethod earlier = methods.get(method.getName());
        if (earlier == null) {
            methods.put(method.getName(), new TargetMethod(method));
        } else if (!overrides(earlier.method(), method)) {
            throw new IllegalArgumentException(
                    where + " has another method of its name beside it, and JavaScript knows one only: rename one");
        }
    }

    /** Sub-interfaces come first, so that an override is known before the method that it overrides. */
    private static boolean overrides(Method first, Method second) {
        return java.util.Arrays.equals(first.getParameterTypes(), second.getParameterTypes());
    }

    /**
     * Looks a method up.
     *
     * @param name its name
     * @return the method, or empty
     */
    Optional<TargetMethod> find(String name) {
        return Optional.ofNullable(methods.get(name));
    }

    /**
     * The method that is called when the object itself is.
     *
     * @return the method, or empty when the object is no function
     */
    Optional<TargetMethod> function() {
        return Optional.ofNullable(function);
    }

    Iterable<TargetMethod> methods() {
        return methods.values();
    }
}

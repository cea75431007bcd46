package dev.mooring.rpc.capnweb;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.HashSet;
import java.util.Set;

/** Finds all interfaces that a main interface leads to, so that a bad one is refused before anybody calls it. */
final class TargetCheck {
    private final Set<Type> seen = new HashSet<>();

    private TargetCheck() {}

    /**
     * Checks an interface and all that its methods take or give.
     *
     * @param main an interface that extends {@link RpcTarget}
     * @throws IllegalArgumentException when a method cannot be called; the message says why
     */
    static void check(Class<?> main) {
        if (!main.isInterface()) {
            throw new IllegalArgumentException(main.getName() + " is no interface: name the one that clients call");
        }
        new TargetCheck().visit(main);
    }

    private void visit(Type type) {
        if (!seen.add(type)) {
            return;
        }
        if (type instanceof Class<?> simple) {
            visitClass(simple);
        } else if (type instanceof ParameterizedType generic) {
            visit(generic.getRawType());
            visitAll(generic.getActualTypeArguments());
        } else if (type instanceof GenericArrayType array) {
            visit(array.getGenericComponentType());
        } else if (type instanceof WildcardType wildcard) {
            visitAll(wildcard.getUpperBounds());
        }
    }

    private void visitAll(Type[] types) {
        for (Type type : types) {
            visit(type);
        }
    }

    private void visitClass(Class<?> type) {
        if (type.isArray()) {
            visit(type.getComponentType());
        } else if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                visit(component.getGenericType());
            }
        } else if (RpcTarget.class.isAssignableFrom(type) && type != RpcTarget.class) {
            for (TargetMethod method : TargetTable.of(type).methods()) {
                visit(method.method().getGenericReturnType());
                visitAll(method.method().getGenericParameterTypes());
            }
        }
    }
}

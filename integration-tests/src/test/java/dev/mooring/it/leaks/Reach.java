package dev.mooring.it.leaks;

import dev.mooring.it.leaks.LeakNet.Seen;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** All objects of Mooring's, and of Tink's, that can be reached from some, as a debugger or a careless log shows them. */
final class Reach {
    private final Set<Object> visited = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> next = new ArrayDeque<>();
    private final List<Seen> seen = new ArrayList<>();

    private Reach() {}

    static List<Seen> from(Collection<?> objects) {
        Reach reach = new Reach();
        reach.next.addAll(objects);
        while (!reach.next.isEmpty()) {
            reach.visit(reach.next.pop());
        }
        return reach.seen;
    }

    private void visit(Object object) {
        if (!visited.add(object)) {
            return;
        }
        if (object instanceof Throwable thrown) {
            seen.add(new Seen("an exception " + object.getClass().getName(), Surroundings.trace(thrown)));
        } else if (object instanceof Map<?, ?> map) {
            push(Stream.concat(map.keySet().stream(), map.values().stream()));
        } else if (object instanceof Collection<?> many) {
            push(many.stream());
        } else if (object instanceof Object[] array) {
            push(Arrays.stream(array));
        } else if (object instanceof Optional<?> optional) {
            push(optional.stream());
        } else if (isOf("dev.mooring.", object) && !isOf("dev.mooring.it.", object)) {
            show(object);
            push(fields(object));
        } else if (isOf("com.google.crypto.tink.", object)) {
            show(object);
        }
    }

    private static boolean isOf(String prefix, Object object) {
        return object.getClass().getName().startsWith(prefix);
    }

    private void show(Object object) {
        seen.add(new Seen("toString of " + object.getClass().getName(), object.toString()));
    }

    private void push(Stream<?> objects) {
        objects.filter(object -> object != null).forEach(next::push);
    }

    private static Stream<Object> fields(Object object) {
        return Stream.<Class<?>>iterate(
                        object.getClass(), type -> type.getName().startsWith("dev.mooring."), Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(field -> !Modifier.isStatic(field.getModifiers())
                        && !field.getType().isPrimitive())
                .map(field -> value(field, object))
                .filter(value -> value != null);
    }

    private static Object value(Field field, Object object) {
        try {
            field.setAccessible(true);
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}

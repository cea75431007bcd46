package dev.mooring.rpc.capnweb;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import tools.jackson.databind.JavaType;

/** The streams of the JDK and the fetch types, as types of parameters, results and members. */
final class StreamTypes {

    private static final List<Class<?>> SPECIAL = List.of(
            Flow.Publisher.class, Flow.Subscriber.class, FetchRequest.class, FetchResponse.class, FetchBlob.class);

    private StreamTypes() {}

    /** The class behind a type. */
    static Class<?> raw(Type type) {
        if (type instanceof ParameterizedType generic) {
            return raw(generic.getRawType());
        }
        if (type instanceof JavaType known) {
            return known.getRawClass();
        }
        return type instanceof Class<?> simple ? simple : Object.class;
    }

    /** Whether objects of a type stand beside the values of a message. */
    static boolean isSpecial(Type type) {
        return SPECIAL.contains(raw(type));
    }

    /** Whether an object stands beside the values of a message. */
    static boolean isSpecialObject(Object object) {
        return SPECIAL.stream().anyMatch(type -> type.isInstance(object));
    }

    static boolean isFetched(Object object) {
        return object instanceof FetchRequest || object instanceof FetchResponse || object instanceof FetchBlob;
    }

    /** The type of the chunks of a stream. */
    private static Type element(Type stream) {
        if (stream instanceof JavaType known) {
            return known.containedTypeOrUnknown(0);
        }
        if (!(stream instanceof ParameterizedType generic)) {
            return Object.class;
        }
        Type element = generic.getActualTypeArguments()[0];
        if (!(element instanceof WildcardType wildcard)) {
            return element;
        }
        return wildcard.getLowerBounds().length > 0 ? wildcard.getLowerBounds()[0] : wildcard.getUpperBounds()[0];
    }

    /** The type of the chunks that a subscriber takes, if its class says so. */
    static Type element(Flow.Subscriber<?> subscriber) {
        for (Class<?> known = subscriber.getClass(); known != null; known = known.getSuperclass()) {
            for (Type type : known.getGenericInterfaces()) {
                if (type instanceof ParameterizedType generic
                        && generic.getRawType() == Flow.Subscriber.class
                        && (generic.getActualTypeArguments()[0] instanceof Class
                                || generic.getActualTypeArguments()[0] instanceof ParameterizedType)) {
                    return generic.getActualTypeArguments()[0];
                }
            }
        }
        return Object.class;
    }

    /**
     * The application's side of a stream or a fetch type of the client's.
     *
     * @param outflows takes the one that it makes
     * @return an object of the type; empty if the hook is of another kind
     */
    static Optional<Object> object(Core core, Hook hook, Type type, List<Outflow> outflows) {
        if (hook instanceof Hook.Fetched fetched && raw(type).isInstance(fetched.object())) {
            return Optional.of(fetched.object());
        }
        if (hook instanceof Hook.Readable readable && raw(type) == Flow.Publisher.class) {
            return Optional.of(
                    readable.publisher() instanceof Inflow inflow ? inflow.of(element(type)) : readable.publisher());
        }
        if (hook instanceof Hook.RemoteWritable writable && raw(type) == Flow.Subscriber.class) {
            Outflow outflow = core.step(() -> new Outflow(core, writable.entry()));
            outflows.add(outflow);
            return Optional.of(outflow);
        }
        return Optional.empty();
    }
}

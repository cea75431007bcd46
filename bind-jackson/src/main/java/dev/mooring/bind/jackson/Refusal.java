package dev.mooring.bind.jackson;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/**
 * Names the place and the expected type, without Jackson's own message or the exception itself: they show content.
 *
 * <p>Names of members are shown if a class declares a field of that name, because a key of a map is content.
 */
final class Refusal {

    private Refusal() {}

    static IllegalArgumentException of(String what, JacksonException refused) {
        String where = path(refused.getPath());
        return new IllegalArgumentException(what + (where.isEmpty() ? "" : " at " + where) + why(refused));
    }

    private static String why(JacksonException refused) {
        if (refused instanceof UnrecognizedPropertyException unknown) {
            return ": " + unknown.getReferringClass().getName() + " has no such property";
        }
        if (refused instanceof InvalidDefinitionException undefined && undefined.getType() != null) {
            return ": Jackson cannot handle "
                    + undefined.getType().getRawClass().getName() + " as it is; annotate it or register a module";
        }
        if (refused instanceof ValueInstantiationException failed) {
            return ": the constructor of " + failed.getType().getRawClass().getName() + " refused it";
        }
        if (refused instanceof MismatchedInputException mismatched && mismatched.getTargetType() != null) {
            return ": a " + mismatched.getTargetType().getName() + " is expected there";
        }
        return "";
    }

    private static String path(List<JacksonException.Reference> references) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference reference : references) {
            if (reference.getPropertyName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(name(reference));
            }
        }
        return path.toString();
    }

    private static String name(JacksonException.Reference reference) {
        Object from = reference.from();
        Class<?> type = from instanceof Class<?> named ? named : from == null ? Object.class : from.getClass();
        boolean declared = Stream.<Class<?>>iterate(type, known -> known != null, Class::getSuperclass)
                .flatMap(known -> Arrays.stream(known.getDeclaredFields()))
                .anyMatch(field -> field.getName().equals(reference.getPropertyName()));
        return declared ? reference.getPropertyName() : "*";
    }
}

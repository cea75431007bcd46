package dev.mooring.rpc.capnweb;

import java.util.Set;

/** The names that a JavaScript client cannot call on a stub, or that its Cap'n Web keeps from reaching a target. */
final class JsNames {
    /** Of a stub or a promise itself. */
    private static final Set<String> OF_STUBS = Set.of("then", "catch", "finally", "dup", "map", "onRpcBroken");

    /** Of every object. */
    private static final Set<String> OF_OBJECTS = Set.of(
            "constructor",
            "hasOwnProperty",
            "isPrototypeOf",
            "propertyIsEnumerable",
            "toLocaleString",
            "toString",
            "valueOf",
            "__proto__",
            "__defineGetter__",
            "__defineSetter__",
            "__lookupGetter__",
            "__lookupSetter__");

    private JsNames() {}

    /**
     * Says whether a method of that name can be called.
     *
     * @param name the name of a method
     * @return false for a name that has another meaning in JavaScript
     */
    static boolean canBeCalled(String name) {
        return !OF_STUBS.contains(name) && !isOfEveryObject(name);
    }

    /**
     * Says whether JavaScript finds the name in every object, which hides the member of a value.
     *
     * @param name the name of a property
     * @return whether it is hidden
     */
    static boolean isOfEveryObject(String name) {
        return OF_OBJECTS.contains(name);
    }
}

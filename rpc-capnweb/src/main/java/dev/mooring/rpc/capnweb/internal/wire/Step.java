package dev.mooring.rpc.capnweb.internal.wire;

/**
 * One step of a path into a value or a target.
 *
 * @param name the name of a property
 * @param index the index of an element, or −1 for a name
 */
public record Step(String name, int index) {

    /**
     * A step to a property.
     *
     * @param name its name
     * @return the step
     */
    public static Step of(String name) {
        return new Step(name, -1);
    }
}

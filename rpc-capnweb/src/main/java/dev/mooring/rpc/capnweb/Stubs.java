package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value;

/** The live objects of the stubs in one value. */
interface Stubs {

    /**
     * Gives the object of a stub.
     *
     * @param stub its stand-in in the value
     * @param type the interface that is asked for
     * @return an object of the type
     * @throws IllegalArgumentException when it is none
     */
    Object object(Value.StubValue stub, Class<?> type);

    /**
     * Takes an object into the value.
     *
     * @param object a target, or a stub of the client's
     * @return its stand-in in the value
     * @throws IllegalArgumentException when it cannot be given to the client
     */
    Value.StubValue place(Object object);
}

package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value;
import java.lang.reflect.Type;

/** The live objects of the stubs in one value. */
interface Stubs {

    /**
     * Gives the object of a stub.
     *
     * @param stub its stand-in in the value
     * @param type the interface that is asked for, or that of a stream
     * @return an object of the type
     * @throws IllegalArgumentException when it is none
     */
    Object object(Value.StubValue stub, Type type);

    /**
     * Takes an object into the value.
     *
     * @param object a target, a stub of the client's, or a stream
     * @return its stand-in in the value
     * @throws IllegalArgumentException when it cannot be given to the client
     */
    Value.StubValue place(Object object);
}

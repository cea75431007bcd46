package dev.mooring.token.internal;

/** Errors of the virtual machine: the one kind of failure that is never turned into another. */
public final class VirtualMachineErrors {

    private VirtualMachineErrors() {}

    /** Throws the failure again if it is one; otherwise returns. */
    public static void passOn(Throwable failure) {
        if (failure instanceof VirtualMachineError error) {
            throw error;
        }
    }
}

package dev.mooring.session;

/** Failures of code that is not Mooring's. */
final class Faults {

    private Faults() {}

    /** Throws an error of the virtual machine again, which is never turned into another failure; otherwise returns. */
    static void passOnErrors(Throwable fault) {
        if (fault instanceof VirtualMachineError error) {
            throw error;
        }
    }
}

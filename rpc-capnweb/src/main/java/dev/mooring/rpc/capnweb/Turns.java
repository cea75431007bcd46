package dev.mooring.rpc.capnweb;

/** When the steps of an evaluation run. */
interface Turns {

    /** Runs a call of the application's code, after the calls that were asked for before. */
    void call(Runnable code);

    /** Runs short code of ours, as soon as something has settled. */
    void follow(Runnable code);
}

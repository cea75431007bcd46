package dev.mooring.rpc.capnweb;

/** What goes wrong between a client and its servers, again and again. */
enum Trouble {
    /** Nothing. */
    NONE,
    /** The connection is cut before every third message of the client arrives. */
    CUT_BEFORE_INPUT,
    /** The connection is cut in the place of every third message to the client. */
    CUT_BEFORE_OUTPUT,
    /** The server is killed as soon as the client has its outputs. */
    KILL_AFTER_OUTPUT,
    /** The server is killed after it has done what the client asked for, and before the client hears of it. */
    KILL_BEFORE_OUTPUT;

    boolean kills() {
        return this == KILL_AFTER_OUTPUT || this == KILL_BEFORE_OUTPUT;
    }

    /**
     * Whether a scenario has the outcome of npm's server. A call of the client's own function is not made again after a kill;
     * and a method that runs again calls the client's function again, which a client that has heard the first call sees. A
     * target that is made and dropped by one call may be told so on the server that is killed.
     */
    boolean isBearable(String scenario) {
        return switch (scenario) {
            case "function given back and pipelined",
                    "map with a function of the client",
                    "map with a function that calls back" -> !kills();
            case "function called in order", "order of calls that end later", "map that makes stubs for itself" ->
                this != KILL_AFTER_OUTPUT;
            // streams break with their server, and blobs and bodies come in streams
            default -> !(kills() && scenario.matches("(stream|blob|request|response).*"));
        };
    }
}

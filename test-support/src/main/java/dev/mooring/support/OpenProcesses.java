package dev.mooring.support;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Ends the processes that tests have started and not ended, at the latest when the JVM of the tests ends. */
final class OpenProcesses {
    private static final Set<Process> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> OPEN.forEach(Process::destroyForcibly)));
    }

    private OpenProcesses() {}

    static void add(Process process) {
        OPEN.add(process);
        process.onExit().thenAccept(OPEN::remove);
    }
}

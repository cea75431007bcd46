package dev.mooring.support;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Ends what tests have started and not ended, at the latest when their JVM ends. */
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

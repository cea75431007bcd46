package dev.mooring.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The machine and the JDK of a run.
 *
 * @param cpu the processor's name
 * @param processors how many of them
 * @param jdk the JVM's name and build
 * @param commit the commit that was measured
 */
record Environment(String cpu, int processors, String jdk, String commit) {

    static Environment here(String commit) {
        return new Environment(
                cpuName(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                commit);
    }

    private static String cpuName() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}

package dev.mooring.benchmarks.report;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The committed results, without the paths of the machine. */
final class Published {
    /** The JVM's path and its arguments, which hold paths too. */
    private static final List<String> MACHINE = List.of("jvm", "jvmArgs");

    private Published() {}

    static String of(JsonNode results) {
        JsonNode copy = results.deepCopy();
        for (JsonNode row : copy) {
            ((ObjectNode) row).remove(MACHINE);
        }
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(copy) + "\n";
    }
}

package dev.mooring.it.built;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The order of the jars does not matter: each class is there once, and so is each artifact. */
class ClassPathIT {
    private static final String VERSION = "-\\d.*";

    @Test
    void classes_ofTheDistribution_areInOneJarEach() {
        Map<String, Set<String>> jars = new TreeMap<>();
        for (Path jar : Distribution.jars()) {
            String name = jar.getFileName().toString();
            Distribution.classes(jar)
                    .forEach(type ->
                            jars.computeIfAbsent(type, any -> new TreeSet<>()).add(name));
        }
        assertTrue(jars.containsKey("dev/mooring/token/ResumeTokenManager.class"), "the API is not among them");
        jars.values().removeIf(names -> names.size() == 1);
        assertEquals(Map.of(), jars);
    }

    @Test
    void artifacts_ofTheDistribution_areThereInOneVersionEach() {
        Map<String, Set<String>> versions = Distribution.jars().stream()
                .map(jar -> jar.getFileName().toString())
                .collect(Collectors.groupingBy(
                        name -> name.replaceFirst(VERSION, ""), TreeMap::new, Collectors.toCollection(TreeSet::new)));
        versions.values().removeIf(names -> names.size() == 1);
        assertEquals(Map.of(), versions);
    }
}

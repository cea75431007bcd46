package dev.mooring.it.deployed;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The two ways in which a JVM finds classes. */
public enum PathKind {
    MODULE_PATH {
        @Override
        List<String> arguments(List<Path> path, String module, String mainClass) {
            return List.of("-p", joined(path), "-m", module + "/" + mainClass);
        }
    },
    CLASS_PATH {
        @Override
        List<String> arguments(List<Path> path, String module, String mainClass) {
            return List.of("-cp", joined(path), mainClass);
        }
    };

    abstract List<String> arguments(List<Path> path, String module, String mainClass);

    /** What an error calls the place of a class that is in this module. */
    String place(String module) {
        return this == MODULE_PATH ? "module " + module : "class path";
    }

    public static String joined(List<Path> path) {
        return path.stream()
                .map(entry -> entry.toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}

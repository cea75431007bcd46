package dev.mooring.it.deployed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All that a deployment decides: what is on the path, the properties, the JVM's options. Immutable.
 *
 * @param kind how the path is given
 * @param path its jars and folders, in order
 * @param properties the system properties
 * @param options further options of the JVM
 * @param folder the working directory, against which paths in properties are resolved
 */
record Deployment(PathKind kind, List<Path> path, Map<String, String> properties, List<String> options, Path folder) {
    private static final String APP_MODULE = "mooring.it.app";
    private static final String APP_CLASS = "mooring.it.app.App";

    static Deployment on(PathKind kind) {
        return new Deployment(kind, List.of(), Map.of(), List.of(), Path.of(""));
    }

    Deployment with(Part... parts) {
        return with(Part.jars(parts));
    }

    Deployment with(List<Path> entries) {
        return new Deployment(kind, concat(path, entries), properties, options, folder);
    }

    /** Puts modules of {@code src/test/modules} on the path. */
    Deployment withModules(String... names) {
        return with(Stream.of(names).map(TestModules::folder).toList());
    }

    Deployment set(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(properties);
        more.put(name, value);
        return new Deployment(kind, path, more, options, folder);
    }

    Deployment set(Map<String, String> values) {
        Map<String, String> more = new LinkedHashMap<>(properties);
        more.putAll(values);
        return new Deployment(kind, path, more, options, folder);
    }

    Deployment options(List<String> further) {
        return new Deployment(kind, path, properties, concat(options, further), folder);
    }

    Deployment in(Path directory) {
        return new Deployment(kind, path, properties, options, directory);
    }

    /** Starts the application as a server that answers until it is closed. */
    Server start() {
        return new Server(folder, withModules(APP_MODULE).command(APP_MODULE, APP_CLASS));
    }

    /** Starts the application and waits for its end; there is nothing on its standard input. */
    Command.Outcome run() {
        return withModules(APP_MODULE).run(APP_MODULE, APP_CLASS);
    }

    /** Runs any class of any module that is on the path. */
    Command.Outcome run(String module, String mainClass, String... args) {
        return Command.run(folder, "", concat(command(module, mainClass), List.of(args)));
    }

    private List<String> command(String module, String mainClass) {
        List<String> command = new ArrayList<>(Command.java());
        command.addAll(options);
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(kind.arguments(path, module, mainClass));
        return command;
    }

    private static <T> List<T> concat(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}

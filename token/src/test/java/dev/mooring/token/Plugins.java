package dev.mooring.token;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.api.spi.TokenSealerProvider;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.spi.ToolProvider;

/** Providers that are compiled while a test runs, on a class path or in a module of their own. */
final class Plugins {
    private final Path folder;
    private final List<String> sources = new ArrayList<>();

    Plugins(Path folder) {
        this.folder = folder;
    }

    /** A codec whose class body starts with the given members. */
    Plugins codec(String className, String id, String members) throws IOException {
        return source(className, """
                package plugins;
                import dev.mooring.api.snapshot.*;
                import dev.mooring.api.spi.*;
                public class %s implements SnapshotCodec {
                    %s
                    @Override public String id() { return %s; }
                    @Override public byte[] encode(SessionSnapshot snapshot) { return new byte[1]; }
                    @Override public SessionSnapshot decode(byte[] payload, SnapshotLimits limits) { return null; }
                }
                """.formatted(className, members, id));
    }

    /** A codec that works. */
    Plugins codec(String className, String id) throws IOException {
        return codec(className, '"' + id + '"', "");
    }

    /** A sealer that works and protects nothing. */
    Plugins sealer(String className, String id) throws IOException {
        return source(className, """
                package plugins;
                import dev.mooring.api.keys.*;
                import dev.mooring.api.spi.*;
                import java.util.*;
                public class %s implements TokenSealerProvider {
                    @Override public String id() { return "%s"; }
                    @Override public List<String> algorithms() { return List.of("NONE"); }
                    @Override public KeyMaterial generateKey(String algorithm) { return null; }
                    @Override public TokenSealer sealer(KeySet keys) {
                        return new TokenSealer() {
                            @Override public String primaryKeyId() { return keys.sealingKey().id(); }
                            @Override public Set<String> keyIds() { return Set.of(primaryKeyId()); }
                            @Override public boolean confidential() { return false; }
                            @Override public byte[] seal(byte[] payload, byte[] data) { return payload; }
                            @Override public byte[] open(String key, byte[] sealed, byte[] data) { return sealed; }
                        };
                    }
                }
                """.formatted(className, id));
    }

    /** Any other class. */
    Plugins source(String className, String text) throws IOException {
        Path file = folder.resolve("src/" + className + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        sources.add(file.toString());
        return this;
    }

    /** The folder of the compiled classes. */
    Path compiled() throws IOException {
        Path classes = folder.resolve("classes");
        if (!sources.isEmpty()) {
            List<String> arguments = new ArrayList<>(List.of(
                    "-proc:none",
                    "-implicit:none",
                    "-d",
                    classes.toString(),
                    "-p",
                    api(),
                    "-cp",
                    api() + File.pathSeparator + place(KeySource.class)));
            arguments.addAll(sources);
            StringWriter said = new StringWriter();
            PrintWriter out = new PrintWriter(said);
            ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
            assertEquals(0, javac.run(out, out, arguments.toArray(String[]::new)), said::toString);
        }
        return Files.createDirectories(classes);
    }

    private static String api() {
        return place(SnapshotCodec.class);
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A class path with the compiled classes, and the named ones registered as codecs. */
    URLClassLoader codecsOnClassPath(String... registered) throws IOException {
        return onClassPath(SnapshotCodec.class, registered);
    }

    URLClassLoader sealersOnClassPath(String... registered) throws IOException {
        return onClassPath(TokenSealerProvider.class, registered);
    }

    URLClassLoader onClassPath(Class<?> service, String... registered) throws IOException {
        Path classes = compiled();
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.write(services.resolve(service.getName()), List.of(registered));
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, Plugins.class.getClassLoader());
    }

    /** A layer with a module {@code plugins} of the compiled classes. */
    ModuleLayer inLayer(String descriptor) throws IOException {
        source("module-info", descriptor);
        Configuration configuration = ModuleLayer.boot()
                .configuration()
                .resolveAndBind(ModuleFinder.of(compiled()), ModuleFinder.of(), Set.of("plugins"));
        return ModuleLayer.boot().defineModulesWithOneLoader(configuration, Plugins.class.getClassLoader());
    }
}

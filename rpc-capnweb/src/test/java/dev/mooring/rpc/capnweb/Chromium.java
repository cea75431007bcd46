package dev.mooring.rpc.capnweb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real browser without a window. */
final class Chromium {
    private static final List<String> FLAGS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private Chromium() {}

    /** Shows a page until something has been done; skips the calling test if there is no Chromium on the path. */
    static <T> T whileShowing(String url, Callable<T> something) throws Exception {
        Path program = program();
        Path profile = Files.createTempDirectory("mooring-chromium-");
        Process browser = new ProcessBuilder(command(program, profile, url))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return something.call();
        } finally {
            end(browser);
            delete(profile);
        }
    }

    private static Path program() {
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> Assumptions.abort("There is no Chromium on the path"));
    }

    private static List<String> command(Path program, Path profile, String url) {
        return Stream.of(Stream.of(program.toString(), "--user-data-dir=" + profile), FLAGS.stream(), Stream.of(url))
                .flatMap(part -> part)
                .toList();
    }

    /** Lets the browser end its own processes; a few that it leaves behind would write to the profile for a while. */
    private static void end(Process browser) throws InterruptedException {
        List<ProcessHandle> all = Stream.concat(Stream.of(browser.toHandle()), browser.descendants())
                .toList();
        browser.destroy();
        browser.waitFor(20, TimeUnit.SECONDS);
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}

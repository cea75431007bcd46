package dev.mooring.token.internal;

import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.keys.TokenKey;
import dev.mooring.api.keys.TokenKey.Status;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Another process that works on a key file. It reports each step, and goes on when a line is given to it. */
public final class KeyFileChild {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private KeyFileChild() {}

    /** Runs one job on a path; a job that adds a key is told the id too. */
    public static void main(String[] args) throws IOException {
        Path path = Path.of(args[1]);
        switch (args[0]) {
            case "stage-large" -> stageLarge(path, args[2]);
            case "hold" ->
                KeyFiles.update(path, keys -> {
                    tellAndWait();
                    return with(keys, args[2], 32);
                });
            case "share" -> share(path.resolveSibling("." + path.getFileName() + ".lock"));
            case "die" -> die(path, args[2]);
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /** The same keys and one more. */
    static KeySet with(KeySet keys, String id, int bytes) {
        byte[] secret = new byte[bytes];
        secret[0] = 1;
        List<TokenKey> more = new ArrayList<>(keys.keys());
        more.add(new TokenKey(id, Status.STAGED, NOW, NOW, "HMAC_SHA256", KeyMaterial.clear(secret)));
        return KeySet.of(keys.sealerId(), more);
    }

    private static void stageLarge(Path path, String id) {
        try {
            KeyFiles.update(path, keys -> with(keys, id, 100_000));
            System.out.println("written");
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
    }

    /** A shared lock, which any process may take on a file that it may read. */
    private static void share(Path lock) throws IOException {
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.READ)) {
            channel.lock(0, Long.MAX_VALUE, true);
            tellAndWait();
        }
    }

    /** Ends as by {@code kill -9}, between the writing of a draft and its taking the place of the file. */
    private static void die(Path path, String id) throws IOException {
        Draft.ofChangedFile(path.toRealPath(), with(KeyFiles.read(path), id, 32));
        Runtime.getRuntime().halt(9);
    }

    private static void tellAndWait() {
        try {
            System.out.println("ready");
            if (System.in.read() < 0) {
                throw new IllegalStateException("The test has ended");
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts this class in a process of its own, behind the words of a shell command if there are any. */
    static Process start(List<String> before, String... args) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                KeyFileChild.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String classPath() {
        List<String> entries = new ArrayList<>();
        for (Class<?> type : List.of(KeyFileChild.class, KeyFiles.class, KeySet.class)) {
            entries.add(Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .getPath())
                    .toString());
        }
        return String.join(System.getProperty("path.separator"), entries);
    }

    /** Whether a file is there that a shell can run. */
    static boolean hasShell() {
        return Files.isExecutable(Path.of("/bin/sh"));
    }
}

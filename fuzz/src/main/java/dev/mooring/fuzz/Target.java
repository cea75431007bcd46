package dev.mooring.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** All targets, with the inputs that each starts from. */
enum Target {
    TEXT(TextTarget::fuzzerTestOneInput, TextTarget::seeds),
    HEADER(HeaderTarget::fuzzerTestOneInput, HeaderTarget::seeds),
    OPEN(OpenTarget::fuzzerTestOneInput, OpenTarget::seeds),
    JSON(JsonTarget::fuzzerTestOneInput, JsonTarget::seeds),
    CBOR(CborTarget::fuzzerTestOneInput, CborTarget::seeds),
    RESTORE(RestoreTarget::fuzzerTestOneInput, RestoreTarget::seeds),
    KEY_FILE(KeyFileTarget::fuzzerTestOneInput, KeyFileTarget::seeds),
    MUTATION(MutationTarget::fuzzerTestOneInput, MutationTarget::seeds),
    CONTEXT(ContextTarget::fuzzerTestOneInput, ContextTarget::seeds),
    MESSAGE(MessageTarget::fuzzerTestOneInput, MessageTarget::seeds),
    EXPRESSION(ExpressionTarget::fuzzerTestOneInput, ExpressionTarget::seeds),
    FRAME(FrameTarget::fuzzerTestOneInput, FrameTarget::seeds);

    private final Consumer<byte[]> run;
    private final Supplier<List<byte[]>> seeds;

    Target(Consumer<byte[]> run, Supplier<List<byte[]>> seeds) {
        this.run = run;
        this.seeds = seeds;
    }

    void run(byte[] input) {
        run.accept(input);
    }

    List<byte[]> seeds() {
        return seeds.get();
    }

    /** The target's name in folders and on the command line, {@code keyfile} for example. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace("_", "");
    }

    /** Writes each target's seeds into a folder of its own below the one that is named. */
    public static void main(String[] arguments) throws IOException {
        for (Target target : values()) {
            Path folder = Files.createDirectories(Path.of(arguments[0], target.title()));
            int number = 0;
            for (byte[] seed : target.seeds()) {
                Files.write(folder.resolve("seed-" + number++), seed);
            }
        }
    }
}

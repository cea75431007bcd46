package dev.mooring.cli;

import dev.mooring.api.keys.KeySet;
import dev.mooring.api.spi.SnapshotCodec;
import dev.mooring.token.KeySource;
import dev.mooring.token.Providers;
import dev.mooring.token.ResumeTokenManager;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** Managers as the commands need them. */
final class Managers {
    /** The codec of tokens unless told otherwise. */
    static final String DEFAULT_CODEC = "json";

    private Managers() {}

    /** Starts a manager that opens tokens of every codec on the path, and of several key files. */
    static ResumeTokenManager.Builder opening(Path keys, List<Path> accepted, InstantSource clock) {
        ResumeTokenManager.Builder builder = ResumeTokenManager.builder()
                .codec(DEFAULT_CODEC)
                .keys(Inputs.keySource(keys))
                .clock(clock);
        for (SnapshotCodec codec : Providers.discover().codecs()) {
            builder.acceptCodec(codec.id());
        }
        for (Path file : accepted) {
            // read once, because a pipe gives keys only once
            KeySet keySet = Inputs.keys(file);
            builder.acceptSealer(keySet.sealerId(), KeySource.of(keySet));
        }
        return builder;
    }
}

import org.jspecify.annotations.NullMarked;

/**
 * The {@code mooring} command.
 *
 * <p>It finds codecs, sealers, ledgers and keys as every server does, through {@link dev.mooring.token}. The codec {@code json} alone it
 * needs by name, because people read and write snapshots as JSON.
 */
@NullMarked
module dev.mooring.cli {
    requires static org.jspecify;
    requires dev.mooring.codec.json;
    requires dev.mooring.rollout;
    requires dev.mooring.session;
    requires dev.mooring.token;
    requires info.picocli;
    requires tools.jackson.core;

    // picocli fills the annotated fields of the commands
    opens dev.mooring.cli to
            info.picocli;
}

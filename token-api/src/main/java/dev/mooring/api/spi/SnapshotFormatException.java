package dev.mooring.api.spi;

import java.util.Objects;

/**
 * Bytes are not an acceptable snapshot.
 *
 * <p>The message reaches the server's operator: it names the field, the bound or the position, never by content, and
 * there is no cause, because a parser's own message shows content.
 */
public final class SnapshotFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Whether the version is newer. */
    private final boolean newer;

    /**
     * The bytes are not acceptable.
     *
     * @param message the problem, without content
     */
    public SnapshotFormatException(String message) {
        this(message, false);
    }

    private SnapshotFormatException(String message, boolean newer) {
        super(Objects.requireNonNull(message, "message"), null);
        this.newer = newer;
    }

    /**
     * The bytes are of a newer version than the codec reads.
     *
     * @param version the version found
     * @param newestKnown the newest version that the codec reads
     * @return the exception to throw
     */
    public static SnapshotFormatException newerVersion(long version, long newestKnown) {
        return new SnapshotFormatException(
                "The snapshot has version " + version + ", and the newest known here is " + newestKnown
                        + ": upgrade this server",
                true);
    }

    /**
     * Returns the problem.
     *
     * @return the message, which is never null
     */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /**
     * Says whether the bytes are of a newer version than the codec reads.
     *
     * @return whether they are
     */
    public boolean isNewerVersion() {
        return newer;
    }
}

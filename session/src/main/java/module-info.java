import org.jspecify.annotations.NullMarked;

/**
 * Live sessions: their tables and variables, their capture at one instant, their restoring all or nothing, and their
 * resuming once.
 */
@NullMarked
module dev.mooring.session {
    requires transitive dev.mooring.token;
    requires jdk.jfr; // not static, or java -p … -m … would not resolve it, and nothing would be recorded
    requires static org.jspecify;

    exports dev.mooring.session;
}

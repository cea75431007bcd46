import org.jspecify.annotations.NullMarked;

/**
 * A rolling deploy, simulated before it happens: every token that would be refused, and the step to blame.
 *
 * <p>Codecs and sealers are found as every server finds them, through {@link dev.mooring.token}.
 */
@NullMarked
module dev.mooring.rollout {
    requires transitive dev.mooring.token;
    requires static org.jspecify;

    exports dev.mooring.rollout;
}

package dev.mooring.rpc.capnweb;

/** Warns of the tokens of a session that become too long, once for each time; used by one thread at a time. */
final class TokenLength {
    private final Core core;
    private final int max;
    private boolean warned;

    TokenLength(Core core, int max) {
        this.core = core;
        this.max = max;
    }

    /** Takes note of a token. */
    void note(int chars) {
        if (warned) {
            warned = chars >= max / 2;
        } else if (chars > max / 4 * 3) {
            warned = true;
            core.settings().listener().tokenIsLong(core.peer(), warning(chars));
        }
    }

    private RpcTokenWarning warning(int chars) {
        return core.lastStep(() -> new RpcTokenWarning(
                chars,
                max,
                core.session().exports().size(),
                core.exports().undisposed(),
                core.session().imports().size(),
                core.peer().variables().count()));
    }
}

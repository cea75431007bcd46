package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.ExportValue;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.Value;
import dev.mooring.rpc.capnweb.internal.wire.Payload;
import dev.mooring.session.LiveValue;

/**
 * The form that hooks have in the session's tables, and so in its tokens. A stub has a reference:
 *
 * <ul>
 *   <li>{@code m}: the main object
 *   <li>{@code t:reference}: a target, by its own reference
 *   <li>{@code f:method:reference}: a method of one of these
 *   <li>{@code i:id}: something of the client's, by its id in the import table
 *   <li>{@code l}: a value that the token does not hold, because it is long
 *   <li>{@code x}: a target that cannot be made again
 * </ul>
 */
final class References {
    static final String MAIN = "m";
    static final String TARGET = "t:";
    static final String FUNCTION = "f:";
    static final String IMPORT = "i:";
    static final String LONG = "l";
    static final String NONE = "x";

    /** Of a result that the client has not settled, or that we have not. */
    static final String PROMISE = "p";

    /** Of an object of the client's. */
    static final String STUB = "s";

    /** Room for the name of a method before the reference of its target. */
    static final int MAX_CHARS = 1_000;

    /** A result that the client has is kept up to this weight, so that calls on its members go on. */
    private static final long MOST_KEPT = 1_024;

    private References() {}

    /**
     * The durable form of something settled.
     *
     * @param answered whether the client has it; otherwise it is kept whole, because the client may still ask for it
     */
    static LiveValue durable(Hook hook, boolean answered) {
        if (answered && Weight.of(hook) > MOST_KEPT) {
            return LiveValue.stub(hook, LONG);
        }
        if (hook instanceof Hook.Plain plain) {
            return orLong(hook, LiveValue.resolved(durable(plain)));
        }
        return hook instanceof Hook.Failed failed
                ? orLong(hook, LiveValue.rejected(failed.reason()))
                : LiveValue.stub(hook, reference(hook));
    }

    private static Value durable(Hook.Plain plain) {
        return Paths.mapStubs(
                plain.value(),
                stub -> new Value.StubValue(reference(plain.hooks().get(Payload.index(stub)))));
    }

    /** A value over the limits of a token is one that the token does not hold. */
    private static LiveValue orLong(Hook hook, LiveValue live) {
        try {
            SnapshotLimits.DEFAULT.check(
                    live instanceof LiveValue.Resolved resolved
                            ? new ExportValue.Resolved(resolved.value())
                            : new ExportValue.Rejected(((LiveValue.Rejected) live).reason()));
            return live;
        } catch (IllegalArgumentException tooLarge) {
            return LiveValue.stub(hook, LONG);
        }
    }

    private static String reference(Hook hook) {
        if (hook instanceof Hook.Target target) {
            return target.reference().orElse(NONE);
        }
        if (hook instanceof Hook.Function function) {
            return function.target()
                    .reference()
                    .map(reference -> FUNCTION + function.method().name() + ":" + reference)
                    .filter(reference -> reference.length() <= SnapshotLimits.DEFAULT.maxReferenceChars())
                    .orElse(NONE);
        }
        return hook instanceof Hook.Remote remote ? IMPORT + remote.entry().id() : NONE;
    }
}

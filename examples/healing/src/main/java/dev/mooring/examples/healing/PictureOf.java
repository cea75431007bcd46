package dev.mooring.examples.healing;

import dev.mooring.rpc.capnweb.Restorable;
import dev.mooring.rpc.capnweb.RpcCall;
import dev.mooring.rpc.capnweb.RpcPeer;
import java.util.Optional;

/** The picture as one page has it. On another server it is made again from its reference. */
record PictureOf(RpcPeer peer, Visitors visitors, String server) implements Picture, Restorable {
    private static final String REFERENCE = "picture";
    private static final String STROKES = "strokes";
    private static final long BRUSH_MILLIS = 8;
    private static final long PEN_MILLIS = 2_000;

    /** Makes the picture of a reference again. */
    static Optional<PictureOf> restore(String reference, RpcPeer peer, Visitors visitors, String server) {
        return reference.equals(REFERENCE) ? Optional.of(new PictureOf(peer, visitors, server)) : Optional.empty();
    }

    @Override
    public String reference() {
        return REFERENCE;
    }

    @Override
    public Painted paint(int cell, int colour) {
        RpcCall call = RpcCall.current();
        Journal.ran(call);
        rest(BRUSH_MILLIS);
        visitors.board().paint(call.key(), new Watcher.Stroke(cell, colour));
        return new Painted(Numbers.increment(peer, STROKES), call.repeated(), server);
    }

    @Override
    public void watch(Watcher watcher) {
        peer.keep(Visitors.WATCHER, watcher);
        visitors.show(peer);
    }

    @Override
    public String sign(String name) {
        Journal.ran(RpcCall.current());
        rest(PEN_MILLIS);
        return "Signed by " + name;
    }

    /** Long enough that a kill finds calls in flight. */
    private static void rest(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.mooring.rpc.capnweb;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Something that is settled later. Whoever waits for it is told in the order of asking, which a plain future reverses. It
 * cannot fail, and a receiver that throws does not keep the others from being told.
 */
final class Outcome extends CompletableFuture<Hook> {
    private CompletableFuture<Hook> last = this;

    /** Calls back when it is settled, after those that asked before. */
    synchronized void whenSettled(Consumer<Hook> then) {
        last = last.handle((told, thrown) -> {
            Hook settled = join();
            then.accept(settled);
            return settled;
        });
    }
}

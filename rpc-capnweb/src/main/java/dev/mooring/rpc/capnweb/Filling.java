package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value;
import dev.mooring.rpc.capnweb.internal.wire.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts settled hooks into a value in which {@code StubValue("k")} stands for the k-th of them. */
final class Filling {

    private Filling() {}

    /**
     * The value with all hooks in their places; or the failure of one of them, preferably one that is in doubt.
     *
     * @param share takes the room that the copies need
     */
    static Hook fill(Room room, Room.Share share, Value value, List<Hook> settled) {
        Optional<Hook> failed = failure(settled);
        if (failed.isPresent()) {
            return failed.get();
        }
        if (value instanceof Value.StubValue stub) {
            return settled.get(Payload.index(stub));
        }
        if (!share.takeChars(List.of(new Hook.Plain(value, List.of()))) || !share.takeChars(settled)) {
            return room.noChars();
        }
        List<Hook> used = new ArrayList<>();
        Value filled = Paths.mapStubs(value, stub -> place(settled.get(Payload.index(stub)), used));
        return new Hook.Plain(filled, used);
    }

    private static Optional<Hook> failure(List<Hook> settled) {
        Optional<Hook> first = Optional.empty();
        for (Hook hook : settled) {
            if (hook instanceof Hook.Failed failed) {
                if (failed.doubtful()) {
                    return Optional.of(hook);
                }
                first = first.isPresent() ? first : Optional.of(hook);
            }
        }
        return first;
    }

    private static Value place(Hook hook, List<Hook> used) {
        if (hook instanceof Hook.Plain plain) {
            return Paths.mapStubs(plain.value(), inner -> place(plain.hooks().get(Payload.index(inner)), used));
        }
        used.add(hook);
        return Payload.placeholder(used.size() - 1);
    }
}

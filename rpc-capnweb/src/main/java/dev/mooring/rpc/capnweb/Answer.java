package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value;
import dev.mooring.rpc.capnweb.internal.wire.Payload;
import dev.mooring.rpc.capnweb.internal.wire.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The message that tells the client the outcome of a push. */
final class Answer {
    private final Core core;
    private final long id;
    private final Hook hook;
    private @Nullable Template template;

    Answer(Core core, long id, Hook hook) {
        this.core = core;
        this.id = id;
        this.hook = hook;
    }

    /** Writes the text, which takes time and so is best done before the step. */
    Template prepare() {
        Template text;
        try {
            text = write();
        } catch (IllegalArgumentException unfit) {
            core.report("result", unfit);
            text = core.writer().reject(id, Value.error("TypeError", "The result cannot be sent"));
        }
        template = text;
        return text;
    }

    private Template write() {
        if (hook instanceof Hook.Failed failed) {
            return core.writer().reject(id, failed.reason());
        }
        Value value = hook instanceof Hook.Plain plain ? plain.value() : Payload.placeholder(0);
        return core.writer().resolve(id, value, Outgoing.known(hooks()));
    }

    private List<Hook> hooks() {
        return hook instanceof Hook.Plain plain ? plain.hooks() : List.of(hook);
    }

    /** Introduces the things in it, and sends it; under the guard. */
    void send() {
        Outgoing.output(core, template == null ? prepare() : template, hooks());
    }
}

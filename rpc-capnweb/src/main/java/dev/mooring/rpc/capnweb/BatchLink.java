package dev.mooring.rpc.capnweb;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A session that is one batch: all messages of the client come at once, and all messages that are sent until its pulled
 * calls have ended go back at once. The session ends when all of its calls have.
 */
final class BatchLink implements Link {
    private static final Hook.Failed NO_ANSWER = Hook.Failed.error(
            "Error", "The client cannot answer, because a batch has no further messages: call it over a WebSocket");

    private final Core core;
    private final Incoming incoming;
    private final CompletableFuture<Optional<List<String>>> answer = new CompletableFuture<>();
    private volatile boolean received;

    BatchLink(Core core) {
        this.core = core;
        incoming = new Incoming(core, 0);
    }

    /**
     * Takes the whole batch.
     *
     * @return the messages to the client; empty if the session was ended, and the client has no message that says so
     */
    CompletionStage<Optional<List<String>>> take(List<String> messages) {
        long number = 0;
        for (String message : messages) {
            number++;
            incoming.receive(number, message);
        }
        core.change(() -> {
            received = true;
            incoming.calls().whenEmpty(this::finish);
        });
        core.noMoreInput(NO_ANSWER);
        wake();
        if (core.look(() -> incoming.calls().isEmpty()).orElse(false)) {
            finish();
        }
        return answer;
    }

    @Override
    public void wake() {
        if (received) {
            core.look(() -> isDone() ? Optional.of(lines()) : Optional.<List<String>>empty())
                    .flatMap(lines -> lines)
                    .ifPresent(lines -> answer.complete(Optional.of(lines)));
        }
    }

    private boolean isDone() {
        return incoming.calls().open().stream().noneMatch(call -> core.exports().isPulled(call.id()));
    }

    private List<String> lines() {
        return core.outbox().take().stream().map(Outbox.Output::line).toList();
    }

    private void finish() {
        wake();
        core.end("The batch has ended");
    }

    @Override
    public void end(int code, String reason) {
        List<String> lines = core.look(this::lines).orElse(List.of());
        answer.complete(lines.isEmpty() ? Optional.empty() : Optional.of(lines));
    }

    @Override
    public void revoke(int code, String reason) {
        end(code, reason);
    }
}

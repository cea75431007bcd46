package dev.mooring.store.redis;

import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Logs in, looks at the server and selects the database. This is not left to the client, which closes the connection after a
 * refusal and then may have lost the reason.
 */
record Preparation(Terms terms) {
    private static final CompletionStage<String> DONE = CompletableFuture.completedStage("OK");

    CompletionStage<Void> of(RedisAsyncCommands<String, String> commands) {
        return logIn(commands)
                .thenCompose(done -> {
                    terms.clientName().ifPresent(commands::clientSetname); // a user who may not do this is no worse off
                    return look(commands);
                })
                .thenCompose(fit -> terms.database() == 0
                        ? DONE
                        : step(
                                commands.select(terms.database()),
                                "it may not have the database of the address: raise its number of databases, or name "
                                        + "another one"))
                .thenAccept(done -> {});
    }

    CompletionStage<String> logIn(RedisAsyncCommands<String, String> commands) {
        return terms.login()
                .get()
                .thenCompose(login -> login.isEmpty()
                        ? DONE
                        : step(
                                authenticate(commands, login.get()),
                                "check the user and password of the address, and leave them out for a server that has "
                                        + "no password"));
    }

    private static CompletionStage<String> authenticate(
            RedisAsyncCommands<String, String> commands, Terms.Credentials login) {
        Optional<String> user = login.user();
        return user.isEmpty() ? commands.auth(login.password()) : commands.auth(user.get(), login.password());
    }

    CompletionStage<Void> look(RedisAsyncCommands<String, String> commands) {
        return step(commands.info(), "let the user of the address run INFO, and do not rename it")
                .thenAccept(info -> Fitness.of(info).check(terms.mayEvict(), terms.inCluster()));
    }

    private static <T> CompletionStage<T> step(CompletionStage<T> reply, String remedy) {
        return reply.exceptionallyCompose(
                failure -> CompletableFuture.failedStage(Failure.whilePreparing(failure, remedy)));
    }
}

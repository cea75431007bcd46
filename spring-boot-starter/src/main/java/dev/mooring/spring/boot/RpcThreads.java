package dev.mooring.spring.boot;

import java.util.concurrent.Executor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.boot.task.ThreadPoolTaskExecutorBuilder;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/**
 * The threads that run the methods of the Cap'n Web endpoint, made by {@code spring.task.execution.*}. The application's own
 * executor would take no more tasks as soon as the application begins to stop, and the calls of the drain have to run then.
 * It is not an executor bean, because Boot would then make none of its own.
 *
 * @param executor runs the methods
 * @param end ends its threads
 */
record RpcThreads(Executor executor, Runnable end) implements AutoCloseable {
    private static final String PREFIX = "mooring-rpc-";

    static RpcThreads of(
            Environment environment,
            ObjectProvider<SimpleAsyncTaskExecutorBuilder> virtual,
            ObjectProvider<ThreadPoolTaskExecutorBuilder> pool) {
        return Threading.VIRTUAL.isActive(environment)
                ? virtual(virtual.getIfAvailable(SimpleAsyncTaskExecutorBuilder::new))
                : pooled(pool.getIfAvailable(ThreadPoolTaskExecutorBuilder::new));
    }

    private static RpcThreads virtual(SimpleAsyncTaskExecutorBuilder builder) {
        SimpleAsyncTaskExecutor executor =
                builder.virtualThreads(true).threadNamePrefix(PREFIX).build();
        return new RpcThreads(executor, executor::close);
    }

    private static RpcThreads pooled(ThreadPoolTaskExecutorBuilder builder) {
        ThreadPoolTaskExecutor executor = builder.threadNamePrefix(PREFIX).build();
        executor.initialize();
        return new RpcThreads(executor, executor::shutdown);
    }

    @Override
    public void close() {
        end.run();
    }
}

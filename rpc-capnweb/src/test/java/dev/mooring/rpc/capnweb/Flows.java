package dev.mooring.rpc.capnweb;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Publishers and subscribers as an application has them. */
final class Flows {

    private Flows() {}

    /** Publishes some items to each subscriber, as many as it asks for, and then ends. */
    static <T> Flow.Publisher<T> of(int count, IntFunction<T> items, Throwable end, Runnable atEnd) {
        return subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
            private int next;
            private boolean over;

            @Override
            public void request(long asked) {
                for (long left = asked; left > 0 && !over && next < count; left--) {
                    subscriber.onNext(items.apply(next++));
                }
                if (next == count && !over) {
                    over = true;
                    if (end == null) {
                        subscriber.onComplete();
                    } else {
                        subscriber.onError(end);
                    }
                    atEnd.run();
                }
            }

            @Override
            public void cancel() {
                over = true;
            }
        });
    }

    /** Collects items, at most some, after which it cancels. */
    static final class Collector<T> implements Flow.Subscriber<T> {
        private final List<T> items = new ArrayList<>();
        private final CompletableFuture<List<T>> all = new CompletableFuture<>();
        private final int most;
        private Flow.Subscription subscription;

        Collector(int most) {
            this.most = most;
        }

        static <T> CompletableFuture<List<T>> collect(Flow.Publisher<T> stream, int most) {
            Collector<T> collector = new Collector<>(most);
            stream.subscribe(collector);
            return collector.all;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(1);
        }

        @Override
        public void onNext(T item) {
            items.add(item);
            if (items.size() == most) {
                subscription.cancel();
                all.complete(items);
            } else {
                subscription.request(1);
            }
        }

        @Override
        public void onError(Throwable thrown) {
            all.completeExceptionally(thrown);
        }

        @Override
        public void onComplete() {
            all.complete(items);
        }
    }

    /** Passes items on, without a bound. */
    abstract static class Sink<T> implements Flow.Subscriber<T> {
        @Override
        public void onSubscribe(Flow.Subscription given) {
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onError(Throwable thrown) {}

        @Override
        public void onComplete() {}
    }

    static <T> Sink<T> sink(Consumer<T> items) {
        return new Sink<>() {
            @Override
            public void onNext(T item) {
                items.accept(item);
            }
        };
    }
}

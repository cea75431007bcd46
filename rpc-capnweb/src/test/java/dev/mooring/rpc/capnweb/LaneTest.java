package dev.mooring.rpc.capnweb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LaneTest {
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final Lane lane = new Lane(pool, () -> {}, InstantSource.system());
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void shutDown() throws InterruptedException {
        pool.shutdown();
        assertTrue(pool.awaitTermination(30, TimeUnit.SECONDS));
    }

    private void runAll() throws Exception {
        CompletableFuture<Void> end = new CompletableFuture<>();
        lane.run(() -> end.complete(null));
        end.get();
    }

    @Test
    void segments_ofManyThreads_runOneAtATimeAndInOrder() throws Exception {
        AtomicInteger running = new AtomicInteger();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            int number = i;
            lane.run(() -> {
                assertEquals(1, running.incrementAndGet());
                order.add(number);
                running.decrementAndGet();
            });
        }
        runAll();
        assertEquals(1_000, order.size());
        for (int i = 0; i < 1_000; i++) {
            assertEquals(i, order.get(i));
        }
    }

    @Test
    void segment_thatWaits_givesItsTurnAwayAndTakesItAgain() throws Exception {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        CompletableFuture<Void> end = new CompletableFuture<>();
        AtomicInteger running = new AtomicInteger();
        lane.run(() -> {
            running.incrementAndGet();
            done.add("before");
            running.decrementAndGet();
            await(answer);
            assertEquals(1, running.incrementAndGet());
            done.add("after");
            running.decrementAndGet();
            end.complete(null);
        });
        lane.run(() -> {
            running.incrementAndGet();
            answer.complete(null);
            done.add("other");
            running.decrementAndGet();
        });
        end.get();
        assertEquals(List.of("before", "other", "after"), done);
    }

    private static void await(CompletableFuture<Void> answer) {
        try {
            Lane.await(answer::join);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void cut_isTakenBetweenSegmentsAndBeforeThoseThatWait() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch cutAsked = new CountDownLatch(1);
        lane.run(() -> {
            begun.countDown();
            join(cutAsked);
            done.add("first");
        });
        begun.await();
        lane.run(() -> done.add("second"));
        lane.runNext(() -> done.add("cut"));
        cutAsked.countDown();
        runAll();
        assertEquals(List.of("first", "cut", "second"), done);
    }

    private static void join(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs segments that take so long on the lane's own clock, each of which wants one cut for all since the last. */
    private List<String> batch(long nanos, int calls) throws Exception {
        AtomicLong clock = new AtomicLong();
        CountDownLatch allThere = new CountDownLatch(1);
        CompletableFuture<Void> end = new CompletableFuture<>();
        Lane timed = new Lane(pool, () -> {}, () -> Instant.EPOCH.plusNanos(clock.get()));
        AtomicBoolean cutting = new AtomicBoolean();
        timed.run(() -> join(allThere));
        for (int i = 0; i < calls; i++) {
            String name = String.valueOf(i);
            timed.run(() -> {
                clock.addAndGet(nanos);
                done.add(name);
                if (!cutting.getAndSet(true)) {
                    timed.between(() -> {
                        cutting.set(false);
                        done.add("cut");
                        if (done.contains(String.valueOf(calls - 1))) {
                            end.complete(null);
                        }
                    });
                }
            });
        }
        allThere.countDown();
        end.get();
        return done;
    }

    @Test
    void cut_ofShortSegments_comesAfterAllThatWait() throws Exception {
        assertEquals(List.of("0", "1", "2", "cut"), batch(1_000, 3));
    }

    @Test
    void cut_ofLongSegments_comesAfterEach() throws Exception {
        assertEquals(List.of("0", "cut", "1", "cut", "2", "cut"), batch(1_000_000, 3));
    }

    @Test
    void cut_ofManySegments_waitsForAMillisecondAtMost() throws Exception {
        assertEquals(List.of("0", "1", "2", "3", "cut", "4", "5", "cut"), batch(400_000, 6));
    }

    /** The time that a handler waits for the client says nothing about the segments after it. */
    @Test
    void cut_afterASegmentThatWaited_comesAfterAllThatWait() throws Exception {
        AtomicLong clock = new AtomicLong();
        CompletableFuture<Void> answer = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch allThere = new CountDownLatch(1);
        CompletableFuture<Void> end = new CompletableFuture<>();
        Lane timed = new Lane(pool, () -> {}, () -> Instant.EPOCH.plusNanos(clock.get()));
        timed.run(() -> {
            begun.countDown();
            await(answer);
            join(allThere);
        });
        begun.await();
        clock.addAndGet(TimeUnit.SECONDS.toNanos(10));
        answer.complete(null);
        timed.run(() -> join(allThere));
        timed.run(() -> {
            done.add("0");
            timed.between(() -> {
                done.add("cut");
                end.complete(null);
            });
        });
        timed.run(() -> done.add("1"));
        allThere.countDown();
        end.get();
        assertEquals(List.of("0", "1", "cut"), done);
    }

    @Test
    void cut_beforeASegmentThatWaitsForTheClient_comesWhenThatWaits() throws Exception {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        CountDownLatch allThere = new CountDownLatch(1);
        lane.run(() -> {
            join(allThere);
            lane.between(() -> {
                done.add("cut");
                answer.complete(null); // the client answers only after it got the commit
            });
        });
        lane.run(() -> {
            await(answer);
            done.add("answered");
        });
        allThere.countDown();
        runAll();
        answer.get();
        runAll();
        assertEquals("cut", done.get(0));
    }

    @Test
    void segment_thatThrows_keepsNobodyElseFromRunning() throws Exception {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Lane fragile = new Lane(
                task -> pool.execute(() -> {
                    try {
                        task.run();
                    } catch (Error e) {
                        thrown.complete(e);
                    }
                }),
                () -> {},
                InstantSource.system());
        CompletableFuture<Void> next = new CompletableFuture<>();
        fragile.run(() -> {
            throw new StackOverflowError("mine");
        });
        fragile.run(() -> next.complete(null));
        next.get();
        assertEquals("mine", thrown.get().getMessage());
    }

    @Test
    void executor_thatTakesNoMore_breaksTheLaneAndLosesNoThread() throws Exception {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        CountDownLatch waiting = new CountDownLatch(1);
        AtomicInteger tasks = new AtomicInteger();
        CompletableFuture<Void> rejected = new CompletableFuture<>();
        Lane small = new Lane(
                task -> {
                    if (tasks.incrementAndGet() > 1) {
                        throw new RejectedExecutionException();
                    }
                    pool.execute(task);
                },
                () -> rejected.complete(null),
                InstantSource.system());
        CompletableFuture<Void> wentOn = new CompletableFuture<>();
        small.run(() -> {
            waiting.countDown();
            await(answer);
            wentOn.complete(null);
        });
        waiting.await();
        small.run(() -> done.add("never"));
        small.run(() -> done.add("never"));
        rejected.get();
        answer.complete(null);
        wentOn.get();
        assertEquals(List.of(), done);
    }

    @Test
    void wait_withoutALane_isPlain() throws Exception {
        assertFalse(Thread.currentThread().isInterrupted());
        Lane.await(() -> done.add("waited"));
        assertEquals(List.of("waited"), done);
        assertThrows(
                InterruptedException.class,
                () -> Lane.await(() -> {
                    throw new InterruptedException();
                }));
    }

    /** A handler that goes on stands behind a segment when the thread of the turn goes back to an executor that is full. */
    @Test
    void executor_thatTakesNoMore_lostNoThreadThatWaitsForItsTurn() throws Exception {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        CountDownLatch allThere = new CountDownLatch(1);
        AtomicInteger tasks = new AtomicInteger();
        CompletableFuture<Void> rejected = new CompletableFuture<>();
        Lane small = new Lane(
                task -> {
                    if (tasks.incrementAndGet() > 2) {
                        throw new RejectedExecutionException();
                    }
                    pool.execute(task);
                },
                () -> rejected.complete(null),
                InstantSource.system());
        CompletableFuture<Thread> waits = new CompletableFuture<>();
        CompletableFuture<Void> wentOn = new CompletableFuture<>();
        small.run(() -> {
            join(allThere);
            waits.complete(Thread.currentThread());
            await(answer);
            wentOn.complete(null);
        });
        for (int i = 1; i < 64; i++) {
            small.run(() -> {});
        }
        small.run(() -> {
            answer.complete(null);
            while (!(LockSupport.getBlocker(waits.join()) instanceof Lane.Return)) {
                Thread.onSpinWait();
            }
        });
        small.run(() -> done.add("never"));
        allThere.countDown();
        wentOn.get();
        rejected.get();
        assertEquals(List.of(), done);
    }
}

package dev.mooring.rpc.capnweb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.Value;
import dev.mooring.rpc.capnweb.internal.link.Doubt.Decision;
import dev.mooring.rpc.capnweb.internal.link.Journal;
import dev.mooring.rpc.capnweb.internal.link.Leaving;
import dev.mooring.rpc.capnweb.internal.link.LinkSocket;
import dev.mooring.rpc.capnweb.internal.link.Subject;
import dev.mooring.token.TokenContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The real peer, whose client speaks Cap'n Web: it gives a function and promises, pipelines a call, pulls and releases, and
 * sees to it that nothing is released twice or too early.
 */
final class RealSubject implements Subject {
    private static final Pattern RESOLVE = Pattern.compile("\\[\"resolve\",(\\d+),\"?(\\w+)\"?]");
    private static final Pattern REJECT = Pattern.compile("\\[\"reject\",(\\d+),.*\"inDoubt\":true.*]");
    private static final Pattern EVENT = Pattern.compile("\\[\"push\",\\[\"pipeline\",-1,\\[],\\[(\\d+)]]]");
    private static final Pattern RELEASE = Pattern.compile("\\[\"release\",(-?\\d+),(\\d+)]");

    /** The client's function. */
    interface Watcher extends RpcFunction {
        void changed(long cursor);
    }

    /** What adds, and can be made again. */
    interface Adder extends RpcTarget {
        @Idempotent
        long add(long n);
    }

    interface Game extends RpcTarget {
        @Idempotent
        void watch(Watcher watcher);

        @Idempotent
        Adder adder();

        @Idempotent
        String emit();

        @Idempotent
        String slow(String word);

        String pay(long n);
    }

    private final Map<Long, Long> numbers = new HashMap<>();
    private final Map<String, Long> promises = new HashMap<>();
    /** What the server has of the client's, with the references that it holds. */
    private final Map<Long, Long> given = new TreeMap<>();

    /** All peers that have committed, the last one at the end. */
    private final List<RpcPeer> committed = new ArrayList<>();

    /** The session whose results the client has heard. */
    private String heard = "";

    private long pushes;
    private long exports;
    private long calls;

    private record AdderOf(RpcPeer peer, RealSubject subject, Journal journal) implements Adder, Restorable {
        @Override
        public String reference() {
            return "adder";
        }

        @Override
        public long add(long n) {
            subject.ran(journal, true);
            return increase(peer, "sum", n);
        }
    }

    private record GameOf(RpcPeer peer, RealSubject subject, Journal journal) implements Game {
        @Override
        public void watch(Watcher watcher) {
            peer.keep("watcher", watcher);
        }

        @Override
        public Adder adder() {
            return new AdderOf(peer, subject, journal);
        }

        @Override
        public String emit() {
            subject.ran(journal, true);
            peer.atomically(() -> {
                long cursor = increase(peer, "cursor", 1);
                peer.kept("watcher", Watcher.class).orElseThrow().changed(cursor);
                return cursor;
            });
            return "emitted";
        }

        @Override
        public String slow(String word) {
            subject.ran(journal, true);
            return word;
        }

        @Override
        public String pay(long n) {
            subject.ran(journal, false);
            return "paid";
        }
    }

    private static long increase(RpcPeer peer, String name, long by) {
        long sum = peer.variables()
                        .get(name)
                        .map(value -> ((Value.IntegerValue) value).value())
                        .orElse(0L)
                + by;
        peer.variables().set(name, Value.of(sum));
        return sum;
    }

    private void ran(Journal journal, boolean idempotent) {
        RpcCall call = RpcCall.current();
        long push = Long.parseLong(call.key().substring(call.key().indexOf(':') + 1));
        journal.ran(numbers.get(push), idempotent, call.repeated() ? Decision.RUN_AGAIN : Decision.RUN);
    }

    @Override
    public Server start(Parts parts) {
        RpcEndpoint endpoint = RpcEndpoint.builder(Game.class, peer -> new GameOf(peer, this, parts.journal()))
                .executor(parts.executor())
                .clock(parts.time())
                .healing(parts.tokens())
                .ledger(parts.ledger())
                .ledgerExecutor(parts.executor())
                .restorer((reference, peer) -> Optional.of(new AdderOf(peer, this, parts.journal())))
                .listener(new Failing())
                .link(parts.settings())
                .build();
        return new Server() {
            @Override
            public Receiver accept(LinkSocket socket, TokenContext caller) {
                return receiver(endpoint, socket, caller);
            }

            @Override
            public void leave(Leaving how, Consumer<String> left) {
                endpoint.drain(new RpcDrain(how.grace(), how.spread())).thenAccept(all -> left.accept(all.toString()));
            }
        };
    }

    /** Nothing fails. */
    private final class Failing implements RpcListener {
        @Override
        public void failed(RpcPeer peer, String method, Throwable thrown) {
            throw new AssertionError(method, thrown);
        }

        @Override
        public void aborted(RpcPeer peer, String reason) {
            throw new AssertionError(reason);
        }

        @Override
        public void committed(RpcPeer peer, RpcCommit commit) {
            committed.remove(peer);
            committed.add(peer);
            heard = commit.lines() > 0 ? peer.id() : heard;
        }

        @Override
        public void unserved(Throwable thrown) {
            throw new AssertionError(thrown);
        }
    }

    /** A socket of the link is one of the peer's. */
    private record Plug(LinkSocket socket) implements RpcSocket {
        @Override
        public CompletionStage<Void> send(String text) {
            return socket.send(text);
        }

        @Override
        public void close(int code, String reason) {
            socket.close(code, reason);
        }
    }

    private static Receiver receiver(RpcEndpoint endpoint, LinkSocket socket, TokenContext caller) {
        RpcConnection connection = endpoint.accept(new Plug(socket), caller, RpcEndpoint.SUBPROTOCOL);
        return new Receiver() {
            @Override
            public void receive(String frame) {
                connection.receive(frame);
            }

            @Override
            public void closed() {
                connection.closed();
            }
        };
    }

    @Override
    public Said say(String line, long firstNumber) {
        List<String> messages = new ArrayList<>();
        if (pushes == 0) {
            // a call that nobody waits for, and one that all calls of add are pipelined on
            given.put(-1L, 1L);
            exports = 1;
            push(messages, firstNumber, "[\"watch\"],[[\"export\",-1]]");
            messages.add("[\"release\",1,1]");
            push(messages, firstNumber, "[\"adder\"],[]");
        }
        int call = messages.size();
        String[] words = line.split(" ");
        switch (words[0]) {
            case "add" -> push(messages, firstNumber, 2, "[\"add\"],[" + words[1] + "]");
            case "pay" -> push(messages, firstNumber, "[\"pay\"],[" + words[1] + "]");
            case "emit" -> push(messages, firstNumber, "[\"emit\"],[]");
            case "slow" -> {
                exports++;
                given.put(-exports, 1L);
                promises.put(words[1], -exports);
                push(messages, firstNumber, "[\"slow\"],[[\"promise\"," + -exports + "]]");
            }
            default -> {
                messages.add("[\"resolve\"," + promises.get(words[1]) + ",\"" + words[1] + "\"]");
                return new Said(messages, call);
            }
        }
        messages.add("[\"pull\"," + pushes + "]");
        return new Said(messages, call);
    }

    private void push(List<String> messages, long firstNumber, String rest) {
        push(messages, firstNumber, 0, rest);
    }

    private void push(List<String> messages, long firstNumber, long target, String rest) {
        pushes++;
        numbers.put(pushes, firstNumber + messages.size());
        messages.add("[\"push\",[\"pipeline\"," + target + "," + rest + "]]");
    }

    @Override
    public void hear(String line, Ear ear) {
        Matcher resolve = RESOLVE.matcher(line);
        Matcher reject = REJECT.matcher(line);
        Matcher event = EVENT.matcher(line);
        Matcher release = RELEASE.matcher(line);
        if (resolve.matches()) {
            result(ear, Long.parseLong(resolve.group(1)), resolve.group(2));
        } else if (reject.matches()) {
            result(ear, Long.parseLong(reject.group(1)), "doubt");
        } else if (event.matches()) {
            calls++;
            given.put(calls, 1L);
            ear.event(event.group(1));
        } else {
            assertTrue(release.matches(), line);
            released(Long.parseLong(release.group(1)), Long.parseLong(release.group(2)));
        }
    }

    private void result(Ear ear, long push, String result) {
        ear.send("[\"release\"," + push + ",1]");
        ear.result(numbers.get(push), result);
    }

    /** As npm's client, which aborts if the server releases what it has not. */
    private void released(long id, long count) {
        assertEquals(given.remove(id), count, () -> "the server released " + id);
    }

    @Override
    public void checkEnd() {
        assertEquals(Map.of(-1L, 1L), given, "the server has released all but the function");
        // a copy that the client has left may still commit, and so may a session that it never heard of
        RpcPeer last = committed.stream()
                .filter(peer -> peer.id().equals(heard))
                .max(Comparator.comparingLong(peer -> peer.core().session().generation()))
                .orElseThrow();
        assertEquals(1, last.core().imports().size(), "the function");
        assertEquals(1, last.core().exports().size(), "the adder");
    }
}

package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value;
import dev.mooring.rpc.capnweb.ScenarioApi.Address;
import dev.mooring.rpc.capnweb.ScenarioApi.Counter;
import dev.mooring.rpc.capnweb.ScenarioApi.Event;
import dev.mooring.rpc.capnweb.ScenarioApi.Factory;
import dev.mooring.rpc.capnweb.ScenarioApi.Greeter;
import dev.mooring.rpc.capnweb.ScenarioApi.Made;
import dev.mooring.rpc.capnweb.ScenarioApi.OnNumber;
import dev.mooring.rpc.capnweb.ScenarioApi.Options;
import dev.mooring.rpc.capnweb.ScenarioApi.Profile;
import dev.mooring.rpc.capnweb.ScenarioApi.Room;
import dev.mooring.rpc.capnweb.ScenarioApi.Waiting;
import dev.mooring.rpc.capnweb.ScenarioApi.WithCounter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * The application of the scenarios: shop.mjs is the same in JavaScript. All of its state is in the session, so that another
 * server can go on with it.
 */
final class ScenarioShop implements ScenarioApi.Shop {

    private static final String COUNTER = "counter:";

    /** A counter, whose value has the name of its reference. */
    private record CounterOf(RpcPeer peer, String reference) implements Counter, RpcDisposable, Restorable {

        static Counter of(RpcPeer peer, double value) {
            return peer.atomically(() -> {
                CounterOf counter = new CounterOf(peer, COUNTER + increase(peer, "counters"));
                peer.variables().set(counter.reference(), Value.of(value));
                return counter;
            });
        }

        @Override
        public double increment(double by) {
            return peer.atomically(() -> {
                double sum = value() + by;
                peer.variables().set(reference, Value.of(sum));
                return sum;
            });
        }

        @Override
        public double value() {
            return number(peer.variables().get(reference).orElseThrow());
        }

        @Override
        public Counter self() {
            return this;
        }

        @Override
        public void fail() {
            throw new RpcException("RangeError", "counter failed");
        }

        @Override
        public void dispose() {
            if (!peer.hasEnded()) {
                increase(peer, "disposed");
            }
        }
    }

    private final RpcPeer peer;
    private final CompletableFuture<Void> gate = new CompletableFuture<>();

    ScenarioShop(RpcPeer peer) {
        this.peer = peer;
    }

    static Optional<RpcTarget> restore(String reference, RpcPeer peer) {
        return reference.startsWith(COUNTER) ? Optional.of(new CounterOf(peer, reference)) : Optional.empty();
    }

    private static long increase(RpcPeer peer, String name) {
        return peer.atomically(() -> {
            long sum = peer.variables()
                            .get(name)
                            .map(value -> ((Value.IntegerValue) value).value())
                            .orElse(0L)
                    + 1;
            peer.variables().set(name, Value.of(sum));
            return sum;
        });
    }

    @Override
    public double square(double n) {
        return n * n;
    }

    @Override
    public Object add(Object a, Object b) {
        return a instanceof Number first && b instanceof Number second
                ? first.doubleValue() + second.doubleValue()
                : a.toString() + b;
    }

    @Override
    public Value echo(Value value) {
        return value;
    }

    @Override
    public void nothing() {}

    @Override
    public int many(Object... values) {
        return values.length;
    }

    @Override
    public String motto() {
        return "sell";
    }

    @Override
    public Profile profile() {
        return new Profile("Ada", List.of("x", "y", "z"), new Address("London", null));
    }

    @Override
    public void boom(String type, String message) {
        throw new RpcException(type, message);
    }

    @Override
    public void boomWith() {
        Map<String, Value> properties = new LinkedHashMap<>();
        properties.put("code", Value.of(42));
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("field", "name");
        detail.put("list", List.of(1, 2));
        properties.put("detail", Value.from(detail));
        throw new RpcException("TypeError", "with properties", properties);
    }

    @Override
    public CompletionStage<Void> boomLater(String message) {
        return CompletableFuture.runAsync(() -> {
            throw new RpcException(message);
        });
    }

    @Override
    public Counter counter(double start) {
        return CounterOf.of(peer, start);
    }

    @Override
    public int disposed() {
        return (int) peer.variables()
                .get("disposed")
                .map(value -> ((Value.IntegerValue) value).value())
                .orElse(0L)
                .longValue();
    }

    @Override
    public Room room() {
        return new Room("lobby", List.of(CounterOf.of(peer, 1), CounterOf.of(peer, 2)));
    }

    @Override
    public double incrementBy(Counter counter, double by) {
        return counter.increment(by);
    }

    @Override
    public double sumOf(List<Counter> counters) {
        return counters.stream().mapToDouble(Counter::value).sum();
    }

    @Override
    public CompletionStage<Value> callFunction(OnNumber f, double n) {
        return f.call(n);
    }

    private static double number(Value value) {
        return value instanceof Value.IntegerValue integer ? integer.value() : ((Value.DoubleValue) value).value();
    }

    @Override
    public double callTwice(Waiting f, double n) {
        return number(f.call(n)) + number(f.call(n + 1));
    }

    @Override
    public String callThree(Waiting f) {
        for (int i = 0; i < 3; i++) {
            f.call(i);
        }
        return "done";
    }

    @Override
    public void notify(Event f, int n) {
        for (int i = 0; i < n; i++) {
            f.happened(i);
        }
    }

    @Override
    public String catching(Waiting f) {
        try {
            f.call(1);
            return "nothing caught";
        } catch (RpcException e) {
            return e.type() + ": " + e.getMessage();
        }
    }

    @Override
    public String callMethod(Greeter target, String name) {
        return target.greet(name);
    }

    @Override
    public String readProperty(Greeter target) {
        return target.title();
    }

    @Override
    public double useFactory(Factory factory) {
        Made made = factory.make(10);
        try {
            return made.increment(5);
        } finally {
            RpcStub.release(made);
        }
    }

    @Override
    public String viaRecord(Options options) {
        Value result = options.callback().call(options.n());
        return options.name() + " " + (long) number(result);
    }

    @Override
    public void keep(OnNumber f) {
        peer.keep("kept", f);
    }

    @Override
    public CompletionStage<Value> fire(double n) {
        return peer.kept("kept", OnNumber.class).orElseThrow().call(n);
    }

    @Override
    public void drop() {
        peer.letGo("kept");
    }

    @Override
    public OnNumber giveBack(OnNumber f) {
        return f;
    }

    @Override
    public CompletionStage<Value> withCounter(WithCounter f) {
        return f.use(CounterOf.of(peer, 100));
    }

    @Override
    public CompletionStage<Value> later(Value n) {
        return peer.variables().has("open") ? CompletableFuture.completedStage(n) : gate.thenApply(open -> n);
    }

    @Override
    public void open() {
        peer.variables().set("open", Value.of(true));
        gate.complete(null);
    }

    @Override
    public void note(Value text) {
        peer.atomically(() -> {
            List<Value> log = new ArrayList<>(notes());
            log.add(text);
            peer.variables().set("log", new Value.ArrayValue(log));
            return log;
        });
    }

    @Override
    public List<Value> notes() {
        return peer.variables()
                .get("log")
                .map(log -> ((Value.ArrayValue) log).elements())
                .orElse(List.of());
    }

    @Override
    public CompletionStage<Integer> noteLater(Value text) {
        note(text);
        return CompletableFuture.completedStage(notes().size());
    }

    @Override
    public String callClient(String name) {
        return peer.main(Greeter.class).greet(name);
    }

    @Override
    public CompletionStage<List<Value>> collect(Flow.Publisher<Value> stream) {
        return Flows.Collector.collect(stream, -1);
    }

    @Override
    public CompletionStage<Long> lengthOf(Flow.Publisher<String> stream) {
        return Flows.Collector.collect(stream, -1)
                .thenApply(texts -> texts.stream().mapToLong(String::length).sum());
    }

    @Override
    public CompletionStage<List<Value>> readSome(Flow.Publisher<Value> stream, int n) {
        return Flows.Collector.collect(stream, n);
    }

    @Override
    public void ignore(Flow.Publisher<Value> stream) {}

    @Override
    public Flow.Publisher<Integer> numbers(int n) {
        return Flows.of(n, i -> i, null, () -> {});
    }

    @Override
    public Flow.Publisher<String> texts(int n, int length) {
        return Flows.of(n, i -> "x".repeat(length), null, () -> {});
    }

    @Override
    public CompletionStage<Flow.Publisher<Integer>> failing(int n) {
        return CompletableFuture.completedStage(
                Flows.of(n, i -> i, new RpcException("RangeError", "no more"), () -> {}));
    }

    @Override
    public ScenarioApi.Both streams() {
        return new ScenarioApi.Both("both", numbers(2), numbers(3));
    }

    /** Notes each item. */
    private final class NotingSink extends Flows.Sink<Value> implements Flow.Subscriber<Value> {
        @Override
        public void onNext(Value item) {
            note(item);
        }

        @Override
        public void onComplete() {
            note(Value.of("closed"));
        }

        @Override
        public void onError(Throwable thrown) {
            note(Value.of("aborted: " + thrown.getMessage()));
        }
    }

    @Override
    public Flow.Subscriber<Value> sink() {
        return new NotingSink();
    }

    @Override
    public Flow.Subscriber<Value> refusingSink() {
        return Flows.sink(chunk -> {
            throw new RpcException("RangeError", "full");
        });
    }

    @Override
    public CompletionStage<String> fill(Flow.Subscriber<Integer> stream, int n) {
        CompletableFuture<String> filled = new CompletableFuture<>();
        Flows.<Integer>of(n, i -> i, null, () -> filled.complete("filled")).subscribe(stream);
        return filled;
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static Value.HeadersValue headers(String... namesAndValues) {
        List<Value.HeadersValue.Field> fields = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(new Value.HeadersValue.Field(namesAndValues[i], namesAndValues[i + 1]));
        }
        return new Value.HeadersValue(fields);
    }

    @Override
    public ScenarioApi.ReadRequest readRequest(FetchRequest request) {
        return new ScenarioApi.ReadRequest(request.method(), request.url(), request.headers(), text(request.body()));
    }

    @Override
    public ScenarioApi.ReadResponse readResponse(FetchResponse response) {
        return new ScenarioApi.ReadResponse(
                response.status(), response.statusText(), response.headers(), text(response.body()));
    }

    @Override
    public ScenarioApi.ReadBlob readBlob(FetchBlob blob) {
        return new ScenarioApi.ReadBlob(blob.type(), text(blob.content()));
    }

    @Override
    public FetchRequest request(String method, String text) {
        return new FetchRequest(
                method, "https://example.com/a?b=c", headers("x-a", "1"), text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public FetchResponse response(int status, String text) {
        return new FetchResponse(
                status, "fine", headers("x-a", "1", "x-b", "two"), text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public FetchBlob blob(String type, String text) {
        return new FetchBlob(type, text.getBytes(StandardCharsets.UTF_8));
    }
}

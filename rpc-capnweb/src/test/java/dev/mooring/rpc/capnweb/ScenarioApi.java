package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** What the clients of the scenarios call, and what they give. */
final class ScenarioApi {

    private ScenarioApi() {}

    interface Counter extends RpcTarget {
        @Idempotent
        double increment(double by);

        @RpcProperty
        @Idempotent
        double value();

        @Idempotent
        Counter self();

        @Idempotent
        void fail();
    }

    interface OnNumber extends RpcFunction {
        CompletionStage<Value> call(double n);
    }

    interface Waiting extends RpcFunction {
        Value call(double n);
    }

    interface Event extends RpcFunction {
        void happened(double n);
    }

    interface WithCounter extends RpcFunction {
        CompletionStage<Value> use(Counter counter);
    }

    interface Greeter extends RpcTarget {
        String greet(String name);

        @RpcProperty
        String title();
    }

    interface Made extends RpcTarget {
        double increment(double by);
    }

    interface Factory extends RpcTarget {
        Made make(double start);
    }

    record Address(String city, @Nullable String zip) {}

    record Profile(String name, List<String> tags, Address address) {}

    record Room(String title, List<Counter> counters) {}

    record Options(String name, double n, Waiting callback) {}

    record ReadRequest(String method, String url, Value headers, String text) {}

    record ReadResponse(int status, String statusText, Value headers, String text) {}

    record ReadBlob(String type, String text) {}

    record Both(String name, Flow.Publisher<Integer> first, Flow.Publisher<Integer> second) {}

    interface Shop extends RpcTarget {
        @Idempotent
        double square(double n);

        @Idempotent
        Object add(Object a, Object b);

        @Idempotent
        Value echo(Value value);

        @Idempotent
        void nothing();

        @Idempotent
        int many(Object... values);

        @RpcProperty
        @Idempotent
        String motto();

        @Idempotent
        Profile profile();

        @Idempotent
        void boom(String type, String message);

        @Idempotent
        void boomWith();

        @Idempotent
        CompletionStage<Void> boomLater(String message);

        @Idempotent
        Counter counter(double start);

        @Idempotent
        int disposed();

        @Idempotent
        Room room();

        @Idempotent
        double incrementBy(Counter counter, double by);

        @Idempotent
        double sumOf(List<Counter> counters);

        @Idempotent
        CompletionStage<Value> callFunction(OnNumber f, double n);

        @Idempotent
        double callTwice(Waiting f, double n);

        @Idempotent
        String callThree(Waiting f);

        @Idempotent
        void notify(Event f, int n);

        @Idempotent
        String catching(Waiting f);

        @Idempotent
        String callMethod(Greeter target, String name);

        @Idempotent
        String readProperty(Greeter target);

        @Idempotent
        double useFactory(Factory factory);

        @Idempotent
        String viaRecord(Options options);

        @Idempotent
        void keep(OnNumber f);

        @Idempotent
        CompletionStage<Value> fire(double n);

        @Idempotent
        void drop();

        @Idempotent
        OnNumber giveBack(OnNumber f);

        @Idempotent
        CompletionStage<Value> withCounter(WithCounter f);

        @Idempotent
        CompletionStage<Value> later(Value n);

        @Idempotent
        void open();

        @Idempotent
        void note(Value text);

        @Idempotent
        List<Value> notes();

        @Idempotent
        CompletionStage<Integer> noteLater(Value text);

        @Idempotent
        String callClient(String name);

        CompletionStage<List<Value>> collect(Flow.Publisher<Value> stream);

        CompletionStage<Long> lengthOf(Flow.Publisher<String> stream);

        CompletionStage<List<Value>> readSome(Flow.Publisher<Value> stream, int n);

        void ignore(Flow.Publisher<Value> stream);

        Flow.Publisher<Integer> numbers(int n);

        Flow.Publisher<String> texts(int n, int length);

        CompletionStage<Flow.Publisher<Integer>> failing(int n);

        Both streams();

        Flow.Subscriber<Value> sink();

        Flow.Subscriber<Value> refusingSink();

        @Idempotent
        ReadRequest readRequest(FetchRequest request);

        @Idempotent
        ReadResponse readResponse(FetchResponse response);

        @Idempotent
        ReadBlob readBlob(FetchBlob blob);

        @Idempotent
        FetchRequest request(String method, String text);

        @Idempotent
        FetchResponse response(int status, String text);

        @Idempotent
        FetchBlob blob(String type, String text);

        CompletionStage<String> fill(Flow.Subscriber<Integer> stream, int n);
    }
}

package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What the clients of the scenarios call, and what they give. */
final class ScenarioApi {

    private ScenarioApi() {}

    interface Counter extends RpcTarget {
        double increment(double by);

        @RpcProperty
        double value();

        Counter self();

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

    interface Shop extends RpcTarget {
        double square(double n);

        Object add(Object a, Object b);

        Value echo(Value value);

        void nothing();

        int many(Object... values);

        @RpcProperty
        String motto();

        Profile profile();

        void boom(String type, String message);

        void boomWith();

        CompletionStage<Void> boomLater(String message);

        Counter counter(double start);

        int disposed();

        Room room();

        double incrementBy(Counter counter, double by);

        double sumOf(List<Counter> counters);

        CompletionStage<Value> callFunction(OnNumber f, double n);

        double callTwice(Waiting f, double n);

        String callThree(Waiting f);

        void notify(Event f, int n);

        String catching(Waiting f);

        String callMethod(Greeter target, String name);

        String readProperty(Greeter target);

        double useFactory(Factory factory);

        String viaRecord(Options options);

        void keep(OnNumber f);

        CompletionStage<Value> fire(double n);

        void drop();

        OnNumber giveBack(OnNumber f);

        CompletionStage<Value> withCounter(WithCounter f);

        CompletionStage<Value> later(Value n);

        void open();

        void note(Value text);

        List<Value> notes();

        CompletionStage<Integer> noteLater(Value text);

        String callClient(String name);
    }
}

package dev.mooring.fuzz;

import dev.mooring.api.snapshot.Value;
import dev.mooring.rpc.capnweb.FetchBlob;
import dev.mooring.rpc.capnweb.FetchRequest;
import dev.mooring.rpc.capnweb.FetchResponse;
import dev.mooring.rpc.capnweb.RpcException;
import dev.mooring.rpc.capnweb.RpcFunction;
import dev.mooring.rpc.capnweb.RpcProperty;
import dev.mooring.rpc.capnweb.RpcStub;
import dev.mooring.rpc.capnweb.RpcTarget;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** An interface that a client can call in every way there is: values, stubs of both sides, properties, errors. */
public interface RpcApi extends RpcTarget {
    /** Gives a value back. */
    Value echo(Value value);

    /** Adds to the sum of this object. */
    long add(long n);

    /** Gives a stub of an object like this one. */
    RpcApi other();

    /** Calls the client, and passes its result on. */
    CompletionStage<Value> ask(Asked asked);

    /** Keeps a stub of the client's for one more call. */
    void keep(Asked asked);

    /** Has no result before {@link #finish}. */
    CompletionStage<Value> later();

    /** Settles every {@link #later}. */
    void finish(Value value);

    /** Fails. */
    void fail(String message);

    /** Reads a stream of the client's, and gives it as a stream again. */
    Flow.Publisher<Value> back(Flow.Publisher<Value> stream);

    /** Writes the items of one stream of the client's into another. */
    void copy(Flow.Publisher<Value> from, Flow.Subscriber<Value> to);

    /** Gives a request back as a response. */
    FetchResponse answer(FetchRequest request);

    /** Gives a blob back. */
    FetchBlob blob(FetchBlob blob);

    /** A text. */
    @RpcProperty
    String motto();

    /** A function of the client's. */
    interface Asked extends RpcFunction {
        /** Asks it. */
        CompletionStage<Value> ask(Value value);
    }

    /** The object behind the interface; for one session. */
    final class Of implements RpcApi {
        private CompletableFuture<Value> later = new CompletableFuture<>();
        private long sum;

        @Override
        public Value echo(Value value) {
            return value;
        }

        @Override
        public long add(long n) {
            sum += n;
            return sum;
        }

        @Override
        public RpcApi other() {
            return new Of();
        }

        @Override
        public CompletionStage<Value> ask(Asked asked) {
            return asked.ask(Value.of(sum));
        }

        @Override
        public void keep(Asked asked) {
            Asked kept = RpcStub.keep(asked);
            kept.ask(Value.of(sum)).whenComplete((answer, thrown) -> RpcStub.release(kept));
        }

        @Override
        public CompletionStage<Value> later() {
            return later;
        }

        @Override
        public void finish(Value value) {
            later.complete(value);
            later = new CompletableFuture<>();
        }

        @Override
        public void fail(String message) {
            throw new RpcException(message);
        }

        @Override
        public Flow.Publisher<Value> back(Flow.Publisher<Value> stream) {
            return stream;
        }

        @Override
        public void copy(Flow.Publisher<Value> from, Flow.Subscriber<Value> to) {
            from.subscribe(to);
        }

        @Override
        public FetchResponse answer(FetchRequest request) {
            return new FetchResponse(200, "", request.headers(), request.body());
        }

        @Override
        public FetchBlob blob(FetchBlob blob) {
            return blob;
        }

        @Override
        public String motto() {
            return "fair winds";
        }
    }
}

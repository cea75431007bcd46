package dev.mooring.rpc.capnweb;

import dev.mooring.api.snapshot.Value;
import dev.mooring.rpc.capnweb.internal.wire.FetchHead;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** Turns fetch types of the wire into the application's and back. */
final class Fetching {
    /** How much of a blob one chunk holds. */
    private static final int CHUNK = 64 << 10;

    private Fetching() {}

    /** Reads the body, and makes the object; completes with a {@link Hook.Fetched} or a failure. */
    static CompletableFuture<Hook> read(Core core, Room.Share share, FetchHead head, Hook body) {
        if (body instanceof Hook.Failed) {
            return CompletableFuture.completedFuture(body);
        }
        if (body instanceof Hook.Readable readable && readable.publisher() instanceof Inflow inflow) {
            Collector collector = new Collector(core, share, head);
            inflow.of(byte[].class).subscribe(collector);
            return collector.made;
        }
        Value value =
                body instanceof Hook.Plain plain && !(head instanceof FetchHead.Blob) ? plain.value() : Value.UNDEFINED;
        return CompletableFuture.completedFuture(read(head, value));
    }

    private static Hook read(FetchHead head, Value body) {
        if (body.kind() == Value.Kind.NULL) {
            return make(head, new byte[0]);
        }
        if (body instanceof Value.TextValue text) {
            return make(head, text.value().getBytes(StandardCharsets.UTF_8));
        }
        return body instanceof Value.BytesValue bytes
                ? make(head, bytes.content())
                : Hook.Failed.error("TypeError", "A body is null, a text, bytes or a stream");
    }

    private static Hook make(FetchHead head, byte[] body) {
        try {
            return new Hook.Fetched(object(head, body));
        } catch (IllegalArgumentException unfit) {
            return Hook.Failed.error("TypeError", "A request or a response is not well-formed");
        }
    }

    private static Object object(FetchHead head, byte[] body) {
        if (head instanceof FetchHead.Request request) {
            return new FetchRequest(request.method(), request.url(), request.headers(), body);
        }
        if (head instanceof FetchHead.Response response) {
            int status = (int) Math.max(0, Math.min(response.status(), Integer.MAX_VALUE));
            return new FetchResponse(status, response.statusText(), response.headers(), body);
        }
        return new FetchBlob(((FetchHead.Blob) head).type(), body);
    }

    /** The wire's form of an object of the application's. */
    static FetchHead head(Object object) {
        if (object instanceof FetchRequest request) {
            return new FetchHead.Request(request.method(), request.url(), request.headers());
        }
        return object instanceof FetchResponse response
                ? new FetchHead.Response(response.status(), response.statusText(), response.headers())
                : new FetchHead.Blob(((FetchBlob) object).type());
    }

    /** The body of an object of the application's, which is not copied. */
    static byte[] body(Object object) {
        if (object instanceof FetchRequest request) {
            return request.content();
        }
        return object instanceof FetchResponse response ? response.content() : ((FetchBlob) object).bytes();
    }

    /** The bytes of a blob as a stream. */
    static Flow.Publisher<byte[]> stream(byte[] bytes) {
        return subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
            private int sent;
            private boolean over;

            @Override
            public void request(long count) {
                if (over) {
                    return;
                }
                if (sent < bytes.length) {
                    int next = Math.min(bytes.length, sent + CHUNK);
                    byte[] chunk = java.util.Arrays.copyOfRange(bytes, sent, next);
                    sent = next;
                    subscriber.onNext(chunk);
                } else {
                    over = true;
                    subscriber.onComplete();
                }
            }

            @Override
            public void cancel() {
                over = true;
            }
        });
    }

    /** Collects a body, within the room of its call. */
    private static final class Collector implements Flow.Subscriber<Object> {
        private final Core core;
        private final Room.Share share;
        private final FetchHead head;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CompletableFuture<Hook> made = new CompletableFuture<>();
        private Flow.@org.jspecify.annotations.Nullable Subscription subscription;

        Collector(Core core, Room.Share share, FetchHead head) {
            this.core = core;
            this.share = share;
            this.head = head;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Object item) {
            byte[] chunk = (byte[]) item;
            if (share.takeLength(chunk.length)) {
                bytes.writeBytes(chunk);
                return;
            }
            if (subscription != null) {
                subscription.cancel();
            }
            made.complete(core.room().noChars());
        }

        @Override
        public void onError(Throwable thrown) {
            made.complete(
                    thrown instanceof RpcException error
                            ? Hook.Failed.of(error)
                            : Hook.Failed.error("Error", "The body could not be read"));
        }

        @Override
        public void onComplete() {
            made.complete(make(head, bytes.toByteArray()));
        }
    }
}

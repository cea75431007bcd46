package dev.mooring.rpc.capnweb;

/**
 * Marks interfaces whose methods the other side may call.
 *
 * <p>Write an interface that extends it, and a class that implements your interface. The client can call the methods that
 * are declared in such interfaces, and nothing else of the class:
 *
 * <pre>{@code
 * public interface Shop extends RpcTarget {
 *     Cart cart(String name);                // gives a stub of the cart
 *     CompletionStage<Receipt> pay(Card card);
 *     void watch(Listener listener);         // takes the client's function
 * }
 * }</pre>
 *
 * <p>Parameters and results are other such interfaces, plain values, records and other types that Jackson can handle. A
 * parameter of such an interface is a live stub of the client's object until the call has ended; {@link RpcStub#keep} makes
 * one that lasts. A missing argument is null; for a primitive parameter it is refused. Arguments beyond the last parameter
 * are ignored, as in JavaScript.
 *
 * <p>On a stub of the client's, a {@code void} method is sent and not waited for. One that returns a
 * {@link java.util.concurrent.CompletionStage} returns at once; one that returns such an interface does, too, with a stub
 * of the object that the client will return. All others wait for the result, and throw {@link RpcException} when
 * the client does.
 *
 * <p>Two methods cannot have one name, and JavaScript must be able to call the name: {@code then}, {@code map} and some
 * others are refused. On the module path, the package of the interface is exported, or opened to
 * {@code dev.mooring.rpc.capnweb}.
 */
public interface RpcTarget {}

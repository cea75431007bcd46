package dev.mooring.rpc.capnweb;

/**
 * Marks interfaces whose methods the other side may call.
 *
 * <p>Write an interface that extends it, and a class that implements your interface. The methods that are declared in such
 * interfaces, and nothing else of the class, can be called by the client:
 *
 * <pre>{@code
 * public interface Shop extends RpcTarget {
 *     Cart cart(String name);                // gives a stub of the cart
 *     CompletionStage<Receipt> pay(Card card);
 *     void watch(Listener listener);         // takes the client's function
 * }
 * }</pre>
 *
 * <p>Parameters and results are other such interfaces, plain values, records and whatever else Jackson can handle. A
 * parameter of such an interface is a live stub of the client's object until the call has ended; {@link RpcStub#keep}
 * makes one that lasts. A missing argument is null, or refused for a primitive parameter; more arguments than parameters
 * are ignored, as in JavaScript.
 *
 * <p>On a stub of the client's, a {@code void} method is sent and not waited for. One that returns a
 * {@link java.util.concurrent.CompletionStage} returns at once; one that returns such an interface does, too, with a stub
 * of the object that the client will return. All others wait for the result, and throw {@link RpcException} when
 * the client does.
 *
 * <p>There is one method of a name, and its name can be called in JavaScript: {@code then}, {@code map} and others cannot.
 * On the module path, the package of the interface is exported, or opened to {@code dev.mooring.rpc.capnweb}.
 */
public interface RpcTarget {}

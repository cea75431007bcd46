package mooring.it.shop;

import dev.mooring.rpc.capnweb.RpcConnection;
import dev.mooring.rpc.capnweb.RpcEndpoint;
import dev.mooring.rpc.capnweb.RpcSocket;
import dev.mooring.token.TokenContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes the messages of its arguments, and prints what the server sends. */
public final class Main {
    private Main() {}

    /** Prints, one message a line. */
    private static final class Printer implements RpcSocket {
        @Override
        public CompletionStage<Void> send(String text) {
            System.out.println(text);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void close(int code, String reason) {
            System.out.println("closed " + code + " " + reason);
        }
    }

    private static final class ShopOf implements Shop {
        @Override
        public Cart add(Cart cart, long n, Listener listener) {
            Cart added = new Cart(cart.name(), cart.total() + n);
            listener.changed(added);
            return added;
        }
    }

    /** Runs. */
    public static void main(String[] messages) {
        RpcEndpoint endpoint = RpcEndpoint.builder(Shop.class, peer -> new ShopOf())
                .executor(Runnable::run)
                .build();
        RpcConnection connection = endpoint.accept(new Printer(), TokenContext.none());
        for (String message : messages) {
            connection.receive(message);
        }
        System.out.println(Main.class.getModule().getName() + " calls "
                + RpcEndpoint.class.getModule().getName());
    }
}

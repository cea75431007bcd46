package mooring.it.shop;

import dev.mooring.rpc.capnweb.RpcFunction;
import dev.mooring.rpc.capnweb.RpcTarget;

/** What clients call. */
public interface Shop extends RpcTarget {

    /** A value. */
    record Cart(String name, long total) {}

    /** A function of the client's. */
    interface Listener extends RpcFunction {
        void changed(Cart cart);
    }

    /** Adds. */
    Cart add(Cart cart, long n, Listener listener);
}

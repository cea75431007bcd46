/** An application that serves Cap'n Web: it exports its interfaces, and opens its records to Jackson. */
module mooring.it.shop {
    requires transitive dev.mooring.rpc.capnweb;

    exports mooring.it.shop;

    opens mooring.it.shop to
            tools.jackson.databind;
}

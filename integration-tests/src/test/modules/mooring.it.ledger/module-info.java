/** An application that opens a ledger by its address, and knows no provider. */
module mooring.it.ledger {
    requires dev.mooring.token;
}

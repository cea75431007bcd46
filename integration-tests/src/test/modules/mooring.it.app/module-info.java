/** A server's application: it names no codec, no sealer, no key. */
module mooring.it.app {
    requires dev.mooring.token;
}

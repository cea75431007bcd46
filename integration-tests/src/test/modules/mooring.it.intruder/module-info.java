/** Tries by reflection to get at what is not exported. */
module mooring.it.intruder {
    requires dev.mooring.token;
}

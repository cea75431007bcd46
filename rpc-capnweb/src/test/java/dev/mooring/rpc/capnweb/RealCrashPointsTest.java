package dev.mooring.rpc.capnweb;

import dev.mooring.rpc.capnweb.internal.link.CrashPointsTest;
import dev.mooring.rpc.capnweb.internal.link.Subject;

/** Every fault at every frame, with the real peer. */
class RealCrashPointsTest extends CrashPointsTest {

    @Override
    protected Subject subject() {
        return new RealSubject();
    }

    @Override
    protected int each() {
        return 5 * super.each() - 4;
    }
}

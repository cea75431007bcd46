package dev.mooring.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.SnapshotLimits;
import dev.mooring.api.snapshot.TableEntry;
import dev.mooring.api.snapshot.Value;
import dev.mooring.token.TokenContext;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveTableTest {
    private static final Value ONE = Value.of(1);

    private final Session session =
            IdAllocatorTest.session(SessionSnapshot.builder("s", Instant.EPOCH).build());
    private final ImportTable imports = session.imports();
    private final ExportTable exports = session.exports();

    @Test
    void add_imports_takePositiveIds() {
        assertEquals(1, imports.add(LiveValue.promise("call", "c")));
        assertEquals(2, imports.add(LiveValue.stub("stub")));
        assertEquals(Set.of(1L, 2L), imports.ids());
        assertEquals(3, session.ids().nextPositiveId());
    }

    @Test
    void export_stubsAndPromises_takeNegativeIds() {
        assertEquals(-1, exports.exportStub("stub", "a"));
        assertEquals(-2, exports.exportPromise("promise", null));
        assertEquals("stub", exports.stub(-1, String.class));
        assertEquals(
                new TableEntry<LiveValue>(new LiveValue.Promise("promise", Optional.empty(), false), 1),
                exports.find(-2).orElseThrow());
    }

    @Test
    void addPushed_peersPushes_takePositiveIdsOfTheirOwn() {
        assertEquals(1, exports.addPushed(LiveValue.promise("result", "r")));
        assertEquals(2, exports.addPushed(LiveValue.resolved(ONE)));
        assertEquals(3, session.ids().nextPeerId());
        assertEquals(1, session.ids().nextPositiveId());
    }

    @Test
    void insert_peersExport_isAnImport() {
        imports.insert(-5, LiveValue.stub("theirs", "t"));
        assertEquals("theirs", imports.stub(-5, String.class));
    }

    @Test
    void insert_allocatedId_worksOnce() {
        long id = session.ids().allocateNegative();
        exports.insert(id, LiveValue.resolved(ONE));
        assertThrows(IllegalArgumentException.class, () -> exports.insert(id, LiveValue.resolved(ONE)));
        exports.release(id, 1);
        assertThrows(IllegalArgumentException.class, () -> exports.insert(id, LiveValue.resolved(ONE)));
    }

    @Test
    void insert_duplicateOfThePeers_isRefused() {
        imports.insert(-1, LiveValue.resolved(ONE));
        assertThrows(IllegalArgumentException.class, () -> imports.insert(-1, LiveValue.resolved(ONE)));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, Value.MAX_INTEGER, Long.MAX_VALUE, Long.MIN_VALUE, -Value.MAX_INTEGER - 1})
    void insert_importIdThatIsNobodys_isRefused(long id) {
        assertThrows(IllegalArgumentException.class, () -> imports.insert(id, LiveValue.resolved(ONE)));
        assertEquals(0, imports.size());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE})
    void insert_exportIdThatIsNobodys_isRefused(long id) {
        assertThrows(IllegalArgumentException.class, () -> exports.insert(id, LiveValue.resolved(ONE)));
        assertEquals(0, exports.size());
    }

    @Test
    void insert_whatBreaksLimits_isRefusedAtOnce() {
        assertThrows(IllegalArgumentException.class, () -> exports.exportStub("stub", ""));
        assertThrows(IllegalArgumentException.class, () -> exports.exportStub("stub", "x".repeat(1_025)));
        assertThrows(IllegalArgumentException.class, () -> imports.add(LiveValue.promise("p", "a\u0000b")));
        assertThrows(IllegalArgumentException.class, () -> imports.add(LiveValue.resolved(Value.of("\uD800"))));
        assertEquals(1, session.ids().nextPositiveId());
        assertEquals(-1, session.ids().nextNegativeId());
    }

    @Test
    void settling_byWhatBreaksLimits_isRefusedAndLeavesThePromise() {
        long id = imports.add(LiveValue.promise("p", "a"));
        Value bad = Value.of("\uD800");
        assertThrows(IllegalArgumentException.class, () -> imports.resolve(id, bad));
        assertThrows(IllegalArgumentException.class, () -> imports.replace(id, LiveValue.resolved(bad)));
        long own = exports.exportPromise("p", "b");
        assertThrows(IllegalArgumentException.class, () -> exports.reject(own, bad));
        assertEquals(LiveValue.promise("p", "a"), imports.find(id).orElseThrow().value());
    }

    @Test
    void session_thatIsLocal_refusesAnIdThatBreaksALimit() {
        String longest = "s".repeat(256);
        assertEquals(
                longest,
                Session.local(longest, TokenContext.none(), Instant::now).id());
        assertThrows(
                IllegalArgumentException.class, () -> Session.local(longest + "s", TokenContext.none(), Instant::now));
    }

    @Test
    void release_references_countsThemOff() {
        long id = exports.exportStub("stub", "a");
        exports.addReference(id);
        exports.addReference(id);
        assertEquals(3, exports.find(id).orElseThrow().references());
        assertTrue(exports.release(id, 2).isEmpty());
        assertThrows(IllegalArgumentException.class, () -> exports.release(id, 2));
        assertThrows(IllegalArgumentException.class, () -> exports.release(id, 0));
        assertThrows(IllegalArgumentException.class, () -> exports.release(id, -1));
        assertEquals(Optional.of(LiveValue.stub("stub", "a")), exports.release(id, 1));
        assertTrue(exports.find(id).isEmpty());
    }

    @Test
    void anyStep_unknownId_isRefused() {
        assertTrue(exports.find(-9).isEmpty());
        assertThrows(IllegalArgumentException.class, () -> exports.addReference(-9));
        assertThrows(IllegalArgumentException.class, () -> exports.release(-9, 1));
        assertThrows(IllegalArgumentException.class, () -> exports.resolve(-9, ONE));
        assertThrows(IllegalArgumentException.class, () -> exports.reject(-9, ONE));
        assertThrows(IllegalArgumentException.class, () -> exports.pull(-9));
        assertThrows(IllegalArgumentException.class, () -> exports.stub(-9, String.class));
    }

    @Test
    void stub_ofAnotherType_isRefused() {
        long id = exports.exportStub("stub", "a");
        assertThrows(IllegalArgumentException.class, () -> exports.stub(id, Integer.class));
        long promise = exports.exportPromise("promise", "p");
        assertThrows(IllegalArgumentException.class, () -> exports.stub(promise, String.class));
    }

    @Test
    void settle_pendingPromise_worksOnceAndKeepsReferences() {
        long resolved = exports.exportPromise("p", "p");
        exports.addReference(resolved);
        exports.resolve(resolved, ONE);
        assertEquals(
                new TableEntry<>(LiveValue.resolved(ONE), 2),
                exports.find(resolved).orElseThrow());
        assertThrows(IllegalStateException.class, () -> exports.resolve(resolved, ONE));
        assertThrows(IllegalStateException.class, () -> exports.reject(resolved, ONE));
        assertEquals(LiveValue.resolved(ONE), exports.pull(resolved), "a settled export answers a pull at once");
        long rejected = exports.exportPromise("q", "q");
        exports.reject(rejected, Value.error("Error", "no"));
        assertInstanceOf(
                LiveValue.Rejected.class, exports.find(rejected).orElseThrow().value());
        long call = imports.add(LiveValue.promise("call"));
        imports.resolve(call, LiveValue.stub("stub", "s"));
        assertSame("stub", imports.stub(call, String.class));
    }

    @Test
    void pull_pendingPromise_isNoted() {
        long id = exports.exportPromise("p", "p");
        LiveValue pulled = new LiveValue.Promise("p", Optional.of("p"), true);
        assertEquals(pulled, exports.pull(id));
        assertEquals(pulled, exports.find(id).orElseThrow().value());
    }

    @Test
    void insert_intoAFullTable_isRefusedAndUsesUpNoId() {
        int most = SnapshotLimits.DEFAULT.maxTableEntries();
        for (int i = 0; i < most; i++) {
            exports.exportStub("stub", "a");
            imports.insert(-1 - i, LiveValue.stub("stub", "a"));
        }
        assertThrows(IllegalArgumentException.class, () -> exports.exportStub("stub", "a"));
        assertThrows(IllegalArgumentException.class, () -> exports.exportPromise("stub", "a"));
        assertThrows(IllegalArgumentException.class, () -> exports.addPushed(LiveValue.promise("p")));
        assertThrows(IllegalArgumentException.class, () -> imports.insert(-1 - most, LiveValue.stub("stub", "a")));
        assertThrows(IllegalArgumentException.class, () -> imports.add(LiveValue.promise("p")));
        assertEquals(-1 - most, session.ids().nextNegativeId());
        assertEquals(1, session.ids().nextPeerId());
        assertEquals(1, session.ids().nextPositiveId());
        exports.release(-1, 1);
        assertEquals(-1 - most, exports.exportStub("stub", "a"));
    }

    @Test
    void anyChange_afterTheEnd_isRefused() {
        long id = exports.exportStub("stub", "a");
        session.end(Session.Ending.CLOSED);
        assertThrows(IllegalStateException.class, () -> exports.exportStub("stub", "b"));
        assertThrows(IllegalStateException.class, () -> exports.release(id, 1));
        assertThrows(IllegalStateException.class, () -> session.variables().clear());
        assertThrows(IllegalStateException.class, session::touch);
        assertThrows(IllegalStateException.class, () -> session.addCapability("c"));
        assertSame("stub", exports.stub(id, String.class));
    }

    @Test
    void toString_showsSizesOnly() {
        exports.exportStub("secret", "secret");
        session.variables().set("secret", Value.of("secret"));
        assertEquals(
                "Session[generation 1, ImportTable[0 entries], ExportTable[1 entries], VariableStateManager[1 variables]]",
                session.toString());
        assertTrue(!exports.find(-1).toString().contains("secret"));
    }
}

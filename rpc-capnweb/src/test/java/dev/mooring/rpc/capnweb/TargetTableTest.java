package dev.mooring.rpc.capnweb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an endpoint refuses to be built with. */
class TargetTableTest {

    interface Thenable extends RpcTarget {
        void then();
    }

    interface Mapped extends RpcTarget {
        void map();
    }

    interface Overloaded extends RpcTarget {
        void add(long n);

        void add(String text);
    }

    interface TwoFunctions extends RpcFunction {
        void one();

        void two();
    }

    interface Empty extends RpcTarget {}

    interface WrongProperty extends RpcTarget {
        @RpcProperty
        String title(int n);
    }

    interface NoProperty extends RpcTarget {
        @RpcProperty
        void title();
    }

    interface Named extends RpcTarget {
        String name();
    }

    interface LeadsByResult extends RpcTarget {
        CompletionStage<Thenable> result();
    }

    interface LeadsByParameter extends RpcTarget {
        void take(List<? extends Mapped> all);
    }

    record Holder(Overloaded[] inner) {}

    interface LeadsByRecord extends RpcTarget {
        Holder holder();
    }

    static final class NoInterface implements RpcTarget {
        public void call() {}
    }

    interface Wide extends Named, Supplier<String> {
        @Override
        String name();

        default String more() {
            return "more";
        }

        static void none() {}
    }

    static final class WideOf implements Wide {
        @Override
        public String name() {
            return "n";
        }

        @Override
        public String get() {
            return "g";
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Thenable.class,
                Mapped.class,
                Overloaded.class,
                TwoFunctions.class,
                Empty.class,
                WrongProperty.class,
                NoProperty.class,
                LeadsByResult.class,
                LeadsByParameter.class,
                LeadsByRecord.class,
                NoInterface.class,
                WideOf.class
            })
    void type_thatClientsCannotCall_isRefusedWhenTheEndpointIsBuilt(Class<? extends RpcTarget> type) {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> RpcEndpoint.builder(type, peer -> null).build());
        assertTrue(refused.getMessage().contains(TargetTableTest.class.getName()), refused.getMessage());
    }

    @Test
    void methods_ofTargetInterfacesOnly_canBeCalled() {
        TargetTable table = TargetTable.of(WideOf.class);
        assertTrue(table.find("name").isPresent());
        assertTrue(table.find("more").isPresent());
        for (String closed : List.of("get", "none", "hashCode", "getClass", "call")) {
            assertEquals(true, table.find(closed).isEmpty(), closed);
        }
    }

    @Test
    void setting_givenTwice_isRefused() {
        RpcEndpoint.Builder builder = RpcEndpoint.builder(Named.class, peer -> () -> "n");
        assertThrows(
                IllegalStateException.class,
                () -> builder.limits(RpcLimits.DEFAULT).limits(RpcLimits.DEFAULT));
        assertThrows(
                IllegalStateException.class,
                () -> builder.redaction(ErrorRedaction.HIDE).redaction(ErrorRedaction.SHOW));
    }

    @Test
    void limits_outOfRange_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> RpcLimits.DEFAULT.withMaxMessageChars(1_023));
        assertThrows(IllegalArgumentException.class, () -> RpcLimits.DEFAULT.withMaxDepth(0));
        assertThrows(IllegalArgumentException.class, () -> RpcLimits.DEFAULT.withMaxDepth(501));
        assertThrows(IllegalArgumentException.class, () -> RpcLimits.DEFAULT.withMaxCalls(0));
        assertThrows(IllegalArgumentException.class, () -> RpcLimits.DEFAULT.withMaxEntries(0));
        assertThrows(IllegalArgumentException.class, () -> RpcLimits.DEFAULT.withMaxWaitingChars(0));
    }
}

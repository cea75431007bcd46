package dev.mooring.testkit;

import dev.mooring.testkit.PlainLedger.Flaw;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ledgers with one flaw each, which the contract must find. */
class SessionLedgerContractTest {

    @AfterEach
    void repair() {
        PlainLedgerTest.flaw = Flaw.NONE;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void contract_onAFlawedLedger_findsIt(Flaw flaw) {
        PlainLedgerTest.flaw = flaw;
        ContractRun.assertFails(PlainLedgerTest.class, flaw.finder);
    }
}

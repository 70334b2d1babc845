package dev.keyway.server.apisix;

import dev.keyway.server.gateway.ContractPage;
import org.junit.jupiter.api.Test;

/** docs/apisix.md names the cases of the contract that are left out for APISIX, and no others. */
class ApisixContractPageTest {

  @Test
  void casesLeftOut_areOnThePage() throws Exception {
    ContractPage.holds("apisix.md", ApisixContractPageTest.class);
  }
}

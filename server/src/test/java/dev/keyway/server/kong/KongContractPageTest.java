package dev.keyway.server.kong;

import dev.keyway.server.gateway.ContractPage;
import org.junit.jupiter.api.Test;

/** docs/kong.md names the cases of the contract that are left out for Kong, and no others. */
class KongContractPageTest {

  @Test
  void casesLeftOut_areOnThePage() throws Exception {
    ContractPage.holds("kong.md", KongContractPageTest.class);
  }
}

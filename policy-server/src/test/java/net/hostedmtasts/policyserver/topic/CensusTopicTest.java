package net.hostedmtasts.policyserver.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.hostedmtasts.policyserver.fixture.Contract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The census (DESIGN, "When an edge is ready"; deploy/contract). */
class CensusTopicTest {

  @Test
  void the_example_of_the_contract_is_read() throws UnreadableRecord {
    var example = Contract.example("census");
    assertThat(new CensusTopic().read(example.key(), example.bytes(), Instant.EPOCH))
        .isEqualTo(new Census(1795500000000006L, "x0mJ2rYbQ3mJ0Y5m2K3h5A", 6, 1));
  }

  @ParameterizedTest(name = "of {0} keys {1} are enough")
  @CsvSource({"0, 0", "1, 1", "2, 1", "100, 99", "101, 99", "199, 197", "2147483647, 2126008810"})
  void ninety_nine_percent_rounded_down_are_enough_but_never_nothing(int keys, int enough) {
    assertThat(new Census(1, "id", 1, keys).enough()).isEqualTo(enough);
  }
}

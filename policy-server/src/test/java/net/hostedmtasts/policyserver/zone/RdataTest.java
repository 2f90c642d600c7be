package net.hostedmtasts.policyserver.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.CAARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

class RdataTest {
  @ParameterizedTest(name = "{0} octets are {1} strings")
  @CsvSource({"0, 1", "1, 1", "255, 1", "256, 2", "510, 2", "511, 3"})
  void a_long_text_is_several_strings_of_at_most_255_octets(int length, int strings)
      throws Exception {
    String text = "x".repeat(length);

    TXTRecord record = (TXTRecord) record(Type.TXT, Rdata.txt(text));

    assertThat(record.getStrings()).hasSize(strings);
    assertThat(record.getStrings().stream().collect(Collectors.joining())).isEqualTo(text);
  }

  @Test
  void a_caa_value_is_taken_as_it_is() throws Exception {
    CAARecord record = (CAARecord) record(Type.CAA, Rdata.caa(128, "issue", "ca.example; a=\"b\""));

    assertThat(record.getFlags()).isEqualTo(128);
    assertThat(record.getTag()).isEqualTo("issue");
    assertThat(record.getValue()).isEqualTo("ca.example; a=\\\"b\\\"");
  }

  private static Record record(int type, byte[] rdata) throws Exception {
    return Record.newRecord(Name.root, type, DClass.IN, 60, rdata);
  }
}

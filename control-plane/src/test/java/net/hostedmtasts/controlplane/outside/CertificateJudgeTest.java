package net.hostedmtasts.controlplane.outside;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6125, section 6.4, as RFC 8461 (section 3.3) narrows it. */
class CertificateJudgeTest {

  @ParameterizedTest(name = "{0} stands for mta-sts.example.com: {1} ({2})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mta-sts.example.com   | true  | itself
          MTA-STS.Example.COM   | true  | letter case does not matter
          *.example.com         | true  | the whole left-most label
          *.EXAMPLE.com         | true  | the whole left-most label
          example.com           | false | the parent
          www.example.com       | false | another host
          *.com                 | false | two labels
          *.mta-sts.example.com | false | one label too many
          mta-*.example.com     | false | part of a label
          *-sts.example.com     | false | part of a label
          mta-sts.*.com         | false | not the left-most label
          *                     | false | no name
          *.                    | false | no name
          mta-sts.example.com.  | false | a final dot is none of a DNS-ID
          .example.com          | false | no name
          """)
  void a_dns_name_stands_for_a_host(String name, boolean stands, String why) {
    assertThat(CertificateJudge.covers(name, "mta-sts.example.com")).isEqualTo(stands);
  }
}

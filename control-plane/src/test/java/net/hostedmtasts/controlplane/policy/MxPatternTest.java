package net.hostedmtasts.controlplane.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MxPatternTest {

  @ParameterizedTest(name = "{0} covers {1}: {2} ({3})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mx.example.com               | mx.example.com     | true  | the name itself
          mx.example.com               | MX.Example.com.    | true  | letter case and final dot do not count
          mx.example.com               | a.mx.example.com   | false | no wildcard
          *.example.com                | mx.example.com     | true  | one label
          *.example.com                | a.mx.example.com   | false | two labels: a wildcard stands for one (RFC 8461, section 4.1)
          *.example.com                | example.com        | false | no label
          *.mail.protection.outlook.com| a-com.mail.protection.outlook.com | true  | Microsoft 365
          *.mx.microsoft               | a-com.b-v1.mx.microsoft           | false | INTEROP 3: one label too many
          *.bücher.example             | mx.xn--bcher-kva.example          | true  | compared in A-labels
          """)
  void covers_as_a_sending_mta_matches(String pattern, String mxHost, boolean covered, String why) {
    assertThat(MxPattern.parse(pattern).covers(DomainName.parse(mxHost)))
        .as(why)
        .isEqualTo(covered);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          *                    | no name
          *.                   | no name
          *.com                | would accept anyone
          mail                 | a single label
          *mx.example.com      | the star is a whole label
          mx*.example.com      | the star is a whole label
          mx.*.example.com     | the star is the left-most label
          *.*.example.com      | one star
          .example.com         | how Postfix writes it
          192.0.2.1            | IP address
          [192.0.2.1]          | address literal
          2001:db8::1          | IPv6 address
          mx.example.com:25    | port
          postmaster@mx.example.com | mailbox
          mx_1.example.com     | underscore
          """)
  void parse_refuses(String text, String why) {
    assertThatThrownBy(() -> MxPattern.parse(text))
        .as(why)
        .isInstanceOf(InvalidValue.class)
        .hasMessageContaining("MX pattern");
  }
}

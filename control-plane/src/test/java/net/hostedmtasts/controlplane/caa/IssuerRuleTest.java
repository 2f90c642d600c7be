package net.hostedmtasts.controlplane.caa;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom an "issue" record lets sign (RFC 8659, section 4.2; RFC 8657). */
class IssuerRuleTest {
  private static final IssuerRule WANTED =
      IssuerRule.parse(
          "ca.example; accounturi=https://ca.example/acct/1; validationmethods=http-01,tls-alpn-01");

  @ParameterizedTest(name = "\"{0}\": {1} ({2})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ca.example                                            | true  | the authority alone
          CA.Example                                            | true  | names know no letter case
          ' ca.example ; '                                      | true  | spaces and an empty parameter
          other.example                                         | false | another authority
          ;                                                     | false | nobody
          ca.example; accounturi=https://ca.example/acct/1      | true  | this account
          ca.example; accounturi=https://ca.example/acct/2      | false | another account
          ca.example; ACCOUNTURI=https://ca.example/acct/2      | false | tags know no letter case
          ca.example; validationmethods=dns-01                  | false | a method that is not used here
          ca.example; validationmethods=dns-01,http-01          | true  | one of ours
          ca.example; policy=ev                                 | true  | a parameter that says nothing about this
          ca.example; accounturi=https://ca.example/acct/1; validationmethods=http-01 | true | both
          ca.example; accounturi=https://ca.example/acct/1; validationmethods=dns-01  | false | one of two
          """)
  void lets_sign(String value, boolean lets, String why) {
    assertThat(IssuerRule.parse(value).lets(WANTED)).as(why).isEqualTo(lets);
  }

  @ParameterizedTest
  @CsvSource({"ca.example", "ca.example; accounturi=https://ca.example/acct/9"})
  void an_authority_whose_account_is_not_known_is_judged_by_its_name(String value) {
    assertThat(IssuerRule.parse(value).lets(IssuerRule.parse("ca.example"))).isTrue();
  }
}

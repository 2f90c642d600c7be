package net.hostedmtasts.controlplane.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReturnTargetTest {

  @ParameterizedTest(name = "{0}: {1} ({2})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /                              | true  | the first page
          /domains/example.com           | true  | a page
          /domains?q=a%2Fb&status=active | true  | with a query
          https://evil.example/          | false | another site
          //evil.example/                | false | another site with the same scheme
          /\\evil.example/               | false | browsers take a backslash for a slash
          /%09/evil.example              | false | begins with an escape
          domains                        | false | relative to wherever this is
          javascript:alert(1)            | false | no path
          '/a b'                         | false | a space
          '/a#b'                         | false | a fragment is the page's own
          ''                             | false | nothing
          """)
  void only_pages_of_this_service_are_gone_to(String text, boolean local, String why) {
    assertThat(ReturnTarget.parse(text).isPresent()).as(why).isEqualTo(local);
  }

  @ParameterizedTest
  @CsvSource({"499, true", "501, false"})
  void a_target_is_at_most_501_characters(int letters, boolean allowed) {
    assertThat(ReturnTarget.parse("/" + "a".repeat(letters)).isPresent()).isEqualTo(allowed);
  }
}

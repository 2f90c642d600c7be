package net.hostedmtasts.policyserver.policy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever arrives is a request or is not one: nothing is thrown. */
class RequestHeadPropertyTest {

  @Property
  void any_bytes_are_parsed_or_refused(@ForAll byte[] bytes) {
    assertThat(RequestHead.parse(new String(bytes, ISO_8859_1))).isNotNull();
  }

  @Property
  void pieces_of_requests_in_any_order_are_parsed_or_refused(@ForAll("pieces") String head) {
    RequestHead.parse(head).ifPresent(parsed -> assertThat(parsed.method()).isNotEmpty());
  }

  @Property
  void what_is_parsed_has_a_path_and_a_method_of_printable_characters(
      @ForAll("pieces") String head) {
    RequestHead.parse(head)
        .ifPresent(parsed -> assertThat(parsed.method() + parsed.path()).matches("[!-~]+"));
  }

  @Property
  void the_end_of_a_head_is_after_its_first_empty_line(@ForAll("pieces") String head) {
    int end = HeadEnd.find(Unpooled.copiedBuffer(head + "\r\n\r\nrest", ISO_8859_1));
    assertThat(end).isPositive();
    String found = (head + "\r\n\r\nrest").substring(0, end);
    assertThat(found).matches("(?s).*\n\r?\n");
    assertThat(found.substring(0, found.length() - 1)).doesNotMatch("(?s).*\n\r?\n.*");
  }

  @Property
  void a_request_is_found_wherever_it_is_cut(@ForAll("cuts") int cut) {
    String request = "GET /.well-known/mta-sts.txt HTTP/1.1\r\nHost: mta-sts.example.com\r\n\r\n";
    assertThat(HeadEnd.find(Unpooled.copiedBuffer(request.substring(0, cut), ISO_8859_1)))
        .isEqualTo(cut == request.length() ? cut : -1);
  }

  @Provide
  Arbitrary<Integer> cuts() {
    return Arbitraries.integers().between(0, 68);
  }

  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.of(
            "GET",
            "HEAD",
            " ",
            "/",
            "/.well-known/mta-sts.txt",
            "HTTP/1.1",
            "HTTP/1.0",
            "\r\n",
            "\r",
            "\n",
            "Host:",
            "Host: a",
            "https://a",
            "?",
            ":",
            "Content-Length: 3",
            "Transfer-Encoding: chunked",
            "\t",
            "\u0000",
            "\u00ff",
            "a",
            "Connection: close",
            "*",
            ",")
        .list()
        .ofMaxSize(30)
        .map(list -> String.join("", list));
  }
}

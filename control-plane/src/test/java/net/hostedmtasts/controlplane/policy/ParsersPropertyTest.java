package net.hostedmtasts.controlplane.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class ParsersPropertyTest {

  @Property
  void any_text_is_a_value_or_an_invalid_value(@ForAll("texts") String text) {
    attempt(DomainName::parse, text)
        .ifPresent(name -> assertThat(DomainName.parse(name.value())).isEqualTo(name));
    attempt(PolicyDomain::parse, text)
        .ifPresent(domain -> assertThat(PolicyDomain.parse(domain.unicode())).isEqualTo(domain));
    attempt(MxPattern::parse, text)
        .ifPresent(pattern -> assertThat(MxPattern.parse(pattern.value())).isEqualTo(pattern));
    attempt(MtaStsRecord::parse, text)
        .ifPresent(found -> assertThat(MtaStsRecord.parse(found.text())).isEqualTo(found));
    attempt(PolicyDocument::parse, text)
        .ifPresent(policy -> assertThat(policy.maxAge()).isBetween(0L, 31_557_600L));
  }

  @Property
  void a_name_is_the_same_from_its_u_labels(@ForAll("names") String text) {
    attempt(DomainName::parse, text)
        .ifPresent(
            name -> {
              assertThat(DomainName.parse(name.unicode())).isEqualTo(name);
              assertThat(name.value()).matches("[a-z0-9.-]{1,253}");
            });
  }

  @Property
  void any_octets_are_a_policy_or_an_invalid_value(@ForAll byte[] body) {
    try {
      assertThat(PolicyDocument.parse(body)).isNotNull();
    } catch (InvalidValue expected) {
      assertThat(expected.rule()).isNotBlank();
    }
  }

  @Property
  void a_rendered_policy_is_read_back(@ForAll("policies") Policy policy) {
    SeenPolicy seen = PolicyDocument.parse(PolicyDocument.of(policy).bytes());
    assertThat(seen)
        .isEqualTo(new SeenPolicy(policy.mode(), policy.servedMaxAge().seconds(), policy.mx()));
  }

  @Property
  void a_wildcard_covers_exactly_one_label(
      @ForAll("hosts") DomainName host, @ForAll("labels") String label) {
    MxPattern pattern = new MxPattern(true, host);
    DomainName below = DomainName.parse(label + "." + host.value());
    assertThat(pattern.covers(below)).isTrue();
    assertThat(pattern.covers(host)).isFalse();
    assertThat(pattern.covers(DomainName.parse(label + "." + below.value()))).isFalse();
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "v=STSv1",
            ";",
            " ",
            "id=",
            "a",
            "1",
            "-",
            ".",
            "*.",
            "example",
            "com",
            "xn--",
            "xn--bcher-kva",
            "ü",
            "_",
            "version: STSv1",
            "mode: none",
            "mode: enforce",
            "max_age: ",
            "mx: ",
            "\r\n",
            "\n",
            ":",
            "\u0000",
            "\u3002",
            "\ud800",
            "\u202e",
            "ß",
            "mta-sts");
    return Arbitraries.oneOf(
        pieces.list().ofMaxSize(12).map(list -> String.join("", list)),
        Arbitraries.strings().ofMaxLength(300));
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('\u00c0', '\u017f')
        .withCharRange('\u0391', '\u03c9')
        .withCharRange('\u05d0', '\u05ea')
        .withCharRange('\u4e00', '\u4f00')
        .withChars("-0.\u200d\u3002")
        .ofMinLength(1)
        .ofMaxLength(80);
  }

  @Provide
  Arbitrary<String> labels() {
    Arbitrary<Character> edge = Arbitraries.chars().range('a', 'z').range('0', '9');
    Arbitrary<String> inner =
        Arbitraries.strings().withCharRange('a', 'z').withChars('-').ofMaxLength(10);
    return Combinators.combine(edge, inner, edge)
        .as((first, middle, last) -> "l" + first + middle.replace('-', 'x') + last);
  }

  @Provide
  Arbitrary<DomainName> hosts() {
    return labels()
        .list()
        .ofMinSize(2)
        .ofMaxSize(4)
        .map(list -> DomainName.parse(String.join(".", list)));
  }

  @Provide
  Arbitrary<Policy> policies() {
    Arbitrary<MxPattern> pattern =
        Combinators.combine(Arbitraries.of(true, false), hosts()).as(MxPattern::new);
    Arbitrary<List<MxPattern>> mx = pattern.list().uniqueElements().ofMinSize(1).ofMaxSize(100);
    return Combinators.combine(Arbitraries.of(Mode.class), Arbitraries.of(MaxAge.class), mx)
        .as(Tuple::of)
        .map(three -> new Policy(three.get1(), three.get2(), three.get3()));
  }

  private static <T> Optional<T> attempt(Function<String, T> parser, String text) {
    try {
      return Optional.of(parser.apply(text));
    } catch (InvalidValue e) {
      return Optional.empty();
    }
  }
}

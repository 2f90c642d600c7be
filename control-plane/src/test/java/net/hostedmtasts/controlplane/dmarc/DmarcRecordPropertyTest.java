package net.hostedmtasts.controlplane.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DmarcRecordPropertyTest {
  private static final ReportAddress INTAKE = ReportAddress.parse("in@intake.example");

  @Property
  void any_text_is_a_record_or_none_and_takes_one_more_mailbox(@ForAll("texts") String text) {
    DmarcRecord.read(text)
        .ifPresent(
            record -> {
              assertThat(text).matches("(?s)v\\s*=\\s*DMARC1.*");
              DmarcRecord more = DmarcRecord.read(record.withReportsTo(INTAKE)).orElseThrow();
              assertThat(more.rua()).contains(INTAKE).containsAll(record.rua());
              assertThat(more.psd()).isEqualTo(record.psd());
            });
  }

  @Property
  void any_text_is_a_mailbox_or_refused(@ForAll("texts") String text) {
    try {
      ReportAddress address = ReportAddress.parse(text);
      assertThat(ReportAddress.parse(address.uri())).isEqualTo(address);
    } catch (InvalidValue expected) {
      assertThat(expected.rule()).isNotBlank();
    }
  }

  @Property
  void neither_order_nor_unknown_tags_hide_the_mailbox(
      @ForAll("tags") List<String> tags, @ForAll Random random) {
    List<String> all = new ArrayList<>(tags);
    all.add("rua= mailto:a@b.example !2k");
    Collections.shuffle(all, random);
    String text = "v=DMARC1 ;" + String.join(" ; ", all);
    assertThat(DmarcRecord.read(text).orElseThrow().rua()).isEmpty();
    String right = text.replace(" !2k", "!2k");
    assertThat(DmarcRecord.read(right).orElseThrow().rua())
        .containsExactly(ReportAddress.parse("a@b.example"));
  }

  @Provide
  Arbitrary<List<String>> tags() {
    return Arbitraries.of(
            "p=none",
            "sp=reject",
            "pct=",
            "",
            "=",
            "x",
            "fo=0:1",
            "ruf=mailto:x@y.example",
            "psd=n")
        .list()
        .ofMaxSize(8);
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "v=DMARC1",
            "v = DMARC1",
            ";",
            " ",
            "=",
            "rua",
            "rua=",
            "psd=y",
            "mailto:",
            "a",
            "@",
            "b.example",
            ",",
            "!",
            "10m",
            "%",
            "%41",
            "?",
            "p=none",
            "ü",
            "\n",
            "\u0000",
            "\ud800",
            "\u202e");
    return Arbitraries.oneOf(
        pieces.list().ofMaxSize(14).map(list -> String.join("", list)),
        pieces.list().ofMaxSize(14).map(list -> "v=DMARC1;rua=mailto:" + String.join("", list)),
        Arbitraries.strings().ofMaxLength(300));
  }
}

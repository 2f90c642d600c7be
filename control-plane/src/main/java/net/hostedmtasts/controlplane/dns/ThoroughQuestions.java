package net.hostedmtasts.controlplane.dns;

import io.smallrye.mutiny.Uni;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import net.hostedmtasts.controlplane.policy.DomainName;
import org.xbill.DNS.DClass;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Questions through dnsjava: with EDNS, and over TCP where the answer is truncated. */
final class ThoroughQuestions {
  private final SimpleResolver resolver;

  ThoroughQuestions(InetSocketAddress address, Duration timeout) {
    this.resolver = new SimpleResolver(address);
    resolver.setTimeout(timeout);
  }

  Uni<MxAnswer> mx(DomainName domain) {
    return Uni.createFrom()
        .completionStage(() -> resolver.sendAsync(question(domain)))
        .map(ThoroughQuestions::answer)
        .onFailure()
        .recoverWithItem(failure -> new MxAnswer.Failed("the resolver gave no whole answer"));
  }

  private static MxAnswer answer(Message message) {
    int code = message.getRcode();
    if (code == Rcode.NXDOMAIN) {
      return new MxAnswer.NoSuchDomain();
    }
    return code == Rcode.NOERROR
        ? received(message.getSection(Section.ANSWER)).answer()
        : new MxAnswer.Failed("the resolver answered " + Rcode.string(code));
  }

  // At any owner: the resolver has followed the CNAME records that lead there.
  private static ReceivedMx received(List<Record> records) {
    return new ReceivedMx(
        records.stream()
            .filter(MXRecord.class::isInstance)
            .map(MXRecord.class::cast)
            .map(mx -> new ReceivedMx.Received(mx.getPriority(), mx.getTarget().toString()))
            .toList());
  }

  private static Message question(DomainName domain) {
    try {
      return Message.newQuery(
          Record.newRecord(Name.fromString(domain.value(), Name.root), Type.MX, DClass.IN));
    } catch (TextParseException e) {
      throw new IllegalStateException("Every domain name is a DNS name", e);
    }
  }
}

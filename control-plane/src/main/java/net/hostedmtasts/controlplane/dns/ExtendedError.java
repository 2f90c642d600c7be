package net.hostedmtasts.controlplane.dns;

import java.util.List;
import java.util.Optional;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Message;

/** What a resolver says about the reason of its failure (RFC 8914). */
record ExtendedError(int code) {

  static Optional<ExtendedError> of(Message message) {
    return Optional.ofNullable(message.getOPT())
        .map(opt -> opt.getOptions(EDNSOption.Code.EDNS_EXTENDED_ERROR))
        .orElse(List.of())
        .stream()
        .map(option -> new ExtendedError(((ExtendedErrorCodeOption) option).getErrorCode()))
        .findFirst();
  }

  /** Whether DNSSEC is the reason (RFC 8914, sections 4.6 to 4.13). */
  boolean bogus() {
    return code >= ExtendedErrorCodeOption.DNSSEC_INDETERMINATE
        && code <= ExtendedErrorCodeOption.NSEC_MISSING;
  }

  // Not the text that came with it: it is a stranger's.
  String text() {
    return ExtendedErrorCodeOption.text(code);
  }
}

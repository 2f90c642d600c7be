package net.hostedmtasts.controlplane.finding;

import static net.hostedmtasts.controlplane.finding.Severity.ERROR;
import static net.hostedmtasts.controlplane.finding.Severity.INFO;
import static net.hostedmtasts.controlplane.finding.Severity.WARNING;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import net.hostedmtasts.controlplane.policy.InvalidValue;
import org.jspecify.annotations.Nullable;

/** Every kind of finding. The values are promises to clients: added, never renamed. */
public enum FindingCode {
  // The two CNAME records.
  CNAME_MISSING(ERROR, "Add this record at your DNS provider: {subject} CNAME {expected}"),
  CNAME_OTHER_TARGET(
      ERROR,
      "Set the target of the CNAME record {subject} to {expected}: at present it is {found}."),
  CNAME_DOUBLED_SUFFIX(
      ERROR,
      "Enter the target of {subject} as {expected} with its final dot: your DNS provider has"
          + " appended your own zone to it ({found})."),
  CNAME_LABELS_DIFFER(
      ERROR,
      "Set both CNAME records as they are shown here, {subject} to {expected}: at present it carries"
          + " another label ({found}) than the other record."),
  CNAME_CHAIN(
      WARNING,
      "Point {subject} straight at {expected}: it goes through further CNAME records ({found}),"
          + " and some senders do not follow them."),
  TXT_LEFTOVER(
      ERROR,
      "Delete the TXT record at {subject} and then add the CNAME record to {expected}: no other"
          + " record can stand beside a CNAME."),
  TXT_SEVERAL(
      ERROR,
      "Delete all TXT records at {subject} and then add the CNAME record to {expected}: senders"
          + " take several of them for none."),
  ADDRESS_INSTEAD_OF_CNAME(
      ERROR,
      "Replace the address records of {subject} ({found}) by a CNAME record to {expected}, and"
          + " switch off the proxy of your DNS provider for it."),
  WILDCARD_NOT_DELEGATION(
      ERROR,
      "Add the record {subject} CNAME {expected} itself: at present only a wildcard of your zone"
          + " answers for that name ({found})."),
  DELEGATED_ELSEWHERE(
      ERROR,
      "If you want the domain to be hosted here, point {subject} at {expected}: at present both"
          + " CNAME records belong to another set-up of this domain."),
  DELEGATION_LOST(
      ERROR,
      "Set {subject} CNAME {expected} again: the policy is still served, but senders no longer"
          + " find it, and it will be taken down if the records stay away."),
  DELEGATION_ENDED(
      WARNING,
      "Set both CNAME records and enable MTA-STS again if you want {subject} to be hosted here:"
          + " they stayed away for so long that its policy was taken down."),
  CNAMES_LEFT_BEHIND(
      INFO,
      "Delete the CNAME record at {subject}: MTA-STS is disabled and the record points at nothing"
          + " now."),

  // The owner's DNS.
  DOMAIN_NOT_FOUND(
      ERROR,
      "Check that {subject} is registered and delegated: the DNS says that there is no such name."),
  ZONE_NOT_RESOLVING(
      ERROR,
      "Have the name servers and the DNSSEC signatures of the zone of {subject} checked: {server}"
          + " gives no answer ({found})."),
  NEGATIVE_ANSWER_CACHED(
      INFO,
      "Wait until {until}: your name servers have the record {subject}, but {server} remembers"
          + " until then that it was not there."),

  // The certificate.
  CAA_FORBIDS(
      ERROR,
      "Allow the certificate authority in the CAA records that count for {subject} by adding"
          + " {expected}: at present they are {found}."),
  AUTHORITY_REFUSED(
      ERROR,
      "Correct what the certificate authority says about {subject}, and the certificate is ordered"
          + " again: {found}."),
  AUTHORITY_UNAVAILABLE(
      WARNING,
      "Wait until the certificate authority answers for {subject}: it is asked again by itself"
          + " ({found})."),
  AUTHORITY_RATE_LIMITED(
      WARNING,
      "Wait a while for the certificate of {subject}: it is ordered when the limit allows it"
          + " ({found})."),
  AUTHORITY_PAUSED(
      ERROR,
      "Ask your operator to unpause {subject} at the certificate authority, which signs nothing for it"
          + " until then: {found}."),
  CHALLENGE_NOT_REACHABLE(
      ERROR,
      "Make sure that {subject} leads to this service alone, over IPv4 and IPv6, and that nothing in"
          + " between answers for it or redirects: {found}."),
  CERTIFICATE_WAITS(
      INFO,
      "Wait until the certificate for {subject} has what it needs: it is ordered by itself then"
          + " ({found})."),
  SILENT_EDGES_NOT_AWAITED(
      WARNING,
      "Ask your operator about the edges that are not heard: the certificate for {subject} is"
          + " ordered without waiting for them any longer, which fails if the authority is led to"
          + " one of them ({found})."),
  CERTIFICATE_MISSING(
      ERROR,
      "Wait until the certificate for {subject} is issued, and if it takes longer than an hour,"
          + " look at the other findings or ask your operator."),
  CERTIFICATE_EXPIRING(
      WARNING,
      "Look at the other findings for why the certificate of {subject} was not renewed: it ends at"
          + " {found}."),
  CERTIFICATE_WRONG_NAME(
      ERROR,
      "Make sure that {subject} leads to this service alone, without a proxy or other addresses:"
          + " the certificate that was shown is for {found}."),
  CERTIFICATE_UNTRUSTED(
      ERROR,
      "Make sure that {subject} leads to this service alone, without a proxy: the certificate that"
          + " was shown is not trusted by senders ({found})."),

  // The policy, fetched as a sending MTA does it.
  POLICY_UNREACHABLE(
      ERROR,
      "Check that {subject} leads to this service, and ask your operator if it does: {server}"
          + " cannot be reached ({found})."),
  IPV6_NOT_ANSWERING(
      ERROR,
      "Ask your operator to repair or remove the IPv6 address {server} of {subject}: senders that"
          + " try it first cannot fetch the policy ({found})."),
  POLICY_STATUS(
      ERROR,
      "Make sure that {subject} leads to this service alone: {server} answered {found} instead of"
          + " {expected}."),
  POLICY_REDIRECT(
      ERROR,
      "Switch off the redirect for {subject}: {server} redirects to {found}, and senders never"
          + " follow that."),
  POLICY_MEDIA_TYPE(
      ERROR,
      "Make sure that {subject} leads to this service alone: {server} sends the media type {found}"
          + " instead of {expected}."),
  POLICY_BODY_DIFFERS(
      ERROR,
      "Make sure that {subject} leads to this service alone: {server} sends another policy than"
          + " the one that is configured here."),
  POLICY_SLOW(
      WARNING,
      "Ask your operator why {server} took {found} to answer for {subject}: some senders give up"
          + " after {expected}."),
  TXT_ID_DIFFERS(
      ERROR,
      "Wait until {until}, and if {subject} still answers {found} and not {expected} after that,"
          + " check that it is a CNAME record to this service."),

  // The MX hosts.
  MX_NOT_COVERED(
      ERROR,
      "Add {expected} to the policy, or remove the MX record: senders that enforce the policy do"
          + " not deliver to {subject}."),
  MX_IS_CNAME(
      WARNING,
      "Let the MX record name the host itself: {subject} is a CNAME record ({found}), which RFC"
          + " 5321 forbids for MX hosts."),
  MX_IMPLICIT(
      WARNING,
      "Add an MX record for {subject}: without one, senders deliver to the host {subject} itself,"
          + " and the policy lists only that."),
  MX_NULL(
      WARNING,
      "Disable MTA-STS for {subject}, or give it another MX record: its null MX (RFC 7505) says"
          + " that it takes no mail."),
  MX_HOST_UNRESOLVED(
      WARNING,
      "Give the MX host {subject} an address, or remove its MX record: senders cannot reach it"
          + " ({found})."),
  MX_PINNED_DRIFT(
      WARNING,
      "Remove {subject} from the pinned list if you no longer use it: no MX record names a host"
          + " that it covers."),
  MX_NOT_AGREED(
      WARNING,
      "Check your name servers if this stays: the policy follows the MX records of {subject} only"
          + " once all name servers and a resolver name the same hosts ({found})."),

  // DMARC, which has to be monitored before MTA-STS is enabled.
  DMARC_MISSING(WARNING, "Publish one DMARC record: {subject} TXT {expected}"),
  DMARC_NO_RUA(
      WARNING,
      "Add a rua address to the DMARC record at {subject}, so that somebody reads the reports:"
          + " {expected}"),
  DMARC_INTAKE_MISSING(
      WARNING,
      "Add the address of the report intake to the rua of the DMARC record at {subject}:"
          + " {expected}"),

  // What a change would do; acknowledged by these codes.
  MX_REMOVED(WARNING, "Make sure that no mail goes to {subject} any more."),
  MX_ADDED_LATE(
      WARNING,
      "Change the MX records only after senders have forgotten the present policy, up to"
          + " {expected} from now: until then they refuse {subject}."),
  ENFORCE_HELD(
      WARNING,
      "Expect that senders which do not look at the id go on enforcing the present policy for up"
          + " to {expected}."),
  ENFORCE_EARLY(
      WARNING,
      "Stay in testing until {expected} and read the TLS reports before you enforce the policy of"
          + " {subject}."),

  // The service itself.
  VERIFICATION_TIMED_OUT(
      ERROR,
      "Correct what the other findings say about {subject}, then check again: the domain could not"
          + " be verified within {expected}."),
  RESTORED(
      ERROR,
      "Check the configuration of {subject} and save it again: the service was restored from a"
          + " backup, and the edges serve a newer policy than it knows."),

  /** Stored by a newer version of the service; an older one keeps its sentence. */
  UNKNOWN(INFO, "Read this again once the service is updated.");

  private final String value;
  private final Severity severity;
  private final String advice;

  FindingCode(Severity severity, String advice) {
    this.value = name().toLowerCase(Locale.ROOT).replace('_', '-');
    this.severity = severity;
    this.advice = advice;
  }

  /** The name at the API and in stored findings. */
  @JsonValue
  public String value() {
    return value;
  }

  /** How much it matters where nothing else is said. */
  public Severity severity() {
    return severity;
  }

  /** What to do about it, in one sentence. */
  String advice(String subject, @Nullable String expected, List<Found> found) {
    return Advice.sentence(advice, subject, expected, found);
  }

  /** Reads {@link #value()} strictly, as clients must give it. */
  public static FindingCode parse(String text) {
    for (FindingCode code : values()) {
      if (code.value.equals(text) && code != UNKNOWN) {
        return code;
      }
    }
    throw new InvalidValue("finding code", text, "a code that a finding carries");
  }

  /** Reads a stored code. During an update an instance may meet the codes of a newer one. */
  @JsonCreator
  static FindingCode stored(String text) {
    try {
      return parse(text);
    } catch (InvalidValue newer) {
      return UNKNOWN;
    }
  }
}

package net.hostedmtasts.controlplane.problem;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every problem type of the API. The name is its stable {@code type}, {@code /problems/<name>}:
 * constants are added, never renamed.
 */
public enum Reason {
  INVALID_REQUEST(
      400,
      "The request cannot be read",
      "The body is not the JSON that this operation takes, or a parameter or header is not what it should be."
          + " The detail says what is wrong, field names the place: a JSON pointer into the body or the name of a parameter."),
  INVALID_VALUE(
      400,
      "A value breaks a rule",
      "The request was read, and one or more of its values are not allowed. violations lists each with its field and its rule."),
  UNAUTHENTICATED(
      401,
      "A token is needed",
      "Send a valid token in the Authorization header: \"Bearer mtasts_…\", or sign in. Tokens that have expired or were deleted are refused at once, and so are the sessions that they began."),
  CSRF(
      403,
      "The request does not come from the page",
      "A request with the cookie of a session that changes something needs the header X-CSRF-Token with the csrf_token of GET /api/v1/session. It changes with each sign-in and each change of the tenant: read the session again."),
  INSUFFICIENT_SCOPE(
      403,
      "The token may not do this",
      "GET needs the scope read, everything that changes something needs write, tokens, members, webhooks and tenants need admin. A scope includes those below it."),
  NOT_FOUND(
      404,
      "There is nothing here",
      "No operation has this path, or the thing that it names does not exist for this tenant."),
  UNKNOWN_DOMAIN(
      404, "Unknown domain", "This tenant has no such domain. Add it first: POST /api/v1/domains."),
  METHOD_NOT_ALLOWED(
      405,
      "Method not allowed",
      "The path exists, the method does not. The Allow header lists those that do."),
  NOT_ACCEPTABLE(
      406,
      "No such representation",
      "The operation answers in another media type than those asked for: application/json, or what the detail says. Leave the Accept header out, or allow it."),
  DOMAIN_EXISTS(
      409,
      "The domain is there already",
      "This tenant has added the domain before. Use the existing one."),
  NOT_INACTIVE(
      409,
      "The domain is in use",
      "A domain can be deleted only while it is inactive and not winding down. Disable MTA-STS first and wait for the date shown."),
  SERVED_ELSEWHERE(
      409,
      "The domain is served for somebody else",
      "Another tenant serves this domain. It can be taken over by pointing both CNAME records to the names shown here."),
  MX_UNKNOWN(
      409,
      "The MX hosts are not known",
      "The MX records of the domain could not be read, so that no policy can be made from them. Try again later, or give the patterns yourself (source pinned)."),
  MX_NOT_COVERED(
      409,
      "The policy leaves out an MX host",
      "Senders that enforce the policy would not deliver to the hosts named in findings. Add them to the policy, or acknowledge the code mx-not-covered."),
  NOTHING_TO_IMPORT(
      409,
      "There is no policy to go on with",
      "No policy of another host can be read for the domain, or its names lead to this service already. Configure it with PUT mta-sts."),
  MX_IN_USE(
      409,
      "The MX host is in use",
      "DNS still names the host, so the policy has to list it. Remove its MX record first."),
  ACKNOWLEDGEMENT_REQUIRED(
      409,
      "The change has to be acknowledged",
      "Mail may be lost by this change; findings say why. Send the same request with acknowledge and the codes of these findings, or do what they advise."),
  DMARC_MONITORING_REQUIRED(
      409,
      "DMARC monitoring comes first",
      "MTA-STS is enabled only for a domain whose DMARC reports are read. Switch it on at /domains/{domain}/dmarc-monitoring and publish the record shown there."),
  CHECKED_A_MOMENT_AGO(
      429,
      "The domain was checked a moment ago",
      "A check can be asked for every few seconds. Wait as long as Retry-After says, or look at the last one."),
  NULL_MX(
      409,
      "The domain takes no mail",
      "The domain has a null MX record (RFC 7505): there is no mail to protect."),
  TENANT_EXISTS(
      409, "The name is taken", "There is a tenant of this name already. Choose another name."),
  LAST_ADMIN_TOKEN(
      409,
      "The last admin token",
      "Without an admin token nobody could create tokens any more. Create another admin token first, without expiry."),
  MEMBER_EXISTS(
      409,
      "The person is there already",
      "The tenant has a member or an invitation with this address. Change its role instead."),
  MEMBER_OF_PROVIDER(
      409,
      "The provider decides",
      "The sign-in provider says what this member may do, and would say so again at the next sign-in. Change the person's groups there."),
  LAST_ADMIN(
      409,
      "The last admin",
      "Nobody can take the role admin from themselves while no other member has it. Make somebody else an admin first."),
  PERSON_REQUIRED(
      409,
      "Only for people",
      "This is about a person who is signed in, and the request came with a token, which is nobody's. Sign in through the sign-in provider."),
  NO_VERIFIED_ADDRESS(
      409,
      "No verified address",
      "Mail goes only to the address that the sign-in provider has verified, and it has named none. Have it verified there, and sign in again."),
  MAIL_NOT_SET_UP(
      409,
      "No mail is sent",
      "The operator of this service has not named a mail server, so that nobody can be told by mail. Use a webhook, or look at the events."),
  WEBHOOK_LIMIT(
      409,
      "Too many webhooks",
      "The tenant has as many webhooks as it may have. Delete one that is no longer needed, or let one tell more types of events."),
  REQUEST_IN_PROGRESS(
      409,
      "The first request is still running",
      "A request with the same Idempotency-Key has not ended yet. Repeat the request in some seconds."),
  SECRET_SHOWN_ONCE(
      409,
      "The secret was shown once",
      "The first request with this Idempotency-Key made a secret, and it is not stored in readable form. If the answer was lost, delete what id names here and create it once more with a new key, or let a webhook have another secret."),
  NOT_HELD(
      409,
      "The key is held for another reason",
      "A key whose database is an older copy is accepted, a key that the database does not know is removed. List the held keys for the reason."),
  STALE_VERSION(
      412,
      "Changed in the meantime",
      "The version in If-Match is not the newest. Read the resource again, look at what has changed, and send the change with the new ETag."),
  BODY_TOO_LARGE(413, "The body is too large", "The detail names the limit in octets."),
  URI_TOO_LONG(414, "The address is too long", "The detail names the limit in octets."),
  UNSUPPORTED_MEDIA_TYPE(
      415,
      "Unsupported media type",
      "Send the body as application/json, without content encoding."),
  IDEMPOTENCY_KEY_REUSED(
      422,
      "The Idempotency-Key belongs to another request",
      "The key was used in the last 24 hours with another path or body. Use a new key for a new request."),
  PRECONDITION_REQUIRED(
      428,
      "If-Match is missing",
      "Send the ETag of the version that the change is based on in If-Match, so that no change of somebody else is lost."),
  TOO_MANY_REQUESTS(429, "Too many requests", "Wait as long as Retry-After says."),
  RATE_LIMITED(
      429,
      "Too many requests in a short time",
      "The headers RateLimit-Policy and RateLimit name the limit and what is left of it, Retry-After the seconds to wait. It holds for each token or session, and for sign-ins for each address. Whoever follows events needs no repeated questions."),
  INTERNAL(
      500,
      "A fault of the service",
      "Nothing was changed. The fault is logged under the instance named here: tell it to the operator."),
  UNAVAILABLE(
      503,
      "Not available at the moment",
      "The database does not answer, or is too busy. Repeat the request after the time in Retry-After, with the same Idempotency-Key.");

  private final int status;
  private final String title;
  private final String description;

  Reason(int status, String title, String description) {
    this.status = status;
    this.title = title;
    this.description = description;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** What happened, in some words; the same for every problem of this type. */
  public String title() {
    return title;
  }

  /** What it means and what to do, as shown at the type's address. */
  public String description() {
    return description;
  }

  /** The last part of the type's address. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The address of the type on this server; the {@code type} member of its problems. */
  public String type() {
    return "/problems/" + slug();
  }

  static Optional<Reason> ofSlug(String slug) {
    return Stream.of(values()).filter(reason -> reason.slug().equals(slug)).findFirst();
  }
}

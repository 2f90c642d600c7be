package net.hostedmtasts.controlplane.check;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.hostedmtasts.controlplane.certificate.order.Orders;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.domain.HostedDomains;
import net.hostedmtasts.controlplane.event.EventLog;
import net.hostedmtasts.controlplane.event.EventNumber;
import net.hostedmtasts.controlplane.event.Feed;
import net.hostedmtasts.controlplane.page.Cursor;
import net.hostedmtasts.controlplane.page.Limit;
import net.hostedmtasts.controlplane.page.Page;
import net.hostedmtasts.controlplane.policy.PolicyDomain;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import net.hostedmtasts.controlplane.problem.Refuses;
import net.hostedmtasts.controlplane.revision.Wake;
import net.hostedmtasts.controlplane.tenant.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Checks of a domain from outside, and what they found. */
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Path("/api/v1/domains/{domain}/checks")
public class CheckResource {
  private static final String EXAMPLE =
      """
      {"status": "error", "checked_at": "2026-11-24T05:06:07Z", "next_check_at": "2026-11-24T05:06:37Z",
       "cnames": [{"name": "mta-sts.example.com", "expected": "mfrggzdfmztwq2lknnwg23tpoa.policy.mta-sts-host.test", "state": "wrong"}],
       "findings": [{"code": "cname-other-target", "severity": "error", "subject": "mta-sts.example.com",
         "expected": "mfrggzdfmztwq2lknnwg23tpoa.policy.mta-sts-host.test.",
         "found": [{"value": "CNAME www.example.com", "server": "ns1.example.com (192.0.2.53)", "at": "2026-11-24T05:06:07Z", "ttl_left": 300}],
         "advice": "Set the target of the CNAME record mta-sts.example.com to what is expected."}],
       "items": [{"id": 17, "at": "2026-11-24T05:06:07Z", "domain": "example.com", "type": "status", "data": {"status": "error", "from": "active"}}]}
      """;

  private final Mutiny.SessionFactory database;
  private final HostedDomains domains;
  private final CheckSchedule schedule;
  private final EventLog events;
  private final CheckSettings settings;
  private final Orders orders;
  private final CurrentCaller caller;
  private final Wake wake;
  private final Clock clock;

  CheckResource(
      Mutiny.SessionFactory database,
      HostedDomains domains,
      CheckSchedule schedule,
      EventLog events,
      CheckSettings settings,
      Orders orders,
      CurrentCaller caller,
      Wake wake,
      Clock clock) {
    this.database = database;
    this.domains = domains;
    this.schedule = schedule;
    this.events = events;
    this.settings = settings;
    this.orders = orders;
    this.caller = caller;
    this.wake = wake;
    this.clock = clock;
  }

  @GET
  @Operation(
      operationId = "getChecks",
      summary = "Get what the last check found, and the history of the status")
  @Refuses(Reason.UNKNOWN_DOMAIN)
  @APIResponse(
      responseCode = "200",
      description = "The last check, and a page of what happened, newest first",
      content =
          @Content(
              schema = @Schema(implementation = CheckView.class),
              examples = @ExampleObject(name = "error", value = EXAMPLE)))
  public Uni<CheckView> get(
      @RestPath("domain") PolicyDomain domain,
      @RestQuery("after") @Nullable Cursor after,
      @RestQuery("limit") @DefaultValue(Limit.DEFAULT) Limit limit) {
    EventNumber before = new EventNumber(after == null ? Long.MAX_VALUE : after.number(0));
    return database.withTransaction(
        session ->
            domains
                .required(session, caller.get(), domain)
                .chain(found -> view(session, found, before, limit)));
  }

  private Uni<CheckView> view(
      Mutiny.Session session, HostedDomain domain, EventNumber before, Limit limit) {
    return schedule
        .of(session, domain.id())
        .chain(
            check ->
                events
                    .before(session, Feed.of(domain), before, limit.rows())
                    .map(
                        rows ->
                            Page.of(
                                rows,
                                limit,
                                event -> Cursor.of(Long.toString(event.id())),
                                event -> event))
                    .map(page -> CheckView.of(domain, check, page)));
  }

  /** Asks for a check now, at most every few seconds. */
  @POST
  @Operation(operationId = "checkNow", summary = "Check the domain now")
  @Refuses({Reason.UNKNOWN_DOMAIN, Reason.CHECKED_A_MOMENT_AGO})
  @APIResponse(
      responseCode = "202",
      description = "The check begins at once; the answer shows the one before",
      content =
          @Content(
              schema = @Schema(implementation = CheckView.class),
              examples = @ExampleObject(name = "asked", value = EXAMPLE)))
  public Uni<Response> check(@RestPath("domain") PolicyDomain domain) {
    return database
        .withTransaction(
            session ->
                domains.locked(session, caller.get(), domain).chain(found -> ask(session, found)))
        .invoke(wake::committed)
        .map(view -> Response.accepted(view).build());
  }

  private Uni<CheckView> ask(Mutiny.Session session, HostedDomain domain) {
    Instant now = clock.instant();
    return schedule
        .of(session, domain.id())
        .invoke(check -> requireNotJustAsked(check, now))
        .chain(
            check ->
                schedule
                    .asked(session, domain, now)
                    .chain(() -> orderAgain(session, domain))
                    .replaceWith(CheckView.of(domain, check, new Page<>(List.of(), null))));
  }

  /** Whoever asks for a check has mended something, perhaps what an order failed by. */
  private Uni<Void> orderAgain(Mutiny.Session session, HostedDomain domain) {
    return domain.served()
        ? orders.again(session, domain.domain().policyHost())
        : Uni.createFrom().voidItem();
  }

  private void requireNotJustAsked(@Nullable DomainCheck check, Instant now) {
    Instant asked = check == null ? null : check.requestedAt();
    if (asked == null) {
      return;
    }
    Duration left = Duration.between(now, asked.plus(settings.askedAtMostEach()));
    if (!left.isNegative() && !left.isZero()) {
      throw new Refused(
              Reason.CHECKED_A_MOMENT_AGO,
              "The last check was asked for at " + asked + ". Wait a moment, or read its result.")
          .header("Retry-After", Long.toString(left.toSeconds() + 1));
    }
  }
}

package net.hostedmtasts.controlplane.notification;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import net.hostedmtasts.controlplane.tenant.OpenToAll;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.resteasy.reactive.RestPath;

/**
 * Where the link of a mail leads (RFC 8058): mail programs POST to it, people get a button first,
 * because programs that look at links must not end anything.
 */
@Path("/api/v1/unsubscribe/{token}")
public class UnsubscribeResource {
  static final String PATH = "/api/v1/unsubscribe/";

  private static final String HTML =
      """
      <!doctype html>
      <html lang="%s">
      <meta charset="utf-8">
      <title>%s</title>
      <h1>%s</h1>
      %s
      </html>
      """;
  private static final String ASK =
      """
      <p lang="en">Stop telling me by mail what happens to the domains of this account?</p>
      <p lang="de">Keine Nachrichten über die Domains dieses Kontos mehr senden?</p>
      <form method="post"><button>Stop · Beenden</button></form>
      """;
  private static final String DONE =
      """
      <p lang="en">No more mails are sent. They can be switched on again on the page.</p>
      <p lang="de">Es werden keine Nachrichten mehr gesendet. Auf der Seite lassen sie sich wieder einschalten.</p>
      """;

  private final Mutiny.SessionFactory database;
  private final Subscriptions subscriptions;

  UnsubscribeResource(Mutiny.SessionFactory database, Subscriptions subscriptions) {
    this.database = database;
    this.subscriptions = subscriptions;
  }

  /** Asks. Whether the link is known is not told: there is nothing to find out here. */
  @GET
  @OpenToAll
  @Produces(MediaType.TEXT_HTML)
  @Operation(hidden = true, operationId = "askToUnsubscribe")
  public String ask(@RestPath("token") String token) {
    return page(ASK);
  }

  /** Ends it. */
  @POST
  @OpenToAll
  @Consumes(MediaType.WILDCARD)
  @Produces(MediaType.TEXT_HTML)
  @Operation(hidden = true, operationId = "unsubscribe")
  public Uni<String> end(@RestPath("token") String token) {
    if (!token.matches("[0-9a-f]{32}")) {
      throw new Refused(Reason.NOT_FOUND, "Take the link as it is in the mail.");
    }
    return database
        .withTransaction(session -> subscriptions.end(session, token))
        .map(any -> page(DONE));
  }

  private static String page(String content) {
    String title = "Hosted MTA-STS";
    return HTML.formatted("en", title, title, content);
  }
}

package net.hostedmtasts.controlplane.problem;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** What the {@code type} of each problem means, for whoever follows the link. */
@Path("/problems")
public class ProblemPages {

  /** One type of problem. */
  public record ProblemType(String type, String title, int status, String description) {
    static ProblemType of(Reason reason) {
      return new ProblemType(reason.type(), reason.title(), reason.status(), reason.description());
    }
  }

  /** All types, for programs. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(hidden = true)
  public List<ProblemType> list() {
    return Stream.of(Reason.values()).map(ProblemType::of).toList();
  }

  /** All types, for people. */
  @GET
  @Produces(MediaType.TEXT_HTML)
  @Operation(hidden = true)
  public String page() {
    return html(
        "Problems",
        Stream.of(Reason.values())
            .map(
                reason ->
                    "<dt><a href=\""
                        + reason.type()
                        + "\">"
                        + reason.slug()
                        + "</a></dt><dd>"
                        + escaped(reason.title())
                        + "</dd>")
            .collect(Collectors.joining("\n", "<dl>\n", "\n</dl>")));
  }

  /** One type, for programs. */
  @GET
  @Path("{slug}")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(hidden = true)
  public ProblemType type(@RestPath String slug) {
    return ProblemType.of(known(slug));
  }

  /** One type, for people. */
  @GET
  @Path("{slug}")
  @Produces(MediaType.TEXT_HTML)
  @Operation(hidden = true)
  public String typePage(@RestPath String slug) {
    Reason reason = known(slug);
    return html(
        escaped(reason.title()),
        "<p>"
            + escaped(reason.description())
            + "</p>\n<p>HTTP status "
            + reason.status()
            + ", type <code>"
            + reason.type()
            + "</code></p>");
  }

  private static Reason known(String slug) {
    return Reason.ofSlug(slug)
        .orElseThrow(() -> new Refused(Reason.NOT_FOUND, "GET /problems lists all types."));
  }

  private static String html(String title, String content) {
    return "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>"
        + title
        + "</title>\n<h1>"
        + title
        + "</h1>\n"
        + content
        + "\n</html>\n";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}

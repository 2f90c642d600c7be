package net.hostedmtasts.controlplane.openapi;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.hostedmtasts.controlplane.problem.Reason;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Problems (RFC 9457) in the API document. */
final class ProblemSchema {
  static final String NAME = "Problem";
  private static final String MEDIA_TYPE = "application/problem+json";

  private ProblemSchema() {}

  static Schema create() {
    return OASFactory.createSchema()
        .type(List.of(Schema.SchemaType.OBJECT))
        .description(
            "Why a request was not carried out (RFC 9457). Some types have further members.")
        .required(List.of("type", "title", "status", "detail"))
        .addProperty(
            "type",
            text(
                "The stable address of the kind of problem, on this server; a page that says what to do."))
        .addProperty("title", text("The kind of problem in some words."))
        .addProperty(
            "status",
            OASFactory.createSchema()
                .type(List.of(Schema.SchemaType.INTEGER))
                .description("The HTTP status."))
        .addProperty("detail", text("What to do about it."))
        .addProperty(
            "field",
            text(
                "The place in the request: a JSON pointer into the body, or the name of a parameter or header."))
        .addProperty("violations", violations());
  }

  /** One response for each status, with an example for each kind of problem that has it. */
  static Map<String, APIResponse> responses(Set<Reason> reasons) {
    Map<String, APIResponse> responses = new TreeMap<>();
    for (Reason reason : reasons) {
      responses
          .computeIfAbsent(Integer.toString(reason.status()), status -> response())
          .getContent()
          .getMediaType(MEDIA_TYPE)
          .addExample(
              reason.slug(),
              OASFactory.createExample().summary(reason.title()).value(example(reason)));
    }
    responses.values().forEach(ProblemSchema::describe);
    return responses;
  }

  private static APIResponse response() {
    MediaType problem =
        OASFactory.createMediaType()
            .schema(OASFactory.createSchema().ref("#/components/schemas/" + NAME));
    return OASFactory.createAPIResponse()
        .content(OASFactory.createContent().addMediaType(MEDIA_TYPE, problem));
  }

  private static void describe(APIResponse response) {
    response.setDescription(
        String.join(
            ", or ", response.getContent().getMediaType(MEDIA_TYPE).getExamples().keySet()));
  }

  private static Map<String, Object> example(Reason reason) {
    Map<String, Object> example = new TreeMap<>();
    example.put("type", reason.type());
    example.put("title", reason.title());
    example.put("status", reason.status());
    example.put("detail", reason.description());
    return example;
  }

  private static Schema text(String description) {
    return OASFactory.createSchema()
        .type(List.of(Schema.SchemaType.STRING))
        .description(description);
  }

  private static Schema violations() {
    Schema violation =
        OASFactory.createSchema()
            .type(List.of(Schema.SchemaType.OBJECT))
            .addProperty("field", text("As field of the problem."))
            .addProperty("message", text("The rule that is broken."));
    return OASFactory.createSchema()
        .type(List.of(Schema.SchemaType.ARRAY))
        .description("Every rule that is broken.")
        .items(violation);
  }
}

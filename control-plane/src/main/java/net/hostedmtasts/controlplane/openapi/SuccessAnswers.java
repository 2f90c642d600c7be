package net.hostedmtasts.controlplane.openapi;

import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** What the success answers of many operations have in common: pages and headers. */
final class SuccessAnswers {
  private static final String JSON = "application/json";
  // What has versions.
  private static final Set<String> VERSIONED =
      Set.of("#/components/schemas/MtaStsView", "#/components/schemas/WebhookView");

  private SuccessAnswers() {}

  static void complete(Operation operation) {
    operation
        .getResponses()
        .getAPIResponses()
        .forEach(
            (status, response) -> {
              if (status.startsWith("2") && response.getContent() != null) {
                complete(status, response);
              }
            });
  }

  private static void complete(String status, APIResponse response) {
    MediaType json = response.getContent().getMediaType(JSON);
    Schema schema = json == null ? null : json.getSchema();
    if (json == null || schema == null) {
      return;
    }
    if (isList(schema)) {
      json.setSchema(page(schema));
    }
    if (schema.getRef() != null && VERSIONED.contains(schema.getRef())) {
      response.addHeader("ETag", header("The version that is shown, for If-Match in a change."));
    }
    if (status.equals("201")) {
      response.addHeader("Location", header("The address of what was created."));
    }
  }

  // No operation answers with a bare list: annotations name the kind of item, and the page comes
  // from here, because an annotation cannot say which type a generic one stands for.
  private static boolean isList(Schema schema) {
    return schema.getType() != null && schema.getType().contains(Schema.SchemaType.ARRAY);
  }

  private static Schema page(Schema items) {
    return OASFactory.createSchema()
        .type(List.of(Schema.SchemaType.OBJECT))
        .required(List.of("items"))
        .addProperty("items", items)
        .addProperty(
            "next",
            OASFactory.createSchema()
                .type(List.of(Schema.SchemaType.STRING))
                .description("To be given as after for the next page; absent on the last one."));
  }

  private static Header header(String description) {
    return OASFactory.createHeader()
        .description(description)
        .schema(OASFactory.createSchema().type(List.of(Schema.SchemaType.STRING)));
  }
}

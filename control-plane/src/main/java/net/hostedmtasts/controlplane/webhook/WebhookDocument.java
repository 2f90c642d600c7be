package net.hostedmtasts.controlplane.webhook;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** What a webhook receives, in the section "webhooks" of the API document. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class WebhookDocument implements OASFilter {
  private static final String JSON = "application/json";

  @Override
  public void filterOpenAPI(OpenAPI document) {
    document.addWebhook("event", OASFactory.createPathItem().POST(received()));
  }

  private static Operation received() {
    return OASFactory.createOperation()
        .operationId("receiveEvent")
        .summary("An event, or a ping, as Standard Webhooks says")
        .description(
            "A delivery may come twice, and deliveries may overtake one another: webhook-id tells"
                + " repetitions, data.id the order. Redirects are not followed.")
        .security(List.of())
        .addParameter(header("webhook-id", "The same in every attempt of one delivery."))
        .addParameter(header("webhook-timestamp", "Seconds since 1970, of this attempt."))
        .addParameter(
            header(
                "webhook-signature",
                "v1, and the HMAC-SHA256 over webhook-id.webhook-timestamp.body in Base64; two of"
                    + " them, with a space between, after a rotation of the secret."))
        .requestBody(
            OASFactory.createRequestBody()
                .required(true)
                .content(
                    OASFactory.createContent()
                        .addMediaType(JSON, OASFactory.createMediaType().schema(payload()))))
        .responses(
            OASFactory.createAPIResponses()
                .addAPIResponse(
                    "2XX", OASFactory.createAPIResponse().description("It has arrived."))
                .addAPIResponse(
                    "410",
                    OASFactory.createAPIResponse()
                        .description("No more, please: the webhook is disabled."))
                .addAPIResponse(
                    "default",
                    OASFactory.createAPIResponse()
                        .description("It is sent again later; Retry-After is obeyed.")));
  }

  private static Parameter header(String name, String description) {
    return OASFactory.createParameter()
        .name(name)
        .in(Parameter.In.HEADER)
        .required(true)
        .description(description)
        .schema(of(Schema.SchemaType.STRING));
  }

  private static Schema payload() {
    return of(Schema.SchemaType.OBJECT)
        .required(List.of("type", "timestamp", "data"))
        .addProperty(
            "type",
            of(Schema.SchemaType.STRING)
                .description("A type of GET /api/v1/events, or ping.")
                .examples(List.of("status")))
        .addProperty(
            "timestamp",
            of(Schema.SchemaType.STRING).format("date-time").description("When it happened."))
        .addProperty("data", data());
  }

  private static Schema data() {
    return of(Schema.SchemaType.OBJECT)
        .addProperty(
            "id",
            of(Schema.SchemaType.INTEGER)
                .format("int64")
                .description("Of the event, as in GET /api/v1/events."))
        .addProperty("domain", of(Schema.SchemaType.STRING).description("In A-labels."))
        .addProperty(
            "details",
            of(Schema.SchemaType.OBJECT)
                .description("What else is known, by type: data of GET /api/v1/events."))
        .addProperty(
            "webhook_id",
            of(Schema.SchemaType.STRING).description("Of a ping, instead of all others."));
  }

  private static Schema of(Schema.SchemaType type) {
    return OASFactory.createSchema().type(List.of(type));
  }
}

package net.hostedmtasts.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import net.hostedmtasts.standalone.ownerdns.OwnerDns;

/**
 * The domain that a newcomer finds: made through the API and delegated in the owner's DNS, once per
 * data folder.
 */
final class DemoDomain {
  static final String NAME = "example.test";

  private static final String POLICY =
      """
      {"mode": "testing", "max_age": 86400, "mx": {"source": "auto"}}
      """;
  private static final String DMARC = "v=DMARC1; p=none; rua=mailto:dmarc@" + NAME;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ControlPlane controlPlane;
  private final OwnerDns ownerDns;
  private final String token;
  private final Path marker;
  private boolean created;

  private DemoDomain(ControlPlane controlPlane, OwnerDns ownerDns, String token, Path marker) {
    this.controlPlane = controlPlane;
    this.ownerDns = ownerDns;
    this.token = token;
    this.marker = marker;
  }

  /** Adds the domain and enables its policy, unless this data folder has had it before. */
  static DemoDomain in(Deployment deployment) throws IOException {
    String token = Files.readString(deployment.data().adminToken()).strip();
    Path marker = deployment.data().path().resolve("demo-domain");
    DemoDomain demo =
        new DemoDomain(deployment.controlPlane(1), deployment.ownerDns(), token, marker);
    if (Files.notExists(marker)) {
      demo.create();
    }
    return demo;
  }

  /** Whether the owner still has it: it can be deleted like any other. */
  boolean exists() throws IOException {
    return send("GET", "/api/v1/domains/" + NAME, "").statusCode() == 200;
  }

  /**
   * Whether edges serve it, or are about to: what the owner has disabled or broken in an earlier
   * run is left as it is.
   */
  boolean isServedSoon() throws IOException {
    String status =
        JSON.readTree(send("GET", "/api/v1/domains/" + NAME + "/mta-sts", "").body())
            .path("status")
            .asText();
    return created || status.equals("active");
  }

  /** The name of its TXT record in the service zone. */
  String txtName() throws IOException {
    JsonNode domain = domain();
    return StreamSupport.stream(domain.path("records").spliterator(), false)
        .filter(record -> record.path("purpose").asText().equals("txt"))
        .map(record -> record.path("target").asText().replaceFirst("\\.$", ""))
        .findFirst()
        .orElseThrow(() -> new ProcessFailed("The API names no TXT record: " + domain));
  }

  /** How far its last change has come, in the words of the API. */
  String rollout() throws IOException {
    return send("GET", "/api/v1/domains/" + NAME + "/mta-sts/rollout", "").body();
  }

  private void create() throws IOException {
    HttpResponse<String> added = send("POST", "/api/v1/domains", "{\"name\": \"" + NAME + "\"}");
    // 409: a run that was ended right here had added it.
    if (added.statusCode() != 409) {
      expect(201, added);
    }
    HttpResponse<String> seen =
        expect(200, send("GET", "/api/v1/domains/" + NAME + "/mta-sts", ""));
    setRecords();
    expect(
        200, send("PUT", "/api/v1/domains/" + NAME + "/dmarc-monitoring", "{\"enabled\": true}"));
    String version = seen.headers().firstValue("ETag").orElseThrow();
    expect(200, send("PUT", "/api/v1/domains/" + NAME + "/mta-sts", POLICY, "If-Match", version));
    Files.writeString(marker, NAME + "\n");
    created = true;
  }

  private void setRecords() throws IOException {
    ownerDns.set("_dmarc." + NAME, "TXT", DMARC);
    ownerDns.delegate(NAME, domain().path("records"));
  }

  private JsonNode domain() throws IOException {
    return JSON.readTree(expect(200, send("GET", "/api/v1/domains/" + NAME, "")).body());
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(controlPlane.api(path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return Loopback.send(request.build());
  }

  private HttpResponse<String> expect(int status, HttpResponse<String> answer) {
    if (answer.statusCode() != status) {
      throw new ProcessFailed(
          answer.request().method()
              + " "
              + answer.request().uri()
              + " answered "
              + answer.statusCode()
              + " instead of "
              + status
              + ": "
              + answer.body());
    }
    return answer;
  }
}

package net.hostedmtasts.controlplane.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.Function;
import net.hostedmtasts.controlplane.problem.Reason;
import net.hostedmtasts.controlplane.problem.Refused;
import net.hostedmtasts.controlplane.tenant.CurrentCaller;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Runs a POST once for each {@code Idempotency-Key}. The key, the work and its outcome are one
 * transaction: a crash leaves all or nothing, and a refusal is not remembered, so that the same
 * request can be sent again once its cause is gone.
 */
@ApplicationScoped
public class Idempotency {
  private static final String REPLAYED = "Idempotency-Replayed";

  private final Mutiny.SessionFactory database;
  private final FirstOutcomes outcomes;
  private final CurrentCaller caller;
  private final ObjectMapper json;

  Idempotency(
      Mutiny.SessionFactory database,
      FirstOutcomes outcomes,
      CurrentCaller caller,
      ObjectMapper json) {
    this.database = database;
    this.outcomes = outcomes;
    this.caller = caller;
    this.json = json;
  }

  /**
   * Does the work in one transaction, or answers with what it did before.
   *
   * @param key without one the work is just done
   * @param request the address of the POST; with {@code body} it is what a repetition must equal
   * @param work what the POST does; all of its changes through the session given
   */
  public Uni<Response> once(
      @Nullable IdempotencyKey key,
      UriInfo request,
      @Nullable Object body,
      Function<Mutiny.Session, Uni<Outcome>> work) {
    if (key == null) {
      return database.withTransaction(
          session -> work.apply(session).map(outcome -> answer(outcome, text(outcome.body()))));
    }
    StoredOutcome.Key row = new StoredOutcome.Key(caller.get().tenant(), key.value());
    byte[] fingerprint = fingerprint(request, body);
    return database.withTransaction(
        session ->
            outcomes
                .claim(session, row, fingerprint)
                .onFailure(FirstOutcomes::stillRunning)
                .transform(running -> inProgress())
                .chain(
                    first -> first ? first(session, row, work) : again(session, row, fingerprint)));
  }

  private static Refused inProgress() {
    return new Refused(Reason.REQUEST_IN_PROGRESS, "Repeat the request in some seconds.")
        .header(HttpHeaders.RETRY_AFTER, "2");
  }

  private Uni<Response> first(
      Mutiny.Session session, StoredOutcome.Key row, Function<Mutiny.Session, Uni<Outcome>> work) {
    return work.apply(session)
        .chain(
            outcome -> {
              String text = text(outcome.body());
              return outcomes
                  .complete(session, row, outcome, text)
                  .replaceWith(answer(outcome, text));
            });
  }

  private Uni<Response> again(Mutiny.Session session, StoredOutcome.Key row, byte[] fingerprint) {
    return session.find(StoredOutcome.class, row).map(stored -> replay(stored, fingerprint));
  }

  private static Response replay(StoredOutcome stored, byte[] fingerprint) {
    if (!stored.of(fingerprint)) {
      throw new Refused(
              Reason.IDEMPOTENCY_KEY_REUSED, "Use a new Idempotency-Key for a new request.")
          .field("Idempotency-Key");
    }
    if (stored.secretId != null) {
      throw new Refused(
              Reason.SECRET_SHOWN_ONCE,
              "The first request has done its work. If its answer was lost, delete what id names here and create it once more with a new key, or let a webhook have another secret.")
          .with("id", stored.secretId)
          .with("location", String.valueOf(stored.location));
    }
    Response.ResponseBuilder answer =
        Response.status(stored.status == null ? 200 : stored.status)
            .type(MediaType.APPLICATION_JSON)
            .entity(stored.body)
            .header(REPLAYED, "true");
    return (stored.location == null ? answer : answer.header(HttpHeaders.LOCATION, stored.location))
        .build();
  }

  private static Response answer(Outcome outcome, String text) {
    Response.ResponseBuilder answer =
        Response.status(outcome.status()).type(MediaType.APPLICATION_JSON).entity(text);
    return (outcome.location() == null
            ? answer
            : answer.header(HttpHeaders.LOCATION, outcome.location().toString()))
        .build();
  }

  private String text(Object body) {
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A view is no JSON: " + body.getClass(), e);
    }
  }

  // Of the values read, not of the octets: spaces and the order of fields make no other request.
  private byte[] fingerprint(UriInfo request, @Nullable Object body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(request.getRequestUri().getRawPath().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      return digest.digest(json.writeValueAsBytes(body));
    } catch (NoSuchAlgorithmException | JsonProcessingException e) {
      throw new IllegalStateException(
          "Every Java has SHA-256, and what was read as JSON can be written", e);
    }
  }
}

package net.hostedmtasts.controlplane.publication;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import net.hostedmtasts.controlplane.certificate.CertificateRenderer;
import net.hostedmtasts.controlplane.certificate.IssuedCertificate;
import net.hostedmtasts.controlplane.revision.CertificateBody;
import net.hostedmtasts.controlplane.revision.PublishedTopic;
import org.hibernate.reactive.mutiny.Mutiny;

/** Makes the message of a publication row (deploy/contract). */
@ApplicationScoped
class MessageRenderer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Mutiny.SessionFactory database;
  private final CertificateRenderer certificates;

  MessageRenderer(Mutiny.SessionFactory database, CertificateRenderer certificates) {
    this.database = database;
    this.certificates = certificates;
  }

  /** Fails where the row cannot be made a message; it never throws. */
  Uni<byte[]> render(Desired desired) {
    return Uni.createFrom().deferred(() -> message(desired));
  }

  private Uni<byte[]> message(Desired desired) {
    if (!desired.served()) {
      return Uni.createFrom().item(withdrawn(desired.revision()));
    }
    if (desired.key().published() == PublishedTopic.CERTIFICATES) {
      return certificate(desired);
    }
    return Uni.createFrom().item(served(desired));
  }

  /** Sealed for this revision, so that the record does not open under another. */
  private Uni<byte[]> certificate(Desired desired) {
    UUID id = CertificateBody.read(desired.body()).certificateId();
    return database
        .withSession(session -> session.find(IssuedCertificate.class, id))
        .map(certificate -> certificates.served(certificate, desired.revision()));
  }

  static byte[] withdrawn(long revision) {
    return bytes(JSON.createObjectNode().put("revision", revision).put("state", "withdrawn"));
  }

  static byte[] served(Desired desired) {
    ObjectNode message =
        JSON.createObjectNode().put("revision", desired.revision()).put("state", "served");
    try {
      message.setAll((ObjectNode) JSON.readTree(desired.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes(message);
  }

  private static byte[] bytes(ObjectNode message) {
    try {
      return JSON.writeValueAsBytes(message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

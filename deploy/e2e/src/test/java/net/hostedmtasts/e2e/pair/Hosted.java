package net.hostedmtasts.e2e.pair;

/**
 * A domain that was added.
 *
 * @param label the owner's label in the service zone
 * @param txtName where its TXT record is answered
 */
public record Hosted(String domain, String label, String txtName) {

  /** The host whose certificate and document senders ask for. */
  public String policyHost() {
    return "mta-sts." + domain;
  }
}

package net.hostedmtasts.controlplane.webhook.delivery;

import java.util.Map;

/**
 * What one attempt sends.
 *
 * @param headers those of Standard Webhooks
 */
record Message(String url, Map<String, String> headers, String body) {
  Message {
    headers = Map.copyOf(headers);
  }

  // Signatures are in the headers, and some URLs are secrets.
  @Override
  public String toString() {
    return "Message";
  }
}

package net.hostedmtasts.standalone;

import java.net.URI;

/**
 * One policy-server of a deployment.
 *
 * @param number counted from 1
 * @param host its address, 127.0.0.n
 */
public record Edge(int number, String host, Ports ports, ServiceInstance instance) {

  /** An address of its management interface, such as {@code /q/metrics}. */
  public URI management(String path) {
    return URI.create("http://" + host + ":" + ports.edgeManagement() + path);
  }

  /** An address of its listener for ACME challenges. */
  public URI challenges(String path) {
    return URI.create("http://" + host + ":" + ports.challenges() + path);
  }
}

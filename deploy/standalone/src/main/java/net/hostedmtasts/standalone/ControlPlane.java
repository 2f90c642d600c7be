package net.hostedmtasts.standalone;

import java.net.URI;

/**
 * One control-plane of a deployment.
 *
 * @param number counted from 1
 * @param host its address, 127.0.0.n
 */
public record ControlPlane(int number, String host, Ports ports, ServiceInstance instance) {

  /** An address of its API, such as {@code /api/v1/domains}. */
  public URI api(String path) {
    return URI.create("http://" + host + ":" + ports.api() + path);
  }

  /** An address of its management interface, such as {@code /q/metrics}. */
  public URI management(String path) {
    return URI.create("http://" + host + ":" + ports.controlPlaneManagement() + path);
  }
}

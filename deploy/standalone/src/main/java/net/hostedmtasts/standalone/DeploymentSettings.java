package net.hostedmtasts.standalone;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a deployment on this machine is made of.
 *
 * @param data the folder of everything that is kept
 * @param home the folder of the built project, with {@code control-plane/target} and {@code
 *     policy-server/target}
 * @param zone the service zone
 * @param addresses how many edges the zone's A records name, from 127.0.0.1 on; more can be started
 * @param controlPlane further settings of each control-plane, by property name
 * @param edge further settings of each edge, by property name
 * @param jvmOptions for both services
 * @param ownerDns whether it brings the DNS of the owners of domains; without, the control-plane
 *     asks the resolvers that it is told, and authoritative servers at the usual port
 * @param signing who signs certificates
 */
public record DeploymentSettings(
    Path data,
    Path home,
    String zone,
    int addresses,
    Ports ports,
    Map<String, String> controlPlane,
    Map<String, String> edge,
    List<String> jvmOptions,
    boolean ownerDns,
    Signing signing) {

  /** Small and quick to start: the services do little work here, and many share few cores. */
  public static final List<String> SMALL_JVM =
      List.of("-Xms32m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  /** Copies what can change, and makes the folders absolute. */
  public DeploymentSettings {
    data = data.toAbsolutePath().normalize();
    home = home.toAbsolutePath().normalize();
    controlPlane = Map.copyOf(controlPlane);
    edge = Map.copyOf(edge);
    jvmOptions = List.copyOf(jvmOptions);
  }

  /** Free ports, a small JVM, an owner's DNS and no further settings. */
  public static DeploymentSettings of(Path data, Path home, String zone, int addresses) {
    return new DeploymentSettings(
        data,
        home,
        zone,
        addresses,
        Ports.free(),
        Map.of(),
        Map.of(),
        SMALL_JVM,
        true,
        new Signing.Local());
  }

  /** The same on other ports. */
  public DeploymentSettings withPorts(Ports other) {
    return new DeploymentSettings(
        data, home, zone, addresses, other, controlPlane, edge, jvmOptions, ownerDns, signing);
  }

  /** The same with other edges in the zone's A records. */
  public DeploymentSettings withAddresses(int other) {
    return new DeploymentSettings(
        data, home, zone, other, ports, controlPlane, edge, jvmOptions, ownerDns, signing);
  }

  /** The same with one more setting of each control-plane. */
  public DeploymentSettings withControlPlane(String property, String value) {
    return new DeploymentSettings(
        data,
        home,
        zone,
        addresses,
        ports,
        with(controlPlane, property, value),
        edge,
        jvmOptions,
        ownerDns,
        signing);
  }

  /** The same with one more setting of each edge. */
  public DeploymentSettings withEdge(String property, String value) {
    return new DeploymentSettings(
        data,
        home,
        zone,
        addresses,
        ports,
        controlPlane,
        with(edge, property, value),
        jvmOptions,
        ownerDns,
        signing);
  }

  /** The same with the DNS of the world in place of an owner's DNS on this machine. */
  public DeploymentSettings withoutOwnerDns() {
    return new DeploymentSettings(
        data, home, zone, addresses, ports, controlPlane, edge, jvmOptions, false, signing);
  }

  /** The same with certificates from somebody else. */
  public DeploymentSettings withSigning(Signing other) {
    return new DeploymentSettings(
        data, home, zone, addresses, ports, controlPlane, edge, jvmOptions, ownerDns, other);
  }

  private static Map<String, String> with(Map<String, String> all, String property, String value) {
    Map<String, String> more = new HashMap<>(all);
    more.put(property, value);
    return more;
  }
}

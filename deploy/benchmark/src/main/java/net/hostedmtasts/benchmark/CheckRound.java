package net.hostedmtasts.benchmark;

import java.io.IOException;
import java.util.List;
import net.hostedmtasts.standalone.Deployment;

/**
 * What was used up so far, or in one round of checks. CPU in seconds.
 *
 * @param owners of the owner's DNS, which is in the JVM of this program
 * @param resolver questions to the resolver
 * @param nameServers questions to the owner's name servers
 * @param fetches answered by the edges
 */
record CheckRound(
    long nanos,
    double load,
    double controlPlane,
    double database,
    double edges,
    double owners,
    long resolver,
    long nameServers,
    long connections,
    long fetches,
    double peakMebibytes,
    double liveMebibytes) {
  static final String HEAD =
      "| round | load average, before and after | s | checks per s | control-plane CPU, s |"
          + " CPU per check, ms | database CPU, s | edges CPU, s | owner's DNS CPU, s |"
          + " questions to the resolver | to name servers | connections | policies fetched |"
          + " peak resident, MiB | live heap, MiB | domains with findings |\n"
          + "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
          + " --- | --- |";

  private static final double NANOS_PER_SECOND = 1e9;

  static CheckRound now(Deployment deployment) throws IOException, InterruptedException {
    long nanos = System.nanoTime();
    ProcessFigures controlPlane =
        new ProcessFigures(deployment.controlPlane(1).instance().process().pid());
    double cpu = controlPlane.cpuSeconds();
    Metrics metrics = new Metrics(deployment.controlPlane(1).management("/q/metrics"));
    double edges = 0;
    long fetches = 0;
    for (int number : List.of(1, 2)) {
      var edge = deployment.edge(number);
      edges += new ProcessFigures(edge.instance().process().pid()).cpuSeconds();
      fetches += new Metrics(edge.management("/q/metrics")).sum("edge_fetches_total");
    }
    return new CheckRound(
        nanos,
        ProcessFigures.loadAverage(),
        cpu,
        new ProcessFigures(deployment.database().process().pid()).cpuSecondsWithChildren(),
        edges,
        new ProcessFigures(ProcessHandle.current().pid()).cpuSeconds(),
        metrics.sum("dns_questions_total{to=\"resolver\""),
        metrics.sum("dns_questions_total{to=\"name-server\""),
        metrics.sum("outside_connection_attempts_total"),
        fetches,
        controlPlane.peakMebibytes(),
        controlPlane.liveHeapMebibytes());
  }

  /** What has come since {@code before}; memory and load stay as they are. */
  CheckRound since(CheckRound before) {
    return new CheckRound(
        nanos - before.nanos,
        before.load,
        controlPlane - before.controlPlane,
        database - before.database,
        edges - before.edges,
        owners - before.owners,
        resolver - before.resolver,
        nameServers - before.nameServers,
        connections - before.connections,
        fetches - before.fetches,
        peakMebibytes,
        liveMebibytes);
  }

  void print(int number, int domains, long withFindings) throws IOException {
    double seconds = nanos / NANOS_PER_SECOND;
    System.out.printf(
        "| %d | %.1f, %.1f | %.1f | %.0f | %.1f | %.2f | %.1f | %.1f | %.1f | %d | %d | %d | %d |"
            + " %.0f | %.0f | %d |%n",
        number,
        load,
        ProcessFigures.loadAverage(),
        seconds,
        domains / seconds,
        controlPlane,
        1_000 * controlPlane / domains,
        database,
        edges,
        owners,
        resolver,
        nameServers,
        connections,
        fetches,
        peakMebibytes,
        liveMebibytes,
        withFindings);
  }
}

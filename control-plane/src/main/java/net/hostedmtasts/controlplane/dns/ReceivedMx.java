package net.hostedmtasts.controlplane.dns;

import java.util.ArrayList;
import java.util.List;
import net.hostedmtasts.controlplane.policy.DomainName;
import net.hostedmtasts.controlplane.policy.InvalidValue;

/** MX records as they came, before their names are believed. */
record ReceivedMx(List<Received> records) {
  private static final int MAX_RECORDS = 100;

  /** One record; the name with or without the final dot. */
  record Received(int preference, String name) {

    // Some decoders write the root as nothing.
    boolean root() {
      return name.isEmpty() || name.equals(".");
    }
  }

  ReceivedMx {
    records = List.copyOf(records);
  }

  /** What the records mean; never throws. */
  MxAnswer answer() {
    if (records.isEmpty()) {
      return new MxAnswer.NoRecords();
    }
    if (records.size() > MAX_RECORDS) {
      return new MxAnswer.Failed("there are more than " + MAX_RECORDS + " MX records");
    }
    if (records.size() == 1 && records.get(0).root()) {
      return new MxAnswer.NullMx();
    }
    return hosts();
  }

  private MxAnswer hosts() {
    List<MxHost> hosts = new ArrayList<>();
    List<String> unusable = new ArrayList<>();
    for (Received received : records) {
      try {
        hosts.add(new MxHost(received.preference(), DomainName.parse(received.name())));
      } catch (InvalidValue odd) {
        unusable.add(odd.value());
      }
    }
    return hosts.isEmpty()
        ? new MxAnswer.Failed("no MX record names a host: " + String.join(", ", unusable))
        : new MxAnswer.Hosts(hosts, unusable);
  }
}

package net.hostedmtasts.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** A deployment of which no process runs. */
class DeploymentTest {
  @TempDir Path folder;
  private DeploymentSettings settings;

  @BeforeEach
  void pretendToHaveBuilt() throws IOException {
    for (String module : List.of("control-plane", "policy-server")) {
      Path application =
          Files.createDirectories(folder.resolve(module).resolve("target/quarkus-app"));
      Files.createFile(application.resolve("quarkus-run.jar"));
    }
    settings = DeploymentSettings.of(folder.resolve("data"), folder, "service.test", 2);
  }

  @Test
  void the_owners_dns_answers_once_prepared_and_keeps_its_zones() throws IOException {
    try (Deployment deployment = Deployment.prepare(settings)) {
      deployment.ownerDns().set("a.d1.example", "A", "192.0.2.1");
      assertThat(rcode("a.d1.example.")).isEqualTo(Rcode.NOERROR);
    }
    try (Deployment again = Deployment.prepare(settings)) {
      assertThat(rcode("a.d1.example.")).isEqualTo(Rcode.NOERROR);
      again.ownerDns().remove("a.d1.example");
      assertThat(rcode("a.d1.example.")).isEqualTo(Rcode.NXDOMAIN);
    }
  }

  @Test
  void where_real_dns_is_asked_there_is_no_owners_dns() {
    try (Deployment deployment = Deployment.prepare(settings.withoutOwnerDns())) {
      assertThatThrownBy(deployment::ownerDns).isInstanceOf(IllegalStateException.class);
      assertThat(FreePort.isFree("127.0.0.1", settings.ports().ownerHttp())).isTrue();
    }
  }

  @Test
  void the_roots_of_an_authority_elsewhere_are_where_everything_looks_for_them()
      throws IOException {
    Path roots = folder.resolve("roots.pem");
    PebbleCertificate.writeOnce(roots, folder.resolve("key.pem"));
    Signing elsewhere =
        new Signing.Directory(
            URI.create("https://ca.example/dir"), Optional.of(new AcmeRoots(roots)));
    for (int start = 1; start <= 2; start++) {
      try (Deployment deployment =
          Deployment.prepare(settings.withoutOwnerDns().withSigning(elsewhere))) {
        assertThat(deployment.data().authority()).hasSameTextualContentAs(roots);
      }
    }
  }

  private int rcode(String name) throws IOException {
    SimpleResolver resolver =
        new SimpleResolver(
            new InetSocketAddress(
                InetAddress.getLoopbackAddress(), settings.ports().ownerResolver()));
    Record question = Record.newRecord(Name.fromConstantString(name), Type.A, DClass.IN);
    return resolver.send(Message.newQuery(question)).getRcode();
  }
}

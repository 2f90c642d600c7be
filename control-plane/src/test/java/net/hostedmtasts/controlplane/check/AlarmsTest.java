package net.hostedmtasts.controlplane.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.hostedmtasts.controlplane.certificate.TestDatabase;
import net.hostedmtasts.controlplane.domain.HostedDomain;
import net.hostedmtasts.controlplane.finding.Finding;
import net.hostedmtasts.controlplane.finding.FindingCode;
import net.hostedmtasts.controlplane.finding.Severity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is an event of its own, and when it is told. */
// JUnit fills the fields before each test.
@SuppressWarnings("NullAway.Init")
class AlarmsTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private LifeInfra infra;
  private LifeMachine machine;

  @BeforeEach
  void configured() {
    infra = new LifeInfra(DATABASE.running());
    machine = new LifeMachine(infra, 1);
    machine.happen(new LifeEvent(LifeEvent.Kind.CONFIGURE, 0, 2, true));
  }

  @AfterEach
  void close() {
    infra.close();
  }

  /**
   * @param known how serious the check before found it; "-" where it did not
   * @param found how serious it is now
   * @param alarm whether it is told by an event of its own
   * @param other whether the event about all findings tells of it
   */
  @ParameterizedTest(name = "{0}: {1}, then {2}: alarm {3}, findings {4} ({5})")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          certificate-expiring | -       | warning | certificate-at-risk | true  | a quarter of its life is left
          certificate-expiring | warning | warning | -                   | false | known
          certificate-expiring | warning | error   | certificate-at-risk | true  | a tenth is left
          certificate-expiring | error   | error   | -                   | false | known
          certificate-expiring | error   | warning | -                   | true  | it got better
          certificate-expiring | warning | -       | -                   | true  | it was renewed
          mx-not-covered       | -       | warning | mx-not-covered      | true  | while testing
          mx-not-covered       | warning | error   | mx-not-covered      | true  | the policy is enforced now
          delegation-lost      | -       | error   | delegation-lost     | true  | mail will be affected
          cname-missing        | -       | warning | -                   | true  | nothing of its own
          """)
  void an_alarm_is_told_when_it_is_new_or_more_serious(
      String code, String known, String found, String alarm, boolean other, String why) {
    List<Finding> before = findings(code, known);
    List<Finding> after = findings(code, found);
    Alarms alarms = infra.beans.get(Alarms.class);
    boolean differs =
        infra.connections.ask(
            session ->
                session
                    .find(HostedDomain.class, machine.id(0))
                    .chain(
                        domain ->
                            alarms.tell(session, domain, before, after, infra.clock.instant()))
                    .chain(() -> session.find(DomainCheck.class, machine.id(0)))
                    .map(
                        check -> {
                          check.settle(before, List.of(), List.of(), infra.clock.instant());
                          return check.findsOther(after);
                        }));
    assertThat(alarms())
        .as(why)
        .isEqualTo(alarm.equals("-") ? List.of() : List.of(alarm + " " + found));
    assertThat(differs).as(why).isEqualTo(other);
  }

  private static List<Finding> findings(String code, String severity) {
    return severity.equals("-")
        ? List.of()
        : List.of(
            Finding.of(FindingCode.parse(code), "mta-sts.example.com")
                .as(Severity.parse(severity)));
  }

  private List<String> alarms() {
    return infra.connections.ask(
        session ->
            session
                .createNativeQuery(
                    "select type || ' ' || (cast(data as json) -> 'findings' -> 0 ->> 'severity')"
                        + " from domain_event where type not in ('status', 'findings')",
                    String.class)
                .getResultList());
  }
}

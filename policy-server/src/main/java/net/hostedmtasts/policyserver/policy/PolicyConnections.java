package net.hostedmtasts.policyserver.policy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.util.concurrent.FastThreadLocal;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import net.hostedmtasts.policyserver.listener.ConnectionLimits;
import net.hostedmtasts.policyserver.validation.Validations;

/** Prepares each new connection: limits first, then a CA that may come, then TLS, then answers. */
@Singleton
@Sharable
final class PolicyConnections extends ChannelInitializer<Channel> {
  private final PolicyListenerSettings settings;
  private final PolicyAnswers answers;
  private final PolicyMetrics metrics;
  private final PolicyTls tls;
  private final Validations validations;
  private final ConnectionLimits limits;
  private final FastThreadLocal<AnswerEncoder> encoders =
      new FastThreadLocal<>() {
        @Override
        protected AnswerEncoder initialValue() {
          return new AnswerEncoder(Clock.systemUTC());
        }
      };

  @Inject
  PolicyConnections(
      PolicyListenerSettings settings,
      PolicyAnswers answers,
      PolicyMetrics metrics,
      PolicyTls tls,
      Validations validations) {
    this.settings = settings;
    this.answers = answers;
    this.metrics = metrics;
    this.tls = tls;
    this.validations = validations;
    this.limits = new ConnectionLimits(settings.connections(), settings.connectionsPerClient());
  }

  @Override
  protected void initChannel(Channel connection) {
    ConnectionLimits.Verdict verdict = limits.count(connection);
    metrics.connected(verdict);
    if (verdict != ConnectionLimits.Verdict.ACCEPTED) {
      var unused = connection.close();
      return;
    }
    if (validations.expected()) {
      var unused =
          connection
              .pipeline()
              .addLast(validations.lookOut(settings.handshakeTimeout(), this::addHandlers));
    } else {
      addHandlers(connection.pipeline(), settings.handshakeTimeout().toMillis());
    }
  }

  private void addHandlers(ChannelPipeline pipeline, long handshakeMillis) {
    var unused =
        pipeline
            .addLast(tls.newHandler(pipeline.channel().alloc(), handshakeMillis))
            .addLast(new PolicyHandler(answers, encoders.get(), metrics, settings));
  }
}

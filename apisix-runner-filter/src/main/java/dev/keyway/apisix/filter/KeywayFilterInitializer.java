package dev.keyway.apisix.filter;

import dev.keyway.Keyway;
import dev.keyway.health.Health;
import dev.keyway.provider.ProviderUrls;
import dev.keyway.record.RecordJson;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Puts the filter among those of the runner, wherever this jar is on the class path of a Spring
 * Boot application: Boot finds this class by name, in {@code META-INF/spring.factories}.
 */
public final class KeywayFilterInitializer
    implements ApplicationContextInitializer<GenericApplicationContext> {

  /** What is refused here is recorded where the runner logs: the relay never hears of it. */
  private static final Logger RECORDS = LoggerFactory.getLogger("dev.keyway.records");

  @Override
  public void initialize(GenericApplicationContext context) {
    Environment environment = context.getEnvironment();
    context.registerBean("keywayFilter", KeywayFilter.class, () -> filter(environment));
  }

  private static KeywayFilter filter(Environment environment) {
    FilterSettings settings = FilterSettings.of(environment);
    InstantSource clock = InstantSource.system();
    Signing signing = Signing.start(settings.keyFiles(), keyway(clock), clock);
    Rehearsal.play(signing);
    return new KeywayFilter(new Routes(settings.callers()), signing);
  }

  /** It only writes answers here. */
  private static Keyway keyway(InstantSource clock) {
    return new Keyway(
        clock,
        () -> ThreadLocalRandom.current().nextLong(),
        new Health(null),
        ProviderUrls.NONE,
        record -> RECORDS.info(RecordJson.line(record)));
  }
}

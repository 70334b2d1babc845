package dev.keyway.testkit.apisix;

import dev.keyway.testkit.openresty.Lua;
import io.github.api7.A6.ExtraInfo.Info;
import io.github.api7.A6.ExtraInfo.Req;
import io.github.api7.A6.ExtraInfo.Var;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a runner may ask for while it is asked.
 *
 * @param answer of upstream, where there is one already
 */
record ExtraInfo(ApisixRequest request, @Nullable UpstreamAnswer answer) {

  /** Answers questions until the runner has none, and returns what it says then. */
  Frame answers(RunnerConnection connection) throws CallFailed {
    Frame frame = connection.receive();
    while (frame.type() == Frame.EXTRA_INFO) {
      connection.whileOthersRun(request::asked);
      connection.send(Frame.EXTRA_INFO, information(frame.message()));
      frame = connection.receive();
    }
    return frame;
  }

  private ByteBuffer information(ByteBuffer message) throws CallFailed {
    Req asked = Messages.read(() -> Req.getRootAsReq(message));
    byte type = Messages.read(asked::infoType);
    return switch (type) {
      case Info.Var -> Messages.information(variable(asked));
      case Info.ReqBody -> Messages.information(request.body().length == 0 ? null : request.body());
      case Info.RespBody -> Messages.information(answer == null ? null : answer.body());
      default -> throw new CallFailed("unsupported info type: " + type);
    };
  }

  private byte @Nullable [] variable(Req asked) {
    String name =
        Messages.read(() -> {
          Var variable = new Var();
          asked.info(variable);
          return String.valueOf(Messages.text(variable.nameAsByteBuffer()));
        });
    String value = Variables.of(request, name);
    return value == null ? null : Lua.bytes(value);
  }
}

package dev.keyway.kong.pdk;

import com.google.protobuf.ByteString;
import dev.keyway.kong.pdk.wire.KV;
import dev.keyway.kong.pdk.wire.Target;
import dev.keyway.kong.pdk.wire.Text;
import java.util.List;
import java.util.Map;

record ServiceCalls(Event event) implements Service, ServiceRequest {

  @Override
  public void setTarget(String host, int port) throws KongGoneException {
    event.tell(
        PdkCall.SET_TARGET,
        Target.newBuilder().setHost(ByteString.copyFromUtf8(host)).setPort(port).build());
  }

  @Override
  public ServiceRequest request() {
    return this;
  }

  @Override
  public void setHeaders(Map<String, List<String>> headers) throws KongGoneException {
    event.tell(PdkCall.SET_HEADERS, Values.ofHeaders(headers));
  }

  @Override
  public void setHeader(String name, String value) throws KongGoneException {
    event.tell(PdkCall.SET_HEADER, header(name, value));
  }

  @Override
  public void addHeader(String name, String value) throws KongGoneException {
    event.tell(PdkCall.ADD_HEADER, header(name, value));
  }

  private static KV header(String name, String value) {
    return KV.newBuilder().setK(ByteString.copyFromUtf8(name)).setV(Values.of(value)).build();
  }

  @Override
  public void clearHeader(String name) throws KongGoneException {
    event.tell(PdkCall.CLEAR_HEADER, Texts.argument(name));
  }

  @Override
  public void setRawBody(byte[] body) throws KongGoneException {
    event.tell(PdkCall.SET_RAW_BODY, Text.newBuilder().setV(ByteString.copyFrom(body)).build());
  }

  @Override
  public void setPath(String path) throws KongGoneException {
    event.tell(PdkCall.SET_PATH, Texts.argument(path));
  }

  @Override
  public void setRawQuery(String query) throws KongGoneException {
    event.tell(PdkCall.SET_RAW_QUERY, Texts.argument(query));
  }

  @Override
  public void setMethod(String method) throws KongGoneException {
    event.tell(PdkCall.SET_METHOD, Texts.argument(method));
  }

  @Override
  public void setScheme(String scheme) throws KongGoneException {
    event.tell(PdkCall.SET_SCHEME, Texts.argument(scheme));
  }
}

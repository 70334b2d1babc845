package dev.keyway.kong.pdk;

import com.google.protobuf.ByteString;

/** Kong's functions that are called, by their names on the wire. */
enum PdkCall {
  GET_CONSUMER("kong.client.get_consumer"),
  GET_CREDENTIAL("kong.client.get_credential"),
  GET_IP("kong.client.get_ip"),
  GET_FORWARDED_IP("kong.client.get_forwarded_ip"),
  GET_PORT("kong.client.get_port"),
  GET_METHOD("kong.request.get_method"),
  GET_SCHEME("kong.request.get_scheme"),
  GET_HOST("kong.request.get_host"),
  GET_PATH("kong.request.get_path"),
  GET_PATH_WITH_QUERY("kong.request.get_path_with_query"),
  GET_RAW_QUERY("kong.request.get_raw_query"),
  GET_HEADER("kong.request.get_header"),
  GET_HEADERS("kong.request.get_headers"),
  GET_RAW_BODY("kong.request.get_raw_body"),
  SET_TARGET("kong.service.set_target"),
  SET_HEADERS("kong.service.request.set_headers"),
  SET_HEADER("kong.service.request.set_header"),
  ADD_HEADER("kong.service.request.add_header"),
  CLEAR_HEADER("kong.service.request.clear_header"),
  SET_RAW_BODY("kong.service.request.set_raw_body"),
  SET_PATH("kong.service.request.set_path"),
  SET_RAW_QUERY("kong.service.request.set_raw_query"),
  SET_METHOD("kong.service.request.set_method"),
  SET_SCHEME("kong.service.request.set_scheme"),
  EXIT("kong.response.exit"),
  GET_SHARED("kong.ctx.shared.get"),
  SET_SHARED("kong.ctx.shared.set"),
  GET_ROUTE("kong.router.get_route"),
  GET_SERVICE("kong.router.get_service"),
  LOG_ERR("kong.log.err"),
  LOG_WARN("kong.log.warn"),
  LOG_NOTICE("kong.log.notice"),
  LOG_INFO("kong.log.info"),
  LOG_DEBUG("kong.log.debug"),
  GET_VAR("kong.nginx.get_var");

  private final String function;
  private final ByteString message;

  PdkCall(String function) {
    this.function = function;
    this.message = Frames.encoded(ByteString.copyFromUtf8(function));
  }

  /** The message that calls it, with its length. */
  ByteString message() {
    return message;
  }

  @Override
  public String toString() {
    return function;
  }
}

package net.hostedmtasts.controlplane.certificate.acme;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the end of an answer, for a limited time. The client of the JDK has done its part when
 * the headers are there: a body may come for ever after its time-out.
 */
final class LimitedClient extends HttpClient {
  private final HttpClient client;
  private final CallLimit limit;

  LimitedClient(HttpClient client, CallLimit limit) {
    this.client = client;
    this.limit = limit;
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> reader)
      throws IOException, InterruptedException {
    long left = limit.left();
    if (left <= 0) {
      throw new HttpTimeoutException("the time of the call is over");
    }
    AtomicReference<@Nullable WholeBody<T>> body = new AtomicReference<>();
    CompletableFuture<HttpResponse<T>> response = client.sendAsync(request, whole(reader, body));
    try {
      return response.get(left, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw left(response, body, new HttpTimeoutException("no whole answer in time"));
    } catch (InterruptedException e) {
      left(response, body, new IOException("nobody waits for it any more", e));
      throw e;
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getCause()), e.getCause());
    }
  }

  private static <T> BodyHandler<T> whole(
      BodyHandler<T> reader, AtomicReference<@Nullable WholeBody<T>> body) {
    return response -> {
      WholeBody<T> whole = new WholeBody<>(reader.apply(response));
      body.set(whole);
      if (packed(response.headers())) {
        // Nothing was asked for but plain bytes, and packed ones may be any number of plain ones.
        whole.leave(new IOException("an answer that is packed"));
      }
      return whole;
    };
  }

  private static boolean packed(HttpHeaders headers) {
    return headers.allValues("Content-Encoding").stream()
        .anyMatch(encoding -> !encoding.equalsIgnoreCase("identity"));
  }

  /** Ends the request: the connection is closed, whatever comes there. */
  private <T> IOException left(
      CompletableFuture<HttpResponse<T>> response,
      AtomicReference<@Nullable WholeBody<T>> body,
      IOException why) {
    limit.pass();
    response.cancel(true);
    WholeBody<T> begun = body.get();
    if (begun != null) {
      begun.leave(why);
    }
    return why;
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> reader) {
    throw new UnsupportedOperationException("Nobody waits, so there is no limit");
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> reader, PushPromiseHandler<T> pushed) {
    throw new UnsupportedOperationException("Nobody waits, so there is no limit");
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return client.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return client.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return client.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return client.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return client.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return client.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return client.authenticator();
  }

  @Override
  public Version version() {
    return client.version();
  }

  @Override
  public Optional<Executor> executor() {
    return client.executor();
  }
}

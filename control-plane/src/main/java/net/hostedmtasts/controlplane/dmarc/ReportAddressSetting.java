package net.hostedmtasts.controlplane.dmarc;

import org.eclipse.microprofile.config.spi.Converter;

/** Reads the setting of a report address. */
public class ReportAddressSetting implements Converter<ReportAddress> {
  private static final long serialVersionUID = 1L;

  @Override
  public ReportAddress convert(String text) {
    return ReportAddress.parse(text);
  }
}

package io.kindling.report;

/** The beginning of a page: what it is called, looks like, and may do. */
final class PageHead {
  /** A flame, which keeps browsers from asking a server for an icon. */
  private static final String ICON =
      "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath"
          + " fill='%23d55e00' d='M8 1c1 3 5 5 5 9a5 5 0 0 1-10 0c0-2 1-3 2-4 0 1 1 2 1.500 2C7 6 7"
          + " 3 8 1z'/%3E%3C/svg%3E";

  private PageHead() {}

  /**
   * Writes it, up to the body.
   *
   * @param policy what a browser is to let the page do
   * @param remark what is to be known by who reads the source; empty for nothing
   */
  static void write(Html html, String title, String policy, String style, String remark) {
    html.own("<!DOCTYPE html>\n").open("html", "lang", "en").line();
    html.own(remark.isEmpty() ? "" : "<!-- " + remark + "\n-->\n");
    html.open("head").open("meta", "charset", "utf-8").line();
    html.own("<meta http-equiv=\"Content-Security-Policy\" content=\"").own(policy).own("\">\n");
    html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line();
    html.open("meta", "name", "referrer", "content", "no-referrer").line();
    html.own("<link rel=\"icon\" href=\"" + ICON + "\">\n");
    html.element("title", title + " – Kindling").line();
    html.open("style").own(style).close("style").close("head").line();
  }
}

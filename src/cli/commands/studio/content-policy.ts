/**
 * What the page of the studio may do. Scripts, workers and data come from its own server, and nothing is sent anywhere. The editor writes
 * its own style sheets into the page. The built page holds the policy, so that it counts on any server.
 */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** What a server adds: a page can't forbid by itself to be framed. */
export const SERVER_POLICY = `${PAGE_POLICY}; frame-ancestors 'none'`;

const aboutDevices = ['android', 'desktop', 'ios', 'mobile', 'smarttv', 'tablet'].map(
  (device) => `cloudfront-is-${device}-viewer`,
);
const aboutPlaces = [
  'city',
  'country',
  'country-name',
  'country-region',
  'country-region-name',
  'latitude',
  'longitude',
  'metro-code',
  'postal-code',
  'time-zone',
].map((what) => `cloudfront-viewer-${what}`);

/**
 * The headers that the edge makes: those that the managed policy for CloudFront's headers of June 2022 adds.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
 */
export const cloudFrontHeadersMade: readonly string[] = [
  'cloudfront-forwarded-proto',
  ...aboutDevices,
  ...aboutPlaces,
  'cloudfront-viewer-address',
  'cloudfront-viewer-asn',
  'cloudfront-viewer-http-version',
  'cloudfront-viewer-tls',
];

/** CloudFront's headers that come of the viewer's TLS connection and that nginx cannot make. */
const aboutConnections = [
  'cloudfront-viewer-header-order',
  'cloudfront-viewer-header-count',
  'cloudfront-viewer-ja3-fingerprint',
  'cloudfront-viewer-ja4-fingerprint',
];

/** Of mutual TLS with viewers, which is refused; a viewer may still claim to have it. */
const ofViewerCertificates = [
  'pem',
  'present',
  'serial-number',
  'issuer',
  'subject',
  'validity',
  'sha256',
].map((what) => `cloudfront-viewer-cert-${what}`);

/**
 * Every header that CloudFront writes, in lower case: none of them passes from a viewer to an origin.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html
 */
export const cloudFrontHeaders: readonly string[] = [
  ...cloudFrontHeadersMade,
  ...aboutConnections,
  ...ofViewerCertificates,
];

/**
 * A regular expression for the names, in lower case, of what a viewer forges and the edge has not replaced: headers
 * with CloudFront's prefix that it does not document, and `X-Edge-*`.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#request-custom-headers-behavior
 */
export const neverFromViewers = `^(?:x-edge-|cloudfront-(?!(?:${cloudFrontHeaders
  .map((name) => name.replace('cloudfront-', ''))
  .join('|')})$))`;

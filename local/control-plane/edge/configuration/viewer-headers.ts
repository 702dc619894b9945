import { ownValue } from '../../../../json/own-value.ts';
import { map } from './nginx-syntax.ts';

/** Where all viewers of the local edge are, as an address of Amazon's in Seattle would be for CloudFront. */
const place: Readonly<Record<string, string>> = {
  city: 'Seattle',
  country: 'US',
  'country-name': 'United States',
  'country-region': 'WA',
  'country-region-name': 'Washington',
  latitude: '47.60620',
  longitude: '-122.33210',
  'metro-code': '819',
  'postal-code': '98101',
  'time-zone': 'America/Los_Angeles',
  asn: '16509',
};

/** What a `User-Agent` says of the device, roughly: each is a regular expression. */
const devices: Readonly<Record<string, string>> = {
  android: 'Android',
  ios: 'iPhone|iPad|iPod',
  smarttv: 'smart-?tv|appletv|googletv|hbbtv|netcast|web0s|bravia|roku|AFT[A-Z]',
  tablet: 'iPad|tablet|kindle|silk/|playbook|Android(?!.*mobile)',
  mobile: 'iPhone|iPod|Android.*mobile|windows phone|blackberry|opera mini|mobile.*firefox',
};

/**
 * Headers of CloudFront's own making and their value in nginx, in lower case.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html
 */
const made: Readonly<Record<string, string>> = {
  'cloudfront-forwarded-proto': '$scheme',
  'cloudfront-viewer-address': '$remote_addr:$remote_port',
  'cloudfront-viewer-http-version': '$edge_http_version',
  'cloudfront-viewer-tls': '$edge_viewer_tls',
  ...Object.fromEntries(
    [...Object.keys(devices), 'desktop'].map((device) => [
      `cloudfront-is-${device}-viewer`,
      `$edge_is_${device}`,
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(place).map(([what, value]) => [`cloudfront-viewer-${what}`, `"${value}"`]),
  ),
};

/** What nginx has of a header of the viewer's request, or of the edge's own making. None of `CloudFront-*` is a viewer's. */
export function headerValue(name: string): string {
  const lower = name.toLowerCase();
  if (lower.startsWith('cloudfront-')) return ownValue(made, lower) ?? '""';
  return `$http_${lower.replaceAll('-', '_')}`;
}

/** The maps that these headers are made with. */
export const viewerMaps: readonly (readonly string[])[] = [
  // A proxy appends itself to the list.
  map('$http_via', 'edge_via', [
    ['""', '""'],
    ['default', '"$http_via, "'],
  ]),
  map('"$ssl_protocol:$ssl_cipher:$ssl_session_reused"', 'edge_viewer_tls', [
    ['"~^:"', '""'],
    ['"~:r$"', '"$ssl_protocol:$ssl_cipher:sessionResumed"'],
    ['default', '"$ssl_protocol:$ssl_cipher:fullHandshake"'],
  ]),
  ...Object.entries(devices).map(([device, expression]) =>
    map('$http_user_agent', `edge_is_${device}`, [
      // A television with Android is neither a tablet nor a phone.
      ...(isHandheld(device) ? [[`"~*${devices.smarttv}"`, 'false'] as const] : []),
      [`"~*${expression}"`, 'true'],
      ['default', 'false'],
    ]),
  ),
  map('"$edge_is_mobile$edge_is_tablet$edge_is_smarttv"', 'edge_is_desktop', [
    ['"~true"', 'false'],
    ['default', 'true'],
  ]),
];

function isHandheld(device: string): boolean {
  return device === 'tablet' || device === 'mobile';
}

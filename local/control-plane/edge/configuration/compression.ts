/**
 * What the edge compresses: answers of 1,000 to 10,000,000 bytes of these types. nginx always has text/html.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html
 */
const types = [
  'application/dash+xml application/eot application/font application/font-sfnt application/javascript',
  'application/json application/opentype application/otf application/pdf application/pkcs7-mime',
  'application/protobuf application/rss+xml application/truetype application/ttf',
  'application/vnd.apple.mpegurl application/vnd.mapbox-vector-tile application/vnd.ms-fontobject',
  'application/wasm application/xhtml+xml application/xml application/x-font-opentype',
  'application/x-font-truetype application/x-font-ttf application/x-httpd-cgi application/x-javascript',
  'application/x-mpegurl application/x-opentype application/x-otf application/x-perl application/x-ttf',
  'font/eot font/opentype font/otf font/ttf image/svg+xml text/css text/csv text/javascript text/js',
  'text/plain text/richtext text/tab-separated-values text/xml text/x-component text/x-java-source',
  'text/x-script vnd.apple.mpegurl',
].join(' ');

/** Settings for all behaviors; each switches compression on for itself. */
export const compressionSettings: readonly string[] = [
  'gzip_comp_level 5;',
  'gzip_min_length 1000;',
  'gzip_proxied any;',
  'gzip_vary on;',
  `gzip_types ${types};`,
];

/** Brotli's settings, in a file that the entry script includes where the module is installed. */
export const brotliInclude = '/var/cache/parity/brotli[.]conf';

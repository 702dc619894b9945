/** Ruby that lists the bucket with a client without a word about keys, region or endpoint, and says whose keys it took. */
export const sayKeys = [
  'require "aws-sdk-s3"',
  's3 = Aws::S3::Client.new(force_path_style: true)',
  's3.list_objects_v2(bucket: ENV.fetch("S3_BUCKET"))',
  'keys = s3.config.credentials',
  'puts "KEYS #{keys.class} #{keys.is_a?(Aws::RefreshingCredentials)} #{((keys.expiration - Time.now) / 60).round}"',
].join('; ');

/** What it said, of its output. */
export function keysIn(output: string): {
  readonly provider: string | undefined;
  readonly refreshes: boolean;
  readonly minutes: number;
} {
  const [, provider, refreshes, minutes] = /^KEYS (\S+) (\S+) (\d+)$/m.exec(output) ?? [];
  return { provider, refreshes: refreshes === 'true', minutes: Number(minutes) };
}

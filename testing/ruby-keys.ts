/** Ruby that lists the bucket with a client without a word about keys, region or endpoint, and says whose keys it took. */
export const sayKeys = [
  'require "aws-sdk-s3"',
  's3 = Aws::S3::Client.new',
  's3.list_objects_v2(bucket: ENV.fetch("S3_BUCKET"))',
  'keys = s3.config.credentials',
  'puts "KEYS #{keys.class} #{keys.is_a?(Aws::RefreshingCredentials)} #{((keys.expiration - Time.now) / 60).round}"',
].join('; ');

/** Ruby that signs a URL for an upload of `signed-outside`, and says it. */
export const saySignedUrl = [
  'require "aws-sdk-s3"',
  'object = Aws::S3::Resource.new.bucket(ENV.fetch("S3_BUCKET")).object("signed-outside")',
  'puts "URL #{object.presigned_url(:put)}"',
].join('; ');

export function signedUrlIn(output: string): string {
  return /^URL (\S+)$/m.exec(output)?.[1] ?? '';
}

/** What it said of the keys, of its output. */
export function keysIn(output: string): {
  readonly provider: string | undefined;
  readonly refreshes: boolean;
  readonly minutes: number;
} {
  const [, provider, refreshes, minutes] = /^KEYS (\S+) (\S+) (\d+)$/m.exec(output) ?? [];
  return { provider, refreshes: refreshes === 'true', minutes: Number(minutes) };
}

/** Ruby that makes a new client and lists the bucket with it again and again for so long, and says how often what came. */
export function sayKeysFor(seconds: number): string {
  return [
    'require "aws-sdk-s3"',
    'answers = []',
    `ending = Time.now + ${seconds}`,
    'while Time.now < ending do',
    '  begin',
    '    Aws::S3::Client.new.list_objects_v2(bucket: ENV.fetch("S3_BUCKET"))',
    '    answers << "keys"',
    '  rescue => error',
    '    answers << error.class.name',
    '  end',
    '  sleep 0.1',
    'end',
    'puts "ANSWERS #{answers.tally.to_a.flatten.join(" ")}"',
  ].join('\n');
}

/** How often what came, of its output. */
export function answersIn(output: string): Readonly<Record<string, number>> {
  const words = /^ANSWERS (.*)$/m.exec(output)?.[1]?.split(' ') ?? [];
  return Object.fromEntries(
    words.flatMap((word, index) => (index % 2 === 0 ? [[word, Number(words[index + 1])]] : [])),
  );
}

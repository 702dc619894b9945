const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const form = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/**
 * When a version was written, in milliseconds since the epoch, by an id that is a ULID: its first ten digits, of five bits
 * each, are that time; undefined for any other id. The S3 server that is built from packages (versitygw) makes such ids,
 * and its `LastModified` of an earlier version says when that version was replaced.
 * @see https://github.com/ulid/spec
 */
export function writtenAt(versionId: string): number | undefined {
  if (!form.test(versionId)) return undefined;
  return [...versionId.slice(0, 10)].reduce((ms, digit) => ms * 32 + digits.indexOf(digit), 0);
}

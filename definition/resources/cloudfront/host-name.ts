import { isIP } from 'node:net';
import { text } from '../../properties/scalars.ts';

const labels = '[\\w-]+(?:\\.[\\w-]+)*';

/** The host of an origin. */
export const hostName = text.refine(
  (name) => new RegExp(`^${labels}$`).test(name) && isIP(name) === 0,
  'expected a domain name without scheme, port and path, and not an IP address',
);

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html */
export const alias = text.refine(
  (name) => new RegExp(`^(?:\\*\\.)?${labels}$`).test(name) && isIP(name) === 0,
  'expected a domain name, which may have * in place of its first label',
);

import { badArgument, type Place } from './place.ts';

/**
 * The first `count` subnets of an IPv4 block, each with `bits` host bits.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-cidr.html
 */
export function divideCidr(block: string, count: number, bits: number, place: Place): readonly string[] {
  const [address = '', prefix = ''] = /^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/.test(block) ? block.split('/') : [];
  const octets = address.split('.').map(Number);
  const length = Number(prefix);
  if (octets.length !== 4 || octets.some((octet) => !(octet >= 0 && octet <= 255)) || !(length <= 32)) {
    throw badArgument(place, block, 'an IPv4 block such as 10.0.0.0/16');
  }
  const size = 2 ** bits;
  if (
    !Number.isInteger(count) ||
    !Number.isInteger(bits) ||
    !(count >= 1 && count <= 256) ||
    !(bits >= 1 && count * size <= 2 ** (32 - length))
  ) {
    throw badArgument(place, [block, count, bits], 'a count of subnets that fit into the block');
  }
  const start = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const base = start - (start % 2 ** (32 - length));
  return Array.from({ length: count }, (_, index) => `${formatAddress(base + index * size)}/${32 - bits}`);
}

function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

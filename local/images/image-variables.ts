import { wrongUsage } from '../../failure/wrong-usage.ts';
import type { ImageName } from './image-definition.ts';

/** The variables that name an image to use instead of the product's own choice. */
export const imageVariables = {
  postgres: 'POSTGRES_IMAGE',
  redis: 'REDIS_IMAGE',
  s3: 'S3_IMAGE',
  localstack: 'LOCALSTACK_IMAGE',
  node: 'NODE_IMAGE',
  haproxy: 'HAPROXY_IMAGE',
  nginx: 'NGINX_IMAGE',
  mail: 'MAIL_IMAGE',
  registry: 'REGISTRY_IMAGE',
} as const satisfies Readonly<Record<ImageName, string>>;

const domain = String.raw`(?:[A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\])(?::\d+)?`;
const pathPart = '[a-z0-9]+(?:(?:[.]|_{1,2}|-+)[a-z0-9]+)*';
const suffix = String.raw`(?::\w[\w.-]{0,127})?(?:@[A-Za-z0-9]+:[0-9a-fA-F]{32,})?`;

/** @see https://pkg.go.dev/github.com/distribution/reference */
const imageReference = new RegExp(`^(?:${domain}/)?${pathPart}(?:/${pathPart})*${suffix}$`);

/** Refuses what cannot be the name of an image. Raises `IMAGE_BAD_NAME`. */
export function refuseWrongImageNames(variables: Readonly<Record<string, string | undefined>>): void {
  for (const name of [...Object.values(imageVariables), 'SCANNER_IMAGE', 'STORE_IMAGE']) {
    const image = variables[name] || undefined;
    if (image === undefined || imageReference.test(image)) continue;
    throw wrongUsage(
      'IMAGE_BAD_NAME',
      `${name} is '${image}', which is not the name of an image`,
      `Unset ${name} or give it a name such as registry.example.com/image:tag.`,
    );
  }
}

import type { ImageAsset } from '../../definition/template/read-image-assets.ts';
import type { Workload } from '../../definition/workload.ts';
import { splitImageName } from '../docker/image-name.ts';
import { catalogueImage } from './catalogue-image.ts';
import type { ImageName } from './image-definition.ts';

/** An image that containers of the definition run, and where it comes from. */
export interface TaskImage {
  /** The name that the template has for it. */
  readonly image: string;
  /** `family/container` of those that run it. */
  readonly containers: readonly string[];
  readonly origin: ImageOrigin;
}

export type ImageOrigin =
  /** The store's own image, which `local:up` chooses and builds. */
  | { readonly kind: 'store' }
  /** Made from the assembly, as `cdk deploy` does. */
  | { readonly kind: 'asset'; readonly asset: ImageAsset }
  /** Of another repository of the stack, which no registry has. */
  | { readonly kind: 'own-repository'; readonly repository: string }
  /** One that a server of the local environment runs too. */
  | { readonly kind: 'server'; readonly name: ImageName }
  /** Of a registry, public or private. */
  | { readonly kind: 'registry' };

export interface ImageSituation {
  readonly workload: Pick<
    Workload,
    'taskDefinitions' | 'repositories' | 'stackName' | 'accountId' | 'region'
  >;
  readonly assets: readonly ImageAsset[];
  /** The tag that the app was given for the store's image. */
  readonly storeTag: string;
}

/** Where each image that the task definitions name comes from. */
export function taskImages(situation: ImageSituation): readonly TaskImage[] {
  const users = new Map<string, readonly string[]>();
  for (const { family, containerDefinitions } of situation.workload.taskDefinitions) {
    for (const { name, image } of containerDefinitions) {
      users.set(image, [...(users.get(image) ?? []), `${family}/${name}`]);
    }
  }
  return [...users].map(([image, containers]) => ({ image, containers, origin: originOf(image, situation) }));
}

function originOf(image: string, situation: ImageSituation): ImageOrigin {
  const { repositories } = situation.workload;
  const { repository, tag } = splitImageName(image);
  const own = repositories.find(({ uri }) => uri === repository);
  if (own !== undefined && own === storeRepository(situation) && tag === situation.storeTag) {
    return { kind: 'store' };
  }
  if (own !== undefined) return { kind: 'own-repository', repository: own.logicalId };
  const asset = situation.assets.find((each) => namesOf(each, situation).some((name) => name === image));
  if (asset !== undefined) return { kind: 'asset', asset };
  const server = catalogueImage(image);
  return server === undefined ? { kind: 'registry' } : { kind: 'server', name: server };
}

/** The one that is named as the stack is, where the stack has several. */
function storeRepository({ workload }: ImageSituation): Workload['repositories'][number] | undefined {
  const { repositories, stackName } = workload;
  return repositories.find(({ name }) => name === stackName) ?? repositories[0];
}

function namesOf({ destinations }: ImageAsset, { workload }: ImageSituation): readonly string[] {
  const values: Readonly<Record<string, string>> = {
    AccountId: workload.accountId,
    Region: workload.region,
    Partition: 'aws',
  };
  const registry = `${workload.accountId}.dkr.ecr.${workload.region}.amazonaws.com`;
  return destinations.map((name) => {
    const known = name.replaceAll(/\$\{AWS::(\w+)\}/g, (written, key) => values[key] ?? written);
    return `${registry}/${known}`;
  });
}

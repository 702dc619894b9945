import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type EcrEndpoint,
  ecrEndpoint,
  manifestOf,
  repository,
  repositoryName,
} from '../testing/ecr-endpoint.ts';
import { sampleTime } from '../testing/sample-state.ts';

let endpoint: EcrEndpoint;
beforeEach(async () => {
  endpoint = await ecrEndpoint();
});
afterEach(() => endpoint.close());

const one = manifestOf('1');
const two = manifestOf('2', 7);
const put = (image: ReturnType<typeof manifestOf>, imageTag?: string) => {
  const { digest: _, ...manifest } = image;
  return endpoint.ecr.putImage({
    repositoryName,
    ...manifest,
    ...(imageTag === undefined ? {} : { imageTag }),
  });
};

describe('repositories', () => {
  it('are those of the template, with what it says of them', async () => {
    const { repositories } = await endpoint.ecr.describeRepositories({});
    expect(repositories).toEqual([
      {
        repositoryArn: 'arn:aws:ecr:ap-southeast-1:000000000000:repository/spree-local',
        registryId: '000000000000',
        repositoryName,
        repositoryUri: '127.0.0.1:4566/spree-local',
        createdAt: new Date(sampleTime),
        imageTagMutability: 'IMMUTABLE',
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfiguration: { encryptionType: 'AES256' },
      },
    ]);
    const resourceArn = repositories?.[0]?.repositoryArn ?? '';
    expect((await endpoint.ecr.listTagsForResource({ resourceArn })).tags).toEqual([
      { Key: 'team', Value: 'shop' },
    ]);
    expect(await endpoint.ecr.getLifecyclePolicy({ repositoryName })).toMatchObject({
      lifecyclePolicyText: repository.lifecyclePolicy,
    });
  });

  it('that are not there, or of another account, are said by their name', async () => {
    await expect(endpoint.ecr.describeRepositories({ repositoryNames: ['none'] })).rejects.toMatchObject({
      name: 'RepositoryNotFoundException',
      message: "The repository with name 'none' does not exist in the registry with id '000000000000'",
    });
    await expect(
      endpoint.ecr.describeImages({ repositoryName, registryId: '111111111111' }),
    ).rejects.toMatchObject({ name: 'RepositoryNotFoundException' });
  });

  it('come in pages', async () => {
    await endpoint.close();
    const names = ['a', 'b', 'c'];
    endpoint = await ecrEndpoint(names.map((name) => ({ logicalId: name, name: `shop/${name}`, uri: name })));
    const first = await endpoint.ecr.describeRepositories({ maxResults: 2 });
    expect(first.repositories).toHaveLength(2);
    const second = await endpoint.ecr.describeRepositories({ maxResults: 2, ...token(first) });
    expect(second.repositories).toMatchObject([{ repositoryName: 'shop/c', imageTagMutability: 'MUTABLE' }]);
    expect(second.nextToken).toBeUndefined();
    await expect(endpoint.ecr.describeRepositories({ nextToken: 'made-up' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    await expect(endpoint.ecr.getLifecyclePolicy({ repositoryName: 'shop/a' })).rejects.toMatchObject({
      name: 'LifecyclePolicyNotFoundException',
    });
  });
});

const token = ({ nextToken }: { readonly nextToken?: string | undefined }) =>
  nextToken === undefined ? {} : { nextToken };

describe('images', () => {
  it('are described with their tags, size and time', async () => {
    await put(one, 'a');
    endpoint.advance(1000);
    await put(two);
    await put(one, 'live-a');
    const { imageDetails = [] } = await endpoint.ecr.describeImages({ repositoryName });
    const byDigest = new Map(imageDetails.map((each) => [each.imageDigest, each]));
    expect(byDigest.get(one.digest)).toEqual({
      registryId: '000000000000',
      repositoryName,
      imageDigest: one.digest,
      imageTags: ['a', 'live-a'],
      imageSizeInBytes: 5,
      imagePushedAt: new Date(sampleTime),
      imageManifestMediaType: one.imageManifestMediaType,
      artifactMediaType: 'application/vnd.docker.container.image.v1+json',
      imageScanStatus: { status: 'FAILED', description: 'There is no scanner.' },
    });
    expect(byDigest.get(two.digest)).toMatchObject({
      imageSizeInBytes: 7,
      imagePushedAt: new Date(sampleTime + 1000),
    });
    const untagged = await endpoint.ecr.describeImages({ repositoryName, filter: { tagStatus: 'UNTAGGED' } });
    expect(untagged.imageDetails).toMatchObject([{ imageDigest: two.digest }]);
  });

  it('are found by tag, digest or both', async () => {
    await put(one, 'a');
    const ids = [{ imageTag: 'a' }, { imageDigest: one.digest }, { imageTag: 'a', imageDigest: one.digest }];
    const { imageDetails } = await endpoint.ecr.describeImages({ repositoryName, imageIds: ids });
    expect(imageDetails).toHaveLength(1);
    await expect(
      endpoint.ecr.describeImages({ repositoryName, imageIds: [{ imageTag: 'b' }] }),
    ).rejects.toMatchObject({
      name: 'ImageNotFoundException',
      message:
        "The image with imageId {imageDigest:'null', imageTag:'b'} does not exist within the repository with name 'spree-local' in the registry with id '000000000000'",
    });
  });

  it('are listed by each of their tags', async () => {
    await put(one, 'a');
    await put(one, 'b');
    await put(two);
    const { imageIds } = await endpoint.ecr.listImages({ repositoryName });
    expect(new Set(imageIds)).toEqual(
      new Set([
        { imageDigest: one.digest, imageTag: 'a' },
        { imageDigest: one.digest, imageTag: 'b' },
        { imageDigest: two.digest },
      ]),
    );
    const tagged = await endpoint.ecr.listImages({ repositoryName, filter: { tagStatus: 'TAGGED' } });
    expect(tagged.imageIds).toHaveLength(2);
    const page = await endpoint.ecr.listImages({ repositoryName, maxResults: 2 });
    const rest = await endpoint.ecr.listImages({ repositoryName, maxResults: 2, ...token(page) });
    expect([page.imageIds?.length, rest.imageIds?.length]).toEqual([2, 1]);
  });

  it('are given with their manifests, and those that are missing as failures', async () => {
    await put(one, 'a');
    const { images, failures } = await endpoint.ecr.batchGetImage({
      repositoryName,
      imageIds: [{ imageTag: 'a' }, { imageTag: 'b' }, {}],
    });
    expect(images).toEqual([
      {
        registryId: '000000000000',
        repositoryName,
        imageId: { imageDigest: one.digest, imageTag: 'a' },
        imageManifest: one.imageManifest,
        imageManifestMediaType: one.imageManifestMediaType,
      },
    ]);
    expect(failures).toMatchObject([
      { imageId: { imageTag: 'b' }, failureCode: 'ImageNotFound' },
      { failureCode: 'MissingDigestAndTag' },
    ]);
  });

  it('get further tags, and each tag names one image for good', async () => {
    expect((await put(one, 'a')).image).toMatchObject({
      imageId: { imageDigest: one.digest, imageTag: 'a' },
    });
    await put(one, 'live-a');
    await expect(put(one, 'a')).rejects.toMatchObject({
      name: 'ImageAlreadyExistsException',
      message: `Image with digest '${one.digest}' and tag 'a' already exists in the repository with name 'spree-local' in registry with id '000000000000'`,
    });
    await expect(put(two, 'a')).rejects.toMatchObject({
      name: 'ImageTagAlreadyExistsException',
      message:
        "The image tag 'a' already exists in the 'spree-local' repository and cannot be overwritten because the tag is immutable.",
    });
    await expect(
      endpoint.ecr.putImage({ repositoryName, imageManifest: one.imageManifest, imageDigest: two.digest }),
    ).rejects.toMatchObject({ name: 'ImageDigestDoesNotMatchException' });
  });

  it('whose manifest is none, or whose layers are not there, are refused', async () => {
    await expect(
      endpoint.ecr.putImage({ repositoryName, imageManifest: '{}', imageTag: 'a' }),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await endpoint.close();
    const refusal = { isTaken: false, code: 'MANIFEST_BLOB_UNKNOWN', message: 'blob unknown' } as const;
    endpoint = await ecrEndpoint([repository], { putManifest: async () => refusal });
    await expect(put(one, 'a')).rejects.toMatchObject({ name: 'LayersNotFoundException' });
  });

  it('are deleted by digest, or with their last tag', async () => {
    await put(one, 'a');
    await put(one, 'b');
    await put(two, 'c');
    const remove = (...imageIds: readonly object[]) =>
      endpoint.ecr.batchDeleteImage({ repositoryName, imageIds: [...imageIds] });
    expect(await remove({ imageTag: 'a' }, { imageTag: 'none' })).toMatchObject({
      imageIds: [{ imageDigest: one.digest, imageTag: 'a' }],
      failures: [{ failureCode: 'ImageNotFound' }],
    });
    await remove({ imageTag: 'b' }, { imageDigest: two.digest });
    expect((await endpoint.ecr.listImages({ repositoryName })).imageIds).toEqual([]);
  });

  it('that an index names have its size at most, and are not deleted before it', async () => {
    await put(one);
    await put(two);
    const manifests = [one, two].map(({ digest }) => ({ digest, size: 1 }));
    const mediaType = 'application/vnd.oci.image.index.v1+json';
    await endpoint.ecr.putImage({
      repositoryName,
      imageTag: 'index',
      imageManifest: JSON.stringify({ mediaType, manifests }),
    });
    const { imageDetails } = await endpoint.ecr.describeImages({
      repositoryName,
      imageIds: [{ imageTag: 'index' }],
    });
    expect(imageDetails).toMatchObject([{ imageSizeInBytes: 7, imageManifestMediaType: mediaType }]);
    const { failures } = await endpoint.ecr.batchDeleteImage({
      repositoryName,
      imageIds: [{ imageDigest: one.digest }],
    });
    expect(failures).toMatchObject([{ failureCode: 'ImageReferencedByManifestList' }]);
  });
});

it('a login is for the user AWS, and is good for twelve hours', async () => {
  const { authorizationData } = await endpoint.ecr.getAuthorizationToken({});
  expect(authorizationData).toEqual([
    {
      authorizationToken: expect.any(String),
      expiresAt: new Date(sampleTime + 12 * 3_600_000),
      proxyEndpoint: 'http://127.0.0.1:4566',
    },
  ]);
  const text = Buffer.from(authorizationData?.[0]?.authorizationToken ?? '', 'base64').toString();
  expect(text).toMatch(/^AWS:\d+\.\S+$/);
});

it('an operation that is not offered is said by its name', async () => {
  await expect(endpoint.ecr.createRepository({ repositoryName: 'x' })).rejects.toMatchObject({
    name: 'UnknownOperationException',
    message: 'The operation "CreateRepository" of ECR is not supported by the local environment.',
  });
});

import { expect, test } from "vitest";
import { imagesSet } from "#platforms/recognise/set-images.ts";
import { only } from "./acts.ts";

test.each([
  [["image=ghcr.io/acme/shop:1.2.3"], ["ghcr.io/acme/shop:1.2.3"]],
  [["web.image.repository=ghcr.io/acme/shop,web.image.tag=1.2.3"], ["ghcr.io/acme/shop:1.2.3"]],
  [["image.repository=ghcr.io/acme/shop", "image.tag=v1", "image.digest=sha256:0f"], ["ghcr.io/acme/shop@sha256:0f"]],
  [["image.tag=1.2.3"], ["image:1.2.3"]],
  [["image.tag=${{ format('{0},{1}', a, b) }}"], ["image:${{ format('{0},{1}', a, b) }}"]],
  [["replicas=3", "imagePullPolicy=Always", "image.tag="], []],
])("of %j are %j", (settings, images) => {
  expect(imagesSet(settings)).toEqual(images);
});

test("a release ships the images that its flags set", () => {
  const { artifacts } = only(
    "helm upgrade shop ./chart --set image=ghcr.io/acme/shop:latest --set-string=worker.image.tag=${{ github.sha }}",
  );
  expect(artifacts.map(({ name, version, immutable }) => [name, version, immutable.state])).toEqual([
    ["ghcr.io/acme/shop", "latest", "broken"],
    ["worker.image", "${{ github.sha }}", "holds"],
  ]);
});

/** Texts that go round a product's admission of images, as the products document them. */
export const breakGlass: readonly string[] = [
  // A label of a pod, or with the prefix `alpha.` an annotation; each use of it is logged, needed or not:
  // https://cloud.google.com/binary-authorization/docs/using-breakglass
  "image-policy.k8s.io/break-glass",
  // https://cloud.google.com/binary-authorization/docs/run/using-breakglass-cloud-run
  "--breakglass",
  // https://cloud.google.com/run/docs/reference/rest/v1/ObjectMeta
  "run.googleapis.com/binary-authorization-breakglass",
  // https://cloud.google.com/run/docs/reference/rest/v2/BinaryAuthorization
  "breakglassJustification",
];

/** Groups of resources that say what may be admitted: what they name they do not use. */
export const admission: readonly string[] = [
  // https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
  "admissionregistration.k8s.io/",
  // https://kyverno.io/docs/policy-types/
  "kyverno.io/",
  "policies.kyverno.io/",
  // https://open-policy-agent.github.io/gatekeeper/website/docs/howto
  "templates.gatekeeper.sh/",
  "constraints.gatekeeper.sh/",
];

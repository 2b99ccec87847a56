import type { SnapshotCheck, SnapshotReview, SnapshotRuleset } from "#schema/settings.ts";
import type { Node } from "#syntax/node.ts";
import { oneOf, text, truth, wholeOrNull } from "../exported.ts";

/** Rules of branches, as the API gives them out and as files declare them for it. `id` is `null` where there is none. */
export function rulesetOf(node: Node, id: number | null): SnapshotRuleset {
  const rules = node.get("rules").items();
  const parameters = (type: string): Node | undefined =>
    rules.find((rule) => rule.get("type").text === type)?.get("parameters");
  const refs = (key: string): readonly string[] =>
    node
      .get("conditions", "ref_name", key)
      .items()
      .map((ref) => text(ref, "pattern of refs"));
  const review = parameters("pull_request");
  const actors = node.get("bypass_actors");
  return {
    id,
    name: text(node.get("name"), "name"),
    enforcement: oneOf(node.get("enforcement"), ["active", "evaluate", "disabled"]),
    target: node.has("target") ? oneOf(node.get("target"), ["branch", "tag", "push", "repository"]) : "branch",
    include: [...refs("include")],
    exclude: [...refs("exclude")],
    checks: rules
      .filter((rule) => rule.get("type").text === "required_status_checks")
      .flatMap((rule) => rule.get("parameters", "required_status_checks").items())
      .map((check) => checkOf(check, check.get("integration_id"))),
    "pull-request": review
      ? {
          approvals: wholeOrNull(review.get("required_approving_review_count")) ?? 0,
          "code-owners": review.get("require_code_owner_review").value === true,
          "dismiss-stale": review.get("dismiss_stale_reviews_on_push").value === true,
          "last-push": truth(review.get("require_last_push_approval")),
        }
      : null,
    "merge-queue": parameters("merge_queue") !== undefined,
    workflows: (parameters("workflows")?.get("workflows").items() ?? []).map((one) => text(one.get("path"), "path")),
    bypass:
      actors.kind === "sequence"
        ? actors
            .items()
            .map((actor) =>
              `${text(actor.get("actor_type"), "actor")} ${String(actor.get("actor_id").value ?? "")}`.trim(),
            )
        : null,
  };
}

function checkOf(check: Node, app: Node): SnapshotCheck {
  const id = typeof app.value === "number" && app.value > 0 ? app.value : null;
  return { name: text(check.get("context"), "name of a check"), app: id };
}

/** `checks` has what `contexts` has, with the app of each. */
export function checksOf(required: Node): SnapshotCheck[] {
  const checks = required.get("checks").items();
  if (checks.length > 0) return checks.map((check) => checkOf(check, check.get("app_id")));
  return required
    .get("contexts")
    .items()
    .map((name) => ({ name: text(name, "name of a check"), app: null }));
}

export const reviewOf = (review: Node): SnapshotReview => ({
  approvals: wholeOrNull(review.get("required_approving_review_count")) ?? 0,
  "code-owners": review.get("require_code_owner_reviews").value === true,
  "dismiss-stale": review.get("dismiss_stale_reviews").value === true,
  "last-push": truth(review.get("require_last_push_approval")),
  bypass: ["users", "teams", "apps"].flatMap((group) =>
    review
      .get("bypass_pull_request_allowances", group)
      .items()
      .map((one) =>
        text(one.kind === "scalar" ? one : one.get(group === "users" ? "login" : "slug"), "name of who may bypass"),
      ),
  ),
});

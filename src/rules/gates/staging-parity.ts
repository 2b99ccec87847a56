import { wildcard } from "#model/pattern.ts";
import type { Configuration, ConfigurationKey } from "#model/repository.ts";
import { all, decidedAt, fail, judge, notApplicable, open, pass, type Verdict } from "#model/verdict.ts";
import { rule } from "../rule.ts";
import { few } from "../wording.ts";

export default rule({
  id: "staging-parity",
  title: "Staging mirrors production: the same configuration keys, none blank or left as a token",
  each: "repository",
  evidence: ["files"],
  statements: ["S55", "S88"],
  judge: ({ configurations, at }, { allow }) => {
    const differs = allow.map((pattern) => wildcard(pattern.toLowerCase()));
    const mayDiffer = ({ name }: ConfigurationKey) => differs.some((isMatch) => isMatch(name.toLowerCase()));
    return all(
      ...[...Map.groupBy(configurations, ({ component }) => component).values()].map((family) =>
        judgeFamily(family, mayDiffer),
      ),
      notApplicable("configures no component for staging and production", at),
    );
  },
});

type MayDiffer = (key: ConfigurationKey) => boolean;

function judgeFamily(family: readonly Configuration[], mayDiffer: MayDiffer): Verdict {
  const of = (wanted: string) => family.filter(({ tier }) => tier.state === "declared" && tier.value === wanted);
  const production = of("production");
  const staging = of("staging");
  const component = family[0]!.component;
  if (production.length === 0) return notApplicable(`has no production of ${component}`);
  const complete = production.map((each) => judgeComplete(each, mayDiffer));
  if (staging.length === 0) return all(...complete, notApplicable(`has no staging of ${component}`));
  return all(...complete, ...production.flatMap((each) => staging.map((mirror) => judgePair(each, mirror, mayDiffer))));
}

/** Keys of production that are blank, or that something has yet to replace. */
const judgeComplete = ({ at, keys }: Configuration, mayDiffer: MayDiffer): Verdict =>
  judge(keys, {
    declared: (all_) => {
      const blank = all_.filter((key) => key.state === "blank" && key.at.file === at.file && !mayDiffer(key));
      const tokens = all_.filter((key) => key.state === "token" && key.at.file === at.file);
      if (blank.length > 0)
        return decidedAt(
          fail(`leaves ${few(namesOf(blank))} blank in ${at.file}`, "give each a value, or take the key out"),
          ...placesOf(blank),
        );
      if (tokens.length > 0)
        return decidedAt(
          open(
            `${few(namesOf(tokens))} in ${at.file} is a token, which something replaces before it is deployed`,
            "look at the step that replaces it: what it does not know stays as it is",
          ),
          ...placesOf(tokens),
        );
      return pass(`sets every key of ${at.file}`);
    },
    absent: notApplicable("is not there"),
  });

/** Keys that one of the two has and the other lacks. */
const judgePair = (production: Configuration, staging: Configuration, mayDiffer: MayDiffer): Verdict =>
  judge(production.keys, {
    absent: notApplicable("is not there"),
    declared: (there) =>
      judge(staging.keys, {
        absent: notApplicable("is not there"),
        declared: (here) => {
          const lacking = beyond(there, here, mayDiffer);
          const extra = beyond(here, there, mayDiffer);
          if (lacking.length + extra.length === 0)
            return decidedAt(
              pass(`has the keys of ${production.at.file} in ${staging.at.file}`),
              production.at,
              staging.at,
            );
          const parts = [
            ...(lacking.length > 0 ? [`lacks ${few(namesOf(lacking))} of ${production.at.file}`] : []),
            ...(extra.length > 0 ? [`has ${few(namesOf(extra))} beyond it`] : []),
          ];
          return decidedAt(
            fail(
              `${parts.join(" and ")} in ${staging.at.file}`,
              "set the same keys for both, or list those that may differ under `allow`",
            ),
            ...placesOf([...lacking, ...extra]),
          );
        },
      }),
  });

function beyond(these: readonly ConfigurationKey[], those: readonly ConfigurationKey[], mayDiffer: MayDiffer) {
  const known = new Set(those.map(({ name }) => name));
  return these.filter((key) => !known.has(key.name) && !mayDiffer(key));
}

const namesOf = (keys: readonly ConfigurationKey[]): readonly string[] => keys.map(({ name }) => name);
const placesOf = (keys: readonly ConfigurationKey[]) => keys.slice(0, 10).map(({ at }) => at);

import { unknown } from "#model/fact.ts";
import type { Place } from "#model/place.ts";
import type { Act } from "../routes/graph.ts";
import { nothingDone } from "../routes/act.ts";
import { brief, type Command, type ReadOptions } from "./script.ts";
import { readScript } from "./shell.ts";

/** Programs that prepare, look or tell, and deploy nothing. */
const harmless: ReadonlySet<string> = new Set(
  (
    ". : [ [[ alias apk apt apt-get awk base64 basename brew bundle cat cd chmod chown command cp curl cut date declare df diff dirname du echo " +
    "env envsubst eval exit export false find gem getopts gh git go grep gunzip gzip head hostname id java jq let ln local ls md5sum mkdir mktemp mv " +
    "node npm nproc open openssl paste pip pip3 pipenv pnpm poetry popd printf printenv pushd pwd pytest python python3 read readonly realpath return rm ruby sed " +
    "seq set sha256sum shift sleep sort source ssh-add ssh-agent ssh-keygen ssh-keyscan stat sudo tail tar tee test time touch tr trap true type uname " +
    "uniq unset unzip uv uvx wait wc wget which xargs yarn yq zip"
  ).split(" "),
);

/** Programs that run something else, which their arguments name. */
const runners =
  /^(?:python3?|node|ruby|go|java|sudo|bash|sh|npm|yarn|pnpm|poetry|uv|bundle|make|just|task|curl|wget|gh)$/;

/** What programs do that can deploy, when they only look, prepare or sign in. */
const harmlessPairs =
  /^(?:az (?:account|acr|config|extension|group|login|logout|version|storage account)|aws (?:configure|ecr|s3|s3api|sts|--version)|cf (?:auth|login|target|api)|corepack \w+|docker (?:build|buildx|images|info|inspect|login|logout|ps|pull|version)|docker-compose (?:build|pull)|gcloud (?:auth|config|info|version)|helm (?:dependency|lint|list|repo|show|status|template|version)|kubectl (?:cluster-info|config|describe|get|logs|version|wait)|kustomize build|nx \w+|oc (?:get|login|project|whoami)|terraform (?:fmt|init|output|providers|show|validate|version|workspace)|terragrunt (?:fmt|hclfmt|init|output|plan|validate)|tofu (?:fmt|init|output|show|validate))\b/;

/** Verbs of the clouds' programs that only look: `aws cloudformation list-exports`, `az webapp show`. */
const looks =
  /^(?:aws [\w-]+ (?:describe|get|head|list)|(?:az|gcloud)(?: [a-z][\w-]*){1,4}? (?:describe|list|show))(?:-[\w-]+)?(?: |$)/;

/** What its flags ask for beside it does not matter. */
function namesDeployment(words: readonly string[]): boolean {
  const text = words.filter((word) => !word.startsWith("-")).join(" ");
  return /deploy|publish|promote|workflow run|hook/i.test(text) && !/smoke|\btest|check|verify|undeploy/i.test(text);
}

/** The commands of a script that may do anything: none of the tables knows them, and they are not known to be harmless. */
export function opaqueCommands(text: string, options: ReadOptions): readonly Command[] {
  return readScript(text, options).filter(({ words }) => {
    const [first, second] = words;
    if (!first || !first.constant) return false;
    const program = first.text.replace(/^.*\//, "");
    const isNamed = runners.test(program) && namesDeployment(words.map((word) => word.text));
    if (harmless.has(program) && !isNamed) return false;
    const [, ...rest] = words.slice(0, 7).map((word) => word.text.slice(0, 40));
    return !harmlessPairs.test(`${program} ${second?.text ?? ""}`) && !looks.test([program, ...rest].join(" "));
  });
}

export const nameOf = ({ words }: Command): string => {
  const [first, second] = words.map((word) => word.text);
  return brief(`${first ?? ""} ${second ?? ""}`.trim());
};

/** Whether it tells of a deployment by its name or its first words; what its flags ask for beside it does not matter. */
const looksOn = (words: readonly string[]): boolean =>
  /status|test|check|verify|notify|wait|preview/i.test(words.filter((word) => !word.startsWith("-")).join(" "));

/** A program or script that is called `deploy` and no more than run: that it deploys is told by its name alone. */
export function namedDeployment(command: Command, at: Place, spell: (text: string) => string): Act | undefined {
  const words = command.words.map((word) => word.text);
  const [first = "", ...rest] = words;
  const named = runners.test(first.replace(/^.*\//, ""))
    ? rest.find((word) => !word.startsWith("-") && word !== "run")
    : first;
  const file = named?.replace(/^.*[/:]/, "") ?? "";
  const isNamed = /^deploy(?:[-_.]\w+)*$/i.test(file) || (rest[0] === "deploy" && !harmless.has(file));
  if (!isNamed || /dry/i.test(words.join(" ")) || looksOn(words)) return undefined;
  const name = nameOf(command);
  return {
    ...nothingDone(name, at),
    known: {
      does: "deploy",
      exposure: "controller",
      controller: `what \`${brief(named ?? file)}\` does`,
      source: "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsrun",
    },
    target: unknown("elsewhere", `what \`${brief(named ?? file)}\` deploys is not read`, at),
    signals: [{ from: "command", text: spell(rest.join(" ")), at }],
  };
}

import { readScript } from "../recognise/shell.ts";
import type { ReadOptions } from "../recognise/script.ts";

/** Programs that prepare, look or tell, and deploy nothing. */
const harmless: ReadonlySet<string> = new Set(
  (
    ". : [ [[ alias apk apt apt-get awk base64 basename brew bundle cat cd chmod chown command cp curl cut date declare df diff dirname du echo " +
    "env envsubst eval exit export false find gem getopts gh git go grep gunzip gzip head hostname id java jq let ln local ls md5sum mkdir mktemp mv " +
    "node npm nproc open openssl paste pip pip3 pipenv pnpm poetry popd printf printenv pushd pwd python python3 read readonly realpath return rm ruby sed seq set sha256sum shift " +
    "sleep sort source ssh-add ssh-agent ssh-keygen ssh-keyscan stat sudo tail tar tee test time touch tr trap true type uname uniq unset unzip uv uvx wait wc " +
    "wget which xargs yarn yq zip"
  ).split(" "),
);

const isDeploying = (text: string): boolean =>
  /deploy|publish|promote|workflow run|hook/i.test(text) && !/smoke|\btest|check|verify/i.test(text);

/** What programs do that can deploy, when they only look, prepare or sign in. */
const harmlessPairs =
  /^(?:az (?:account|acr|config|extension|group|login|logout|version|storage account)|aws (?:configure|ecr|sts|--version)|cf (?:auth|login|target|api)|corepack \w+|docker (?:build|buildx|images|info|inspect|login|logout|ps|pull|version)|docker-compose (?:build|pull)|gcloud (?:auth|config|info|version)|helm (?:dependency|lint|list|repo|show|status|template|version)|kubectl (?:cluster-info|config|describe|get|logs|version|wait)|kustomize build|nx \w+|oc (?:get|login|project|whoami)|terraform (?:fmt|init|output|providers|show|validate|version|workspace)|terragrunt (?:fmt|hclfmt|init|output|plan|validate)|tofu (?:fmt|init|output|show|validate))\b/;

/** The first command of a script that may do anything: none of the tables knows it, and it is not known to be harmless. */
export function opaqueCommand(
  text: string,
  options: ReadOptions,
): { readonly text: string; readonly offset: number } | undefined {
  for (const { words, offset } of readScript(text, options)) {
    const [first, second] = words;
    if (!first || !first.constant) continue;
    const program = first.text.replace(/^.*\//, "");
    const isScript =
      /^(?:python3?|node|ruby|go|java|sudo|npm|yarn|pnpm|poetry|uv|bundle|curl|wget|gh)$/.test(program) &&
      isDeploying(words.map((word) => word.text).join(" "));
    if (harmless.has(program) && !isScript) continue;
    if (harmlessPairs.test(`${program} ${second?.text ?? ""}`)) continue;
    return { text: [first.text, second?.text ?? ""].join(" ").trim(), offset };
  }
  return undefined;
}

import type { Word } from "./script.ts";

/** What stands before a command without changing what it is. */
interface Prefix {
  /** Flags that take the next word. */
  readonly taking: readonly string[];
  /** Words of its own behind the flags: the time of `timeout`, the image of `docker run`. */
  readonly own?: number;
  /** Words like `X=Y` belong to it. */
  readonly assignments?: boolean;
}

const plain: Prefix = { taking: [] };
const docker = [
  "-e",
  "--env",
  "--env-file",
  "-v",
  "--volume",
  "-w",
  "--workdir",
  "--name",
  "-p",
  "--publish",
  "-u",
  "--user",
  "--network",
  "--net",
  "--entrypoint",
  "--platform",
  "--mount",
  "-m",
  "--memory",
  "--cpus",
  "-l",
  "--label",
  "--add-host",
  "--pull",
  "--cidfile",
  "-h",
  "--hostname",
  "--shm-size",
  "--index",
  "--cap-add",
  "--security-opt",
  "--group-add",
  "--ulimit",
  "--log-driver",
  "--restart",
];
const compose = ["-f", "--file", "-p", "--project-name", "--profile", "--env-file", "--project-directory"];

/** By the words that begin them; the longest decides. */
const PREFIXES: ReadonlyMap<string, Prefix> = new Map<string, Prefix>([
  ["sudo", { taking: ["-u", "-g", "-h", "-p", "-C"], assignments: true }],
  ["sshpass", { taking: ["-p", "-f", "-d", "-P"] }],
  ["env", { taking: ["-u", "-C", "-S"], assignments: true }],
  ["cross-env", { taking: [], assignments: true }],
  ["time", { taking: ["-f", "-o"] }],
  ["timeout", { taking: ["-s", "--signal", "-k", "--kill-after"], own: 1 }],
  ["gtimeout", { taking: ["-s", "-k"], own: 1 }],
  ["nohup", plain],
  ["nice", { taking: ["-n"] }],
  ["ionice", { taking: ["-c", "-n"] }],
  ["exec", { taking: ["-a"] }],
  ["command", plain],
  ["builtin", plain],
  ["stdbuf", { taking: ["-o", "-i", "-e"] }],
  ["unbuffer", plain],
  ["xvfb-run", { taking: ["-s", "--server-args", "-n", "-e", "-f"] }],
  ["xargs", { taking: ["-I", "-n", "-P", "-L", "-d", "-s", "-a", "--max-args", "--max-procs"] }],
  ["npx", { taking: ["-p", "--package", "-c", "--call", "-w", "--workspace", "--prefix"] }],
  ["npm exec", { taking: ["-p", "--package", "-c", "-w", "--workspace", "--prefix"] }],
  ["npm x", { taking: ["-p", "--package", "-w"] }],
  ["pnpm exec", { taking: ["-C", "--filter", "-F"] }],
  ["pnpm dlx", { taking: ["--package"] }],
  ["pnpx", plain],
  // Without a script of that name they run the package's own programs.
  ["pnpm", { taking: ["-C", "--filter", "-F", "--dir"] }],
  ["yarn", { taking: ["--cwd"] }],
  ["nyc", { taking: ["-r", "--reporter", "-x", "--exclude", "--temp-dir", "--report-dir"] }],
  ["c8", { taking: ["-r", "--reporter", "-x", "--exclude", "-o"] }],
  ["heroku run", { taking: ["-a", "--app", "-r", "--remote", "-s", "--size", "--type"] }],
  ["heroku run:detached", { taking: ["-a", "--app", "-r", "--remote", "-s", "--size", "--type"] }],
  ["kubectl exec", { taking: ["-n", "--namespace", "-c", "--container", "--context"], own: 1 }],
  ["yarn exec", plain],
  ["yarn dlx", { taking: ["-p", "--package"] }],
  ["bunx", { taking: ["-p", "--package"] }],
  ["bun x", plain],
  ["bun run", plain],
  ["uvx", { taking: ["--from", "--with", "-p", "--python"] }],
  [
    "uv run",
    {
      taking: [
        "--with",
        "-p",
        "--python",
        "--group",
        "--extra",
        "--package",
        "--project",
        "--directory",
        "--with-requirements",
        "--env-file",
      ],
    },
  ],
  ["uv tool run", { taking: ["--from", "--with", "--python"] }],
  ["pipx run", { taking: ["--spec", "--python"] }],
  ["poetry run", plain],
  ["pipenv run", plain],
  ["pdm run", { taking: ["-p", "--project"] }],
  ["rye run", plain],
  ["hatch run", plain],
  ["pixi run", { taking: ["-e", "--environment", "--manifest-path"] }],
  ["conda run", { taking: ["-n", "--name", "-p"] }],
  ["micromamba run", { taking: ["-n", "--name", "-p"] }],
  ["bundle exec", plain],
  ["python -m", plain],
  ["python3 -m", plain],
  ["py -m", plain],
  ["coverage run -m", { taking: ["--source", "--rcfile", "--omit"] }],
  ["mix do", plain],
  ["doppler run", { taking: ["-p", "-c", "--project", "--config", "--token"] }],
  ["op run", { taking: ["--env-file"] }],
  ["infisical run", { taking: ["--env", "--path", "--projectId"] }],
  ["dotenv", { taking: ["-e", "-f"] }],
  ["dotenvx run", { taking: ["-f"] }],
  ["aws-vault exec", { taking: ["-d", "--duration"], own: 1 }],
  ["mise exec", plain],
  ["mise x", plain],
  ["asdf exec", plain],
  ["nix develop", { taking: ["-c", "--command"] }],
  ["devbox run", plain],
  ["docker run", { taking: docker, own: 1 }],
  ["podman run", { taking: docker, own: 1 }],
  ["docker exec", { taking: docker, own: 1 }],
  ["docker compose run", { taking: docker, own: 1 }],
  ["docker compose exec", { taking: docker, own: 1 }],
  ["docker-compose run", { taking: docker, own: 1 }],
  ["docker-compose exec", { taking: docker, own: 1 }],
  ["retry", { taking: ["-t", "-s", "-d", "--times", "--delay", "--tries"] }],
]);

const DEEPEST = 12;

/**
 * The commands that a command's words may stand for, the most likely first: what a prefix runs, then the words
 * themselves. `docker run aquasec/trivy image x` is also `trivy image x`.
 */
export function unwrap(words: readonly Word[]): readonly (readonly Word[])[] {
  const found: (readonly Word[])[] = [];
  let current = words;
  for (let depth = 0; depth < DEEPEST && current.length > 0; depth += 1) {
    const next = strip(current);
    found.unshift(current);
    if (!next) break;
    if (next.image) found.unshift(next.image);
    current = next.words;
  }
  return found;
}

function strip(
  words: readonly Word[],
): { readonly words: readonly Word[]; readonly image: readonly Word[] | undefined } | undefined {
  const program = (words[0]?.text ?? "").replace(/^.*\//, "");
  // `docker compose -f a.yml run app`: the flags of the program itself stand before its command.
  const start =
    program === "docker" || program === "docker-compose" || program === "bundle" || program === "uv"
      ? withoutFlags(words)
      : words;
  for (let length = Math.min(3, start.length); length > 0; length -= 1) {
    const key = [program, ...start.slice(1, length).map((word) => word.text)].join(" ");
    const prefix = PREFIXES.get(key);
    if (!prefix) continue;
    let at = length;
    let own = prefix.own ?? 0;
    let image: number | undefined;
    for (; at < start.length; at += 1) {
      const text = start[at]?.text ?? "";
      if (text === "--") {
        at += 1;
        break;
      }
      if (/^(?:-c|--command)$/.test(text) && key === "nix develop") continue;
      if (text.startsWith("-") && text.length > 1) {
        if (prefix.taking.includes(text)) at += 1;
      } else if (prefix.assignments && /^[A-Za-z_]\w*=/.test(text)) continue;
      else if (own > 0) {
        own -= 1;
        image = at;
      } else break;
    }
    const rest = start.slice(at);
    const name = image === undefined || !key.includes("run") ? undefined : start[image];
    const named = name && imageProgram(name, rest);
    return rest.length > 0 || named ? { words: rest, image: named } : undefined;
  }
  return undefined;
}

/** Flags directly behind the program, with their values, taken out. */
function withoutFlags(words: readonly Word[]): readonly Word[] {
  const kept: Word[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (!word) break;
    if (
      kept.length > 0 &&
      kept.length < 3 &&
      word.text.startsWith("-") &&
      !(kept.length === 2 && kept[1]?.text !== "compose")
    ) {
      if (compose.includes(word.text)) at += 1;
      continue;
    }
    kept.push(word);
  }
  return kept;
}

const imageProgram = (image: Word, rest: readonly Word[]): readonly Word[] | undefined => {
  const program = /([A-Za-z0-9_.-]+?)(?::[^/]*|@[^/]*)?$/.exec(image.text)?.[1];
  if (!image.constant || program === undefined) return undefined;
  return [{ ...image, text: program, parts: [{ text: program, expansion: false }] }, ...rest];
};

import { describe, expect, it } from "vitest";
import { readScript } from "#platforms/recognise/shell.ts";

const words = (text: string): readonly string[] =>
  readScript(text, { shell: "bash" }).map((command) => command.words.map((word) => word.text).join(" "));

describe("a shell script as commands", () => {
  it("joins continued lines and leaves comments out", () => {
    expect(words("kubectl apply \\\n  -f k8s/ # all of them\n# kubectl delete -f k8s/\nls")).toEqual([
      "kubectl apply -f k8s/",
      "ls",
    ]);
  });

  it("takes quotes off and keeps their text together", () => {
    const [command] = readScript(`deploy "a b" 'c $D' e\\ f`, { shell: "bash" });
    expect(command?.words.map(({ text, constant }) => [text, constant])).toEqual([
      ["deploy", true],
      ["a b", true],
      ["c $D", true],
      ["e f", true],
    ]);
  });

  it("marks the words that hold an expansion", () => {
    const command = readScript('deploy $A "x-${B}" "$(date +%s)" ${{ inputs.tag || "latest" }} $((1 + 2))', {
      shell: "bash",
    }).at(-1);
    expect(command?.words.map(({ constant, splits }) => [constant, splits])).toEqual([
      [true, false],
      [false, true],
      [false, false],
      [false, false],
      [false, true],
      [false, true],
    ]);
  });

  it("gives the offset of every command", () => {
    const text = "cd app && npm ci\n  npm test";
    expect(readScript(text, { shell: "bash" }).map(({ offset }) => text.slice(offset, offset + 6))).toEqual([
      "cd app",
      "npm ci",
      "npm te",
    ]);
  });

  it("keeps here-documents as text", () => {
    const commands = readScript("kubectl apply -f - <<EOF\nrun: kubectl delete ns x\nEOF\nls", { shell: "bash" });
    expect(commands.map(({ words: [first] }) => first?.text)).toEqual(["kubectl", "ls"]);
    expect(commands[0]?.redirects[0]?.body).toBe("run: kubectl delete ns x\n");
  });

  it("runs what stands in substitutions, and functions where they are called", () => {
    expect(words("go() { terraform apply; }\nURL=$(vercel deploy --prod)\ngo")).toEqual([
      "vercel deploy --prod",
      "",
      "terraform apply",
    ]);
  });

  it("reads conditions, loops and cases", () => {
    const commands = readScript(
      'if [ "$SKIP" != 1 ]; then npm test; fi\ncase $ENV in prod) a ;; *) b ;; esac\nfor x in 1 2; do c; done',
      { shell: "bash" },
    );
    expect(
      commands.map(({ words: [first], conditions, looped }) => [
        first?.text,
        conditions.map(({ kind }) => kind),
        looped,
      ]),
    ).toEqual([
      ["[", [], false],
      ["npm", ["if"], false],
      ["a", ["case"], false],
      ["b", ["case"], false],
      ["c", [], true],
    ]);
    expect(commands[1]?.conditions[0]).toEqual({ kind: "if", text: '[ "$SKIP" != 1 ]', reads: ["SKIP"] });
  });

  it("makes what follows a possible `exit 0` conditional", () => {
    const commands = readScript('[ -z "$TOKEN" ] && exit 0\nnpm test', { shell: "bash", errexit: true });
    expect(commands.at(-1)?.conditions.map(({ kind }) => kind)).toEqual(["guard"]);
  });

  it("stops at a certain `exit`", () => {
    expect(words("npm test\nexit 1\nkubectl apply -f x")).toEqual(["npm test", "exit 1"]);
  });

  it("reads PowerShell", () => {
    const commands = readScript(
      "# npm x\n$url = az deployment group create `\n  -g web\nif ($LASTEXITCODE -ne 0) { throw 'no' }\ndotnet test",
      { shell: "powershell" },
    );
    expect(
      commands.map((command) => [command.words.map((word) => word.text).join(" "), command.failure.state]),
    ).toEqual([
      ["az deployment group create -g web", "counts"],
      ["throw no", "swallowed"],
      ["dotnet test", "counts"],
    ]);
  });

  it("reads batch files", () => {
    const commands = readScript(
      "rem npm x\r\ncall npm test\r\nif errorlevel 1 exit /b 1\r\ndotnet build\r\ndotnet test",
      { shell: "cmd" },
    );
    expect(
      commands.map((command) => [command.words.map((word) => word.text).join(" "), command.failure.state]),
    ).toEqual([
      ["npm test", "counts"],
      ["exit /b 1", "swallowed"],
      ["dotnet build", "swallowed"],
      ["dotnet test", "counts"],
    ]);
  });
});

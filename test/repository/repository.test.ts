import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { UsageError } from "#model/usage-error.ts";
import {
  changedSince,
  largestFile,
  openRepository,
  pathIn,
  type Repository,
  rootOf,
  stagedPaths,
} from "#repository.ts";
import { commit, folderOf, git, plain, repositoryOf, write } from "./temporary.ts";

// What git tells its hooks, and settings of the person who runs the tests, say nothing here.
beforeAll(() => {
  for (const name of Object.keys(process.env)) if (!(name in plain)) delete process.env[name];
  Object.assign(process.env, plain);
});

const deploy = ".github/workflows/deploy.yml";
const leadsOut = "is a link that leads out of the repository, and was not followed";
const missing = "is not there: a link to nothing, or left out of the checkout";

/** What reading each path gives: its text, or why it cannot be read. */
function contents(repository: Repository, paths: readonly string[] = repository.paths): Record<string, string> {
  const bytes = repository.bytes(paths);
  return Object.fromEntries(
    paths.map((path) => {
      const found = bytes.get(path);
      return [path, found instanceof Uint8Array ? Buffer.from(found).toString() : `(${found?.reason})`];
    }),
  );
}

const mistake = (act: () => unknown): Pick<UsageError, "message" | "hint"> => {
  try {
    act();
  } catch (error) {
    if (error instanceof UsageError) return { message: error.message, hint: error.hint };
    throw error;
  }
  throw new Error("nothing was wrong");
};

const readOrMistake = (read: () => string | undefined): string | undefined => {
  try {
    return read();
  } catch (error) {
    return error instanceof UsageError ? error.message : String(error);
  }
};

describe("a folder outside of git", () => {
  it("lists every file but those of git and node_modules, in order", () => {
    const root = folderOf({ "b.yaml": "b", "a/z.yaml": "z", "node_modules/x/y.yaml": "y", ".hidden/c.yaml": "c" });
    const repository = openRepository(root);
    expect(repository.root).toBe(root);
    expect(repository.slug).toBeUndefined();
    expect(contents(repository)).toEqual({ ".hidden/c.yaml": "c", "a/z.yaml": "z", "b.yaml": "b" });
  });

  it("is its own root", () => {
    const root = folderOf({ "deploy/a.yaml": "" });
    expect(rootOf(join(root, "deploy"))).toBe(join(root, "deploy"));
  });

  it("has no staged content, no revisions and no changes", () => {
    const root = folderOf({ "a.yaml": "a" });
    const said = {
      message: `git does not read ${root}`,
      hint: "name a folder in a work tree of git; `git status` there says what git lacks",
    };
    expect(mistake(() => openRepository(root, "staged"))).toEqual(said);
    expect(mistake(() => stagedPaths(root))).toEqual(said);
    expect(mistake(() => openRepository(root, { revision: "main" })).message).toBe(
      `\`main\` is not a revision of ${root}`,
    );
    expect(mistake(() => changedSince(root, "main")).message).toBe(`\`main\` is not a revision of ${root}`);
  });

  it("that is not there is the caller's mistake", () => {
    const root = join(folderOf(), "none");
    expect(mistake(() => openRepository(root))).toEqual({
      message: `${root} cannot be read (ENOENT)`,
      hint: "name a folder that is there",
    });
  });
});

describe("the working tree", () => {
  it("holds what git tracks and does not ignore, without what was deleted", () => {
    const root = repositoryOf({
      ".gitignore": "ignored.yaml\nbuilt/\n",
      "tracked.yaml": "old",
      "deleted.yaml": "gone",
      "removed.yaml": "gone, too",
    });
    write(root, { "tracked.yaml": "new", "untracked.yaml": "untracked", "ignored.yaml": "i", "built/x.yaml": "x" });
    rmSync(join(root, "deleted.yaml"));
    git(root, "rm", "--quiet", "removed.yaml");
    expect(contents(openRepository(root))).toEqual({
      ".gitignore": "ignored.yaml\nbuilt/\n",
      "tracked.yaml": "new",
      "untracked.yaml": "untracked",
    });
  });

  it("lists a file in conflict once", () => {
    const root = conflicted();
    expect(openRepository(root).paths).toEqual(["a.yaml"]);
    expect(contents(openRepository(root))["a.yaml"]).toContain("<<<<<<< ");
  });

  it("below a subfolder has paths that start there", () => {
    const root = repositoryOf({ "shop/deploy.yaml": "shop", "other.yaml": "other" });
    const shop = openRepository(join(root, "shop"));
    expect(contents(shop)).toEqual({ "deploy.yaml": "shop" });
    expect(rootOf(join(root, "shop"))).toBe(root);
  });

  it("reads names with spaces, letters of any script, quotes and line breaks", () => {
    const names = [
      "a b.yaml",
      "büro-部署.yaml",
      'quo"te.yaml',
      "line\nbreak.yaml",
      "tab\there.yaml",
      "back\\slash.yaml",
    ];
    const root = repositoryOf(Object.fromEntries(names.map((name) => [name, name])));
    const expected = Object.fromEntries(names.map((name) => [name, name]));
    expect(contents(openRepository(root))).toEqual(expected);
    expect(contents(openRepository(root, "staged"))).toEqual(expected);
    expect(contents(openRepository(root, { revision: "main" }))).toEqual(expected);
  });

  it("knows the remote's owner and name", () => {
    const root = repositoryOf({ "a.yaml": "" });
    for (const url of [
      "git@github.com:acme/shop.git",
      "https://github.com/acme/shop",
      "https://x:y@gitlab.example/acme/shop.git/",
    ]) {
      git(root, "config", "remote.origin.url", url);
      expect(openRepository(root).slug).toBe("acme/shop");
    }
  });
});

describe("links", () => {
  function linked(): string {
    const outside = folderOf({ "secret.yaml": "secret" });
    const root = folderOf({ "ci/deploy.yml": "inside", "ci/nested/x.yml": "x" });
    const link = (target: string, path: string) => symlinkSync(target, join(root, path));
    link("ci/deploy.yml", "inside.yml");
    link("inside.yml", "twice.yml");
    link(join(outside, "secret.yaml"), "absolute.yml");
    link(join("..", outside.split("/").at(-1) ?? "", "secret.yaml"), "relative.yml");
    link(outside, "folder-out");
    link("ci", "folder-in");
    link("nothing.yml", "nothing-there.yml");
    link("loop-b.yml", "loop-a.yml");
    link("loop-a.yml", "loop-b.yml");
    return root;
  }

  const expected = {
    "ci/deploy.yml": "inside",
    "ci/nested/x.yml": "x",
    "inside.yml": "inside",
    "twice.yml": "inside",
    "absolute.yml": `(${leadsOut})`,
    "relative.yml": `(${leadsOut})`,
    "folder-out": `(${leadsOut})`,
    "nothing-there.yml": `(${missing})`,
    "loop-a.yml": "(is a link that never ends at a file)",
    "loop-b.yml": "(is a link that never ends at a file)",
  };

  it("are followed inside of the root only, outside of git", () => {
    expect(contents(openRepository(linked()))).toEqual({ ...expected, "folder-in": "(is not a file)" });
  });

  it("are followed inside of the root only, in git", () => {
    const root = linked();
    git(root, "init", "--quiet");
    expect(contents(openRepository(root))).toEqual({ ...expected, "folder-in": "(is not a file)" });
  });

  it("are followed inside of what is staged, and of a revision", () => {
    const root = linked();
    git(root, "init", "--quiet", "--initial-branch=main");
    commit(root, "Link");
    for (const from of ["staged", { revision: "main" }] as const)
      expect(contents(openRepository(root, from))).toEqual({ ...expected, "folder-in": `(${missing})` });
  });

  it("do not lead out of a subfolder that is the root", () => {
    const root = repositoryOf({ "shop/a.yaml": "a", "other.yaml": "other" });
    symlinkSync("../other.yaml", join(root, "shop/b.yaml"));
    commit(root, "Link");
    for (const from of ["working tree", "staged", { revision: "main" }] as const)
      expect(contents(openRepository(join(root, "shop"), from))).toEqual({ "a.yaml": "a", "b.yaml": `(${leadsOut})` });
  });

  it("to the root of the repository do not make it another", () => {
    const root = repositoryOf({ "a.yaml": "a" });
    const link = join(folderOf(), "link");
    symlinkSync(root, link);
    expect(openRepository(link).root).toBe(root);
    expect(rootOf(link)).toBe(root);
    expect(pathIn(root, join(link, "a.yaml"))).toBe("a.yaml");
  });
});

describe("a file that cannot be read", () => {
  const reasonFor = (size: string) => `(has ${size} MB, more than the 5 MB that are read)`;

  it("is too large, wherever it stands", () => {
    const root = repositoryOf({
      "fits.yaml": Buffer.alloc(largestFile, "#"),
      "over.yaml": Buffer.alloc(largestFile + 1, "#"),
    });
    for (const from of ["working tree", "staged", { revision: "main" }] as const) {
      const read = contents(openRepository(root, from));
      expect(read["fits.yaml"]).toHaveLength(largestFile);
      expect(read["over.yaml"]).toBe(reasonFor("5.1"));
    }
    truncateSync(join(root, "over.yaml"), 100 * 1024 * 1024);
    expect(contents(openRepository(root), ["over.yaml"])).toEqual({ "over.yaml": reasonFor("100") });
  });

  it("is a folder or a pipe", () => {
    const root = folderOf({ "folder.yaml/x": "" });
    execFileSync("mkfifo", [join(root, "pipe.yaml")]);
    expect(contents(openRepository(root), ["folder.yaml", "pipe.yaml"])).toEqual({
      "folder.yaml": "(is not a file)",
      "pipe.yaml": "(is not a file)",
    });
  });

  it.skipIf(process.getuid?.() === 0)("is closed to this user", () => {
    const root = folderOf({ "closed.yaml": "" });
    chmodSync(join(root, "closed.yaml"), 0);
    expect(contents(openRepository(root))).toEqual({ "closed.yaml": "(cannot be read (EACCES))" });
  });

  it("is in a merge that is not settled", () => {
    expect(contents(openRepository(conflicted(), "staged"))).toEqual({ "a.yaml": "(has a merge that is not settled)" });
  });

  it("is a submodule, or is not there", () => {
    const root = repositoryOf({ "a.yaml": "" });
    git(root, "update-index", "--add", "--cacheinfo", `160000,${git(root, "rev-parse", "HEAD").trim()},module.yaml`);
    expect(contents(openRepository(root, "staged"), ["module.yaml", "none.yaml"])).toEqual({
      "module.yaml": "(is not a file)",
      "none.yaml": `(${missing})`,
    });
  });
});

function conflicted(): string {
  const root = repositoryOf({ "a.yaml": "base\n" });
  git(root, "checkout", "--quiet", "-b", "other");
  write(root, { "a.yaml": "theirs\n" });
  commit(root, "Theirs");
  git(root, "checkout", "--quiet", "main");
  write(root, { "a.yaml": "ours\n" });
  commit(root, "Ours");
  expect(() => git(root, "merge", "other")).toThrow("Command failed");
  return root;
}

describe("what is staged", () => {
  it("is read instead of the working tree", () => {
    const root = repositoryOf({ [deploy]: "committed", "a.yaml": "a" });
    write(root, { [deploy]: "staged", "new.yaml": "new" });
    git(root, "add", "--all");
    write(root, { [deploy]: "in work", "new.yaml": "in work", "untracked.yaml": "" });
    expect(contents(openRepository(root, "staged"))).toEqual({ [deploy]: "staged", "a.yaml": "a", "new.yaml": "new" });
    expect([...stagedPaths(root)].toSorted()).toEqual([deploy, "new.yaml"]);
  });

  it("can be read before the first commit", () => {
    const root = folderOf({ "a.yaml": "a", "b.yaml": "b" });
    git(root, "init", "--quiet");
    git(root, "add", "a.yaml");
    expect(contents(openRepository(root, "staged"))).toEqual({ "a.yaml": "a" });
    expect([...stagedPaths(root)]).toEqual(["a.yaml"]);
    expect(contents(openRepository(root))).toEqual({ "a.yaml": "a", "b.yaml": "b" });
    expect(mistake(() => changedSince(root, "HEAD")).message).toBe(`\`HEAD\` is not a revision of ${root}`);
  });

  it("names both ends of a move, and what was deleted", () => {
    const root = repositoryOf({ "old.yaml": "a long enough text to be found again\n", "deleted.yaml": "x" });
    git(root, "mv", "old.yaml", "new.yaml");
    git(root, "rm", "--quiet", "deleted.yaml");
    expect([...stagedPaths(root)].toSorted()).toEqual(["deleted.yaml", "new.yaml", "old.yaml"]);
  });

  it("below a subfolder has paths that start there", () => {
    const root = repositoryOf({ "shop/a.yaml": "a", "b.yaml": "b" });
    write(root, { "shop/a.yaml": "A", "b.yaml": "B" });
    git(root, "add", "--all");
    const shop = join(root, "shop");
    expect(contents(openRepository(shop, "staged"))).toEqual({ "a.yaml": "A" });
    expect([...stagedPaths(shop)]).toEqual(["a.yaml"]);
  });
});

describe("a revision", () => {
  it("is read as it was, by branch, tag and commit", () => {
    const root = repositoryOf({ "a.yaml": "first", "gone.yaml": "gone", "shop/b.yaml": "b" });
    git(root, "tag", "v1");
    const first = git(root, "rev-parse", "HEAD").trim();
    rmSync(join(root, "gone.yaml"));
    write(root, { "a.yaml": "second" });
    commit(root, "Change");
    for (const revision of ["v1", first, "HEAD~1"]) {
      const expected = { "a.yaml": "first", "gone.yaml": "gone", "shop/b.yaml": "b" };
      expect(contents(openRepository(root, { revision }))).toEqual(expected);
    }
    expect(contents(openRepository(join(root, "shop"), { revision: "v1" }))).toEqual({ "b.yaml": "b" });
    git(root, "checkout", "--quiet", "--detach", "v1");
    expect(contents(openRepository(root, { revision: "HEAD" }))["a.yaml"]).toBe("first");
  });

  it.each(["none", "--help", "--output=x", "HEAD:a.yaml", "", "main..main"])(
    "that is none is the caller's mistake: %j",
    (revision) => {
      const root = repositoryOf({ "a.yaml": "" });
      expect(mistake(() => openRepository(root, { revision }))).toEqual({
        message: `\`${revision}\` is not a revision of ${root}`,
        hint: "name a commit, a branch or a tag that this clone has; a shallow clone may lack it (git fetch --unshallow)",
      });
      expect(existsSync(join(root, "x"))).toBe(false);
    },
  );

  it("that a shallow clone lacks is the caller's mistake", () => {
    const origin = repositoryOf({ "a.yaml": "first" });
    const first = git(origin, "rev-parse", "HEAD").trim();
    write(origin, { "a.yaml": "second" });
    commit(origin, "Change");
    const clone = join(folderOf(), "clone");
    git(origin, "clone", "--quiet", "--depth=1", `file://${origin}`, clone);
    expect(contents(openRepository(clone, { revision: "HEAD" }))).toEqual({ "a.yaml": "second" });
    expect(mistake(() => openRepository(clone, { revision: first })).hint).toContain("git fetch --unshallow");
  });
});

describe("what changed since a revision", () => {
  it("is what was committed, staged, edited, deleted or is not tracked yet", () => {
    const root = repositoryOf({
      "same.yaml": "",
      "committed.yaml": "",
      "staged.yaml": "",
      "edited.yaml": "",
      "deleted.yaml": "",
    });
    git(root, "tag", "base");
    write(root, { "committed.yaml": "1" });
    commit(root, "Change");
    write(root, { "staged.yaml": "1" });
    git(root, "add", "--all");
    write(root, { "edited.yaml": "1", "new.yaml": "", ".gitignore": "x.yaml", "x.yaml": "" });
    rmSync(join(root, "deleted.yaml"));
    const changed = ["committed.yaml", "deleted.yaml", "edited.yaml", "new.yaml", "staged.yaml"];
    expect([...changedSince(root, "base")].toSorted()).toEqual([".gitignore", ...changed]);
  });

  it("leaves out what was only touched", () => {
    const root = repositoryOf({ "a.yaml": "a" });
    utimesSync(join(root, "a.yaml"), 1, 1);
    expect([...changedSince(root, "HEAD")]).toEqual([]);
  });
});

describe("other work trees", () => {
  it("are read like the first, with its remote", () => {
    const root = repositoryOf({ "a.yaml": "a" });
    git(root, "config", "remote.origin.url", "git@github.com:acme/shop.git");
    const tree = join(folderOf(), "tree");
    git(root, "worktree", "add", "--quiet", "-b", "other", tree);
    write(tree, { "a.yaml": "b" });
    expect(contents(openRepository(tree))).toEqual({ "a.yaml": "b" });
    expect(contents(openRepository(tree, "staged"))).toEqual({ "a.yaml": "a" });
    expect(openRepository(tree).slug).toBe("acme/shop");
    expect(rootOf(tree)).toBe(tree);
  });

  it("do not take the remote of a repository around them", () => {
    const outer = repositoryOf({ "a.yaml": "a" });
    git(outer, "config", "remote.origin.url", "git@github.com:acme/outer.git");
    const inner = join(outer, "inner");
    mkdirSync(inner);
    writeFileSync(join(inner, ".git"), "gitdir: ../.git/modules/inner\n");
    expect(openRepository(inner).slug).toBeUndefined();
  });

  it("are needed: a bare repository has none", () => {
    const bare = join(folderOf(), "bare.git");
    git(repositoryOf({ "a.yaml": "a" }), "clone", "--quiet", "--bare", ".", bare);
    expect(mistake(() => openRepository(bare).paths)).toEqual({
      message: `${bare} is a bare repository of git: it has no files`,
      hint: "name a work tree of it",
    });
  });
});

describe("a repository's own settings", () => {
  /** A program that leaves a mark when it is run. */
  function trap(): { readonly command: string; readonly isSprung: () => boolean } {
    const folder = folderOf();
    const mark = join(folder, "mark");
    write(folder, { "trap.sh": `#!/bin/sh\ntouch ${mark}\nexit 1\n` });
    chmodSync(join(folder, "trap.sh"), 0o755);
    return { command: join(folder, "trap.sh"), isSprung: () => existsSync(mark) };
  }

  function readAll(root: string): void {
    for (const from of ["working tree", "staged", { revision: "HEAD" }] as const) contents(openRepository(root, from));
    rootOf(root);
    stagedPaths(root);
    changedSince(root, "HEAD");
  }

  it("run no program: file monitor, hooks, filters, comparisons, pagers", () => {
    const { command, isSprung } = trap();
    const root = repositoryOf({
      "a.yaml": "a",
      ".gitattributes": "*.yaml filter=evil diff=evil\n*.yml filter=a=b\n",
      "b.yml": "b",
    });
    for (const key of [
      "core.fsmonitor",
      "core.pager",
      "core.sshCommand",
      "diff.external",
      "diff.evil.command",
      "diff.evil.textconv",
      "filter.evil.clean",
      "filter.evil.process",
      "filter.a=b.clean",
    ])
      git(root, "config", key, command);
    git(root, "config", "filter.evil.required", "true");
    write(root, { "a.yaml": "changed", "b.yml": "changed" });
    for (const hook of ["post-index-change", "fsmonitor-watchman", "post-checkout", "reference-transaction"])
      symlinkSync(command, join(root, ".git/hooks", hook));
    readAll(root);
    expect([...changedSince(root, "HEAD")].toSorted()).toEqual(["a.yaml", "b.yml"]);
    expect(isSprung()).toBe(false);
    // The trap works: git itself steps into it.
    expect(() => git(root, "diff", "--stat")).toThrow("Command failed");
    expect(isSprung()).toBe(true);
  });

  it("open no connection for objects that are missing", () => {
    const { command, isSprung } = trap();
    const root = repositoryOf({ "a.yaml": "a" });
    const object = git(root, "rev-parse", "HEAD:a.yaml").trim();
    rmSync(join(root, ".git/objects", object.slice(0, 2), object.slice(2)));
    for (const [key, value] of [
      ["core.repositoryFormatVersion", "1"],
      ["extensions.partialClone", "origin"],
      ["remote.origin.promisor", "true"],
      ["remote.origin.url", `ext::${command}`],
      ["protocol.ext.allow", "always"],
      ["protocol.allow", "always"],
    ] as const)
      git(root, "config", key, value);
    // Newer versions of git say what is missing, older ones end.
    const read = () => contents(openRepository(root, "staged"))["a.yaml"];
    expect([`(${missing})`, `git could not read the objects of ${root}`]).toContain(readOrMistake(read));
    expect(isSprung()).toBe(false);
    expect(() => git(root, "cat-file", "blob", object)).toThrow("Command failed");
    expect(isSprung()).toBe(true);
  });

  it("cannot call another folder the work tree", () => {
    const outside = folderOf({ "secret.yaml": "secret" });
    const root = repositoryOf({ "a.yaml": "a" });
    git(root, "config", "core.worktree", outside);
    expect(rootOf(root)).toBe(root);
    expect(Object.values(contents(openRepository(root)))).not.toContain("secret");
  });
});

describe("the path of a file in a repository", () => {
  it.each([
    ["a.yaml", "a.yaml"],
    ["shop/../a.yaml", "a.yaml"],
    ["..a.yaml", "..a.yaml"],
    ["not/there/yet.yaml", "not/there/yet.yaml"],
    ["", undefined],
    ["..", undefined],
    ["../a.yaml", undefined],
    ["/etc/hosts", undefined],
  ])("of %j is %j", (file, path) => {
    const root = folderOf({ "a.yaml": "" });
    expect(pathIn(root, file.startsWith("/") ? file : `${root}/${file}`)).toBe(path);
  });
});

import type { SourceProblem } from "#model/repository.ts";
import type { Library } from "../library.ts";

export const validate = (library: Library): readonly SourceProblem[] => library.workflows.flatMap(() => []);

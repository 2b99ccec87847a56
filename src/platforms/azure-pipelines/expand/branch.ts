import type { Place } from "#model/place.ts";
import type { Runs } from "../../routes/graph.ts";
import type { Unknown } from "../../values/value.ts";

export const always: Runs = { state: "always" };

/** What a template's condition that cannot be told says of what stands below it. */
export const maybe = ({ what, by }: Unknown, at: Place): Runs => ({
  state: "maybe",
  at,
  how: `${what} decides whether it is there`,
  by,
});

/** Which branch of an `if`, `elseif`, `else` was taken. */
export class Chain {
  isOpen = false;
  isTaken = false;

  begin(): void {
    this.isOpen = true;
    this.isTaken = false;
  }

  take(): void {
    this.isTaken = true;
  }

  end(): void {
    this.isOpen = false;
  }
}

import { expect, test } from "vitest";
import { variablesIn } from "#materials/variables.ts";
import { startOf } from "#model/place.ts";

const folder = "solutions/Expenses/environmentvariabledefinitions/acme_Url";

test("variables are found by their definitions, and a value in the source is shipped", () => {
  const definition = `${folder}/environmentvariabledefinition.xml`;
  const values = `${folder}/environmentvariablevalues.json`;
  expect(variablesIn([definition, "config/environmentvariablevalues.json", "README.md"])).toEqual([
    { name: "acme_Url", at: startOf(definition), shipsValue: false },
  ]);
  const shipped = [{ name: "acme_Url", at: startOf(values), shipsValue: true }];
  expect(variablesIn([definition, values])).toEqual(shipped);
  expect(variablesIn([values, definition])).toEqual(shipped);
});

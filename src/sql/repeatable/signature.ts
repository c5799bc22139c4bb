// The signature of a routine, as far as CREATE OR REPLACE refuses to change it.

import type { CreateFunctionStmt, FunctionParameter, TypeName } from "libpg-query";

import { quoteName } from "../../core/name.ts";
import type { MadeParameter, MadeRoutine } from "../../core/repeatable.ts";
import { namesOf } from "../tree.ts";

/** The catalogs' letter for each of the parser's words. */
const MODES: Readonly<Record<string, string>> = {
  FUNC_PARAM_IN: "i",
  FUNC_PARAM_DEFAULT: "i",
  FUNC_PARAM_OUT: "o",
  FUNC_PARAM_INOUT: "b",
  FUNC_PARAM_VARIADIC: "v",
  FUNC_PARAM_TABLE: "t",
};

/** Parameters, result and the number of defaults. */
export function signatureOf({ parameters, returnType }: CreateFunctionStmt): MadeRoutine {
  const nodes = (parameters ?? []).flatMap((node) =>
    "FunctionParameter" in node ? [node.FunctionParameter] : [],
  );
  const returns = returnType === undefined ? {} : { returns: returnsOf(returnType) };
  return {
    parameters: nodes.map(parameterOf),
    ...returns,
    defaults: nodes.filter(({ defexpr }) => defexpr !== undefined).length,
  };
}

function returnsOf(type: TypeName): NonNullable<MadeRoutine["returns"]> {
  const written = typeText(type);
  return { ...(written === undefined ? {} : { type: written }), set: type.setof === true };
}

function parameterOf({ name, argType, mode }: FunctionParameter): MadeParameter {
  const type = typeText(argType);
  return {
    mode: MODES[mode ?? "FUNC_PARAM_DEFAULT"] ?? "i",
    name: name ?? "",
    ...(type === undefined ? {} : { type }),
  };
}

/** A type as SQL, without length or precision: a signature has none. */
function typeText(type: TypeName | undefined): string | undefined {
  if (type === undefined || type.pct_type === true) return undefined;
  const name = namesOf(type.names).map(quoteName).join(".");
  return name + "[]".repeat(Math.min(1, (type.arrayBounds ?? []).length));
}

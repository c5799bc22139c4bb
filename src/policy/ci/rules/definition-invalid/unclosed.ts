// Expressions that begin and do not end. GitHub refuses the whole workflow, and its own service lets conditions pass.

import type { Spot } from "../../../rule.ts";
import { allScalars, placeInScalar } from "../../../yaml/look.ts";
import type { Project } from "../../model/project.ts";

/** A text whose last `${{` has no end. */
export const UNCLOSED: RegExp = /\$\{\{(?![^]*(?:\}\}|\$\{\{))/;

/** Where they begin. */
export const unclosedExpressions = ({ definitions }: Project): readonly Spot[] =>
  definitions.flatMap(({ kind, root }) =>
    kind === "gitlab"
      ? []
      : allScalars(root).flatMap((scalar) => {
          const index = UNCLOSED.exec(scalar.text)?.index;
          if (index === undefined) return [];
          return [{ file: scalar.file, at: placeInScalar(scalar, index, scalar.text.length) }];
        }),
  );

// The language of Terraform as a tree in which everything knows where it stands in the text.

/** UTF-16 indexes of the text: where it begins, and the index behind it. */
export interface Placed {
  readonly at: number;
  readonly end: number;
}

export interface Attribute extends Placed {
  readonly name: string;
  readonly value: Expression;
}

export interface Label extends Placed {
  readonly text: string;
}

export interface Block extends Placed {
  readonly type: string;
  readonly labels: readonly Label[];
  readonly body: Body;
}

/** What stands between braces, or in a whole file, in its order. */
export interface Body {
  readonly attributes: readonly Attribute[];
  readonly blocks: readonly Block[];
}

export interface ObjectEntry {
  /** A name without quotes is a literal. */
  readonly key: Expression;
  readonly value: Expression;
}

export type Expression = Placed &
  (
    | { readonly kind: "literal"; readonly value: string | number | boolean | null }
    /** Text with `${…}` in it. `names` are those that its loops bring. */
    | { readonly kind: "template"; readonly parts: readonly Expression[]; readonly names: readonly string[] }
    | { readonly kind: "name"; readonly name: string }
    | { readonly kind: "get"; readonly of: Expression; readonly name: string }
    | { readonly kind: "index"; readonly of: Expression; readonly key: Expression }
    /** `a[*]` and `a.*`; what follows is asked of every element. */
    | { readonly kind: "splat"; readonly of: Expression }
    | { readonly kind: "list"; readonly items: readonly Expression[] }
    | { readonly kind: "object"; readonly entries: readonly ObjectEntry[] }
    | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
    | { readonly kind: "choice"; readonly operands: readonly [Expression, Expression, Expression] }
    | { readonly kind: "operation"; readonly operator: string; readonly operands: readonly Expression[] }
    | {
        readonly kind: "loop";
        readonly names: readonly string[];
        readonly over: Expression;
        readonly operands: readonly Expression[];
      }
    /** What could not be read. */
    | { readonly kind: "broken" }
  );

/** What makes a text no HCL. */
export interface HclError {
  readonly at: number;
  readonly message: string;
}

export interface HclFile {
  readonly body: Body;
  readonly errors: readonly HclError[];
}

/** What an expression is made of, one level down. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "template":
      return expression.parts;
    case "get":
    case "splat":
      return [expression.of];
    case "index":
      return [expression.of, expression.key];
    case "list":
      return expression.items;
    case "object":
      return expression.entries.flatMap(({ key, value }) => [key, value]);
    case "call":
      return expression.args;
    case "choice":
    case "operation":
      return expression.operands;
    case "loop":
      return [expression.over, ...expression.operands];
    case "literal":
    case "name":
    case "broken":
      return [];
  }
}

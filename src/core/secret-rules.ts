// The names of the rules about secrets: they look at files of every kind, so that all of them may hold allowances for these.

export const SECRET_COMMITTED = "secret-committed";
export const SECRET_IN_EXAMPLE = "secret-in-example";

/** True for the name of one of them. */
export const isSecretRule = (name: string): boolean =>
  name === SECRET_COMMITTED || name === SECRET_IN_EXAMPLE;

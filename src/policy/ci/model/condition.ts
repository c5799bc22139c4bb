// What a condition of GitHub says about the jobs before, and about what started the run.

/** True where the condition lets a job run although one that it needs has failed. */
export const anywayIn = (condition: string): boolean =>
  /\b(?:always|cancelled|failure)\s*\(\s*\)/.test(condition);

/** The jobs whose success the condition asks for: `needs.backup.result == 'success'`. */
export function asksForIn(condition: string): readonly string[] {
  // Behind an "or" nothing is asked for with certainty.
  if (condition.includes("||")) return [];
  return [...condition.matchAll(/needs\.([\w-]+)\.result\s*==\s*'success'/g)].map(([, id = ""]) => id);
}

/** True where a pull request cannot fulfil it. */
export function excludesPullRequests(condition: string): boolean {
  if (condition.includes("||")) return false;
  return (
    /github\.event_name\s*==\s*'(?!pull_request)[a-z_]+'/.test(condition) ||
    /github\.event_name\s*!=\s*'pull_request'/.test(condition) ||
    /github\.ref(?:_name)?\s*==\s*'/.test(condition)
  );
}

/** A variable that cannot be used; the message names it and what is allowed. */
export class ConfigProblem extends Error {
  override readonly name = 'ConfigProblem';
}

/** Filled in by build.mjs. */
declare const SHELL: string[];
/** Trusted Types: as much of it as trust.js uses. */
declare var trustedTypes: undefined | { createPolicy<T>(name: string, rules: T): T };

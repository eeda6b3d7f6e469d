/** Filled in by build.mjs. */
declare const SHELL: string[], CODE: string, MODEL: string;
/** Trusted Types: as much of it as trust.js uses. */
declare var trustedTypes: undefined | { createPolicy<T>(name: string, rules: T): T };
